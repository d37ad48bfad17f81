package io.github.whatsapp360.emulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A message that the emulator accepted, as its recipient would see it. What a message does not have is an empty string.
 *
 * @param id the message ID that was answered
 * @param to the recipient's digits
 * @param type as in the request: {@code text}, {@code document}, …
 * @param text of a text message
 * @param caption of a file
 * @param filename of a document as the message names it, else of the file as it was uploaded
 * @param mimeType of an uploaded file, without parameters
 * @param size of an uploaded file, in bytes; otherwise 0
 * @param sha256 of an uploaded file, in lower-case hex
 * @param mediaId of an uploaded file
 * @param link of a file that was not uploaded
 * @param json the whole request
 * @param receivedAt the time of its arrival
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
