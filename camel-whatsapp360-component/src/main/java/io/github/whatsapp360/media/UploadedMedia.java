package io.github.whatsapp360.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An uploaded file, which can be sent by its media ID to any number of recipients.
 *
 * <p>Jackson writes it as JSON and reads it again, so a {@link MediaIdStore} can keep it as text. Unknown fields are
 * ignored, because a later version may write more fields.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class UploadedMedia {

    private final String id;
    private final MediaKind kind;
    private final String mimeType;
    private final String filename;
    private final long size;
    private final String sha256;
    private final Instant expiresAt;

    private UploadedMedia(
            String id, MediaKind kind, String mimeType, String filename, long size, String sha256, Instant expiresAt) {
        this.id = Objects.requireNonNull(id, "id");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.mimeType = Objects.requireNonNull(mimeType, "mimeType");
        this.filename = Objects.requireNonNull(filename, "filename");
        this.size = size;
        this.sha256 = Objects.requireNonNull(sha256, "sha256");
        this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Creates an uploaded file without a name, with no bytes and no hash. The with-methods add them. */
    public static UploadedMedia of(String id, MediaKind kind, String mimeType, Instant expiresAt) {
        return new UploadedMedia(id, kind, mimeType, "", 0, "", expiresAt);
    }

    /** Reads the fields that {@link #fields} writes. A kind that this version does not know is sent as a document. */
    @JsonCreator
    static UploadedMedia read(
            @JsonProperty(value = "id", required = true) String id,
            @JsonProperty(value = "kind", required = true) String kind,
            @JsonProperty(value = "mimeType", required = true) String mimeType,
            @JsonProperty(value = "filename", required = true) String filename,
            @JsonProperty(value = "size", required = true) long size,
            @JsonProperty(value = "sha256", required = true) String sha256,
            @JsonProperty(value = "expiresAt", required = true) String expiresAt) {
        return new UploadedMedia(
                id,
                MediaKind.ofType(Objects.requireNonNull(kind, "kind")).orElse(MediaKind.DOCUMENT),
                mimeType,
                filename,
                size,
                sha256,
                Instant.parse(Objects.requireNonNull(expiresAt, "expiresAt")));
    }

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

    /** Returns the media ID. It belongs to the number (the API key) that uploaded the file. */
    public String id() {
        return id;
    }

    /** Returns the kind as which the file is sent, unless the route sets another one. */
    public MediaKind kind() {
        return kind;
    }

    /** Returns the MIME type of the upload. */
    public String mimeType() {
        return mimeType;
    }

    /**
     * Returns the name of the upload, which the recipient of a document sees; the kind with the extension, if the file
     * had no name.
     */
    public String filename() {
        return filename;
    }

    /** Returns the size in bytes. */
    public long size() {
        return size;
    }

    /** Returns the SHA-256 of the bytes sent, in lower-case hex. */
    public String sha256() {
        return sha256;
    }

    /**
     * Returns the time at which the service deletes the file: 30 days after the upload (Meta, "Media", section on
     * persistence), 14 days with On-Premise numbers, or as the upload asked.
     */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** Returns a copy with this kind, because the same file can be sent as several kinds. */
    public UploadedMedia withKind(MediaKind kind) {
        return new UploadedMedia(id, kind, mimeType, filename, size, sha256, expiresAt);
    }

    /** Returns a copy with this name. */
    public UploadedMedia withFilename(String filename) {
        return new UploadedMedia(id, kind, mimeType, filename, size, sha256, expiresAt);
    }

    /** Returns a copy with this size, in bytes. */
    public UploadedMedia withSize(long size) {
        return new UploadedMedia(id, kind, mimeType, filename, size, sha256, expiresAt);
    }

    /** Returns a copy with this SHA-256, in lower-case hex. */
    public UploadedMedia withSha256(String sha256) {
        return new UploadedMedia(id, kind, mimeType, filename, size, sha256, expiresAt);
    }

    /** Returns a copy that expires at this time. */
    public UploadedMedia withExpiresAt(Instant expiresAt) {
        return new UploadedMedia(id, kind, mimeType, filename, size, sha256, expiresAt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UploadedMedia media && fields().equals(media.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return "UploadedMedia" + fields();
    }
}
