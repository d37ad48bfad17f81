package io.github.whatsapp360.media;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An uploaded file, which can be sent by its media ID to any number of recipients.
 *
 * @param id the media ID; it belongs to the number (the API key) that uploaded it
 * @param kind the kind as which it is sent, unless the route sets another one
 * @param mimeType the MIME type of the upload
 * @param filename the name, which the recipient of a document sees; the kind with the extension, if the file has no
 *     name
 * @param size the size in bytes
 * @param sha256 the SHA-256 of the bytes sent, in lower-case hex
 * @param expiresAt the time at which the service deletes the file: 30 days after the upload (Meta, "Media", section on
 *     persistence), 14 days with On-Premise numbers, or as the upload asked
 */
public record UploadedMedia(
        String id, MediaKind kind, String mimeType, String filename, long size, String sha256, Instant expiresAt) {

    /** Returns the fields for JSON, with the API's names and an ISO 8601 time. */
    @JsonValue
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("kind", kind.type());
        fields.put("mimeType", mimeType);
        fields.put("filename", filename);
        fields.put("size", size);
        fields.put("sha256", sha256);
        fields.put("expiresAt", expiresAt.toString());
        return fields;
    }
}
