package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A message that the emulator accepted, as its recipient would see it.
 *
 * @param id the message ID that was answered
 * @param to the recipient's digits
 * @param type as in the request
 * @param text of a text message; otherwise empty
 * @param caption of a file; may be empty
 * @param filename of a document, as the message names it, else as it was uploaded; may be empty
 * @param mimeType of an uploaded file; otherwise empty
 * @param size of an uploaded file, in bytes; otherwise 0
 * @param sha256 of an uploaded file, in hex; otherwise empty
 * @param mediaId of an uploaded file; otherwise empty
 * @param link of a file that is not uploaded; otherwise empty
 * @param json the whole request
 * @param receivedAt when it came
 */
public record ChatMessage(
        String id,
        String to,
        String type,
        String text,
        String caption,
        String filename,
        String mimeType,
        long size,
        String sha256,
        String mediaId,
        String link,
        JsonNode json,
        Instant receivedAt) {}
