package io.github.whatsapp360.emulator.media;

import java.nio.file.Path;
import java.time.Instant;

/**
 * An uploaded file.
 *
 * @param id in the form of the hosting
 * @param owner the API key that uploaded it
 * @param filename as it was uploaded
 * @param mimeType without parameters
 * @param expires the time after which its ID is unknown
 */
public record StoredMedia(
        String id,
        String owner,
        String filename,
        String mimeType,
        long size,
        String sha256,
        Path path,
        Instant expires) {}
