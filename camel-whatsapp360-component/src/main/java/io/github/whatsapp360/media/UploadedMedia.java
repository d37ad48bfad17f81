package io.github.whatsapp360.media;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that the service holds, ready to be sent by its ID to any number of recipients.
 *
 * @param id the media ID; it belongs to the number (the API key) that uploaded it
 * @param kind how it is sent unless the route says otherwise
 * @param mimeType the type it was uploaded with
 * @param filename its name, which the recipient of a document sees; its kind and ending when it has none of its own
 * @param size in bytes
 * @param sha256 of the bytes sent, in lower-case hex
 * @param expiresAt when the service forgets it: 30 days after the upload (Meta, "Media", section on persistence), 14
 *     days for On-Premise numbers, or as the upload asked
 */
public record UploadedMedia(
        String id, MediaKind kind, String mimeType, String filename, long size, String sha256, Instant expiresAt) {

    /** Returns the fields as JSON, in the API's and in ISO 8601's words. */
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
