package io.github.whatsapp360.media;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** The service's information about an uploaded file. */
public final class MediaInfo {

    private final String id;
    private final String mimeType;
    private final OptionalLong size;
    private final String sha256;

    private MediaInfo(String id, String mimeType, OptionalLong size, String sha256) {
        this.id = Objects.requireNonNull(id, "id");
        this.mimeType = Objects.requireNonNull(mimeType, "mimeType");
        this.size = size;
        this.sha256 = Objects.requireNonNull(sha256, "sha256");
    }

    /** Creates information without a size and a hash. The with-methods add them. */
    public static MediaInfo of(String id, String mimeType) {
        return new MediaInfo(id, mimeType, OptionalLong.empty(), "");
    }

    /** Returns the fields for JSON; without the size if it is not known. */
    @JsonValue
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("mimeType", mimeType);
        size.ifPresent(bytes -> fields.put("size", bytes));
        fields.put("sha256", sha256);
        return fields;
    }

    /** Returns the media ID. */
    public String id() {
        return id;
    }

    /** Returns the MIME type from the service. */
    public String mimeType() {
        return mimeType;
    }

    /** Returns the size in bytes; empty if the service does not give it. */
    public OptionalLong size() {
        return size;
    }

    /** Returns the SHA-256 of the bytes, in lower-case hex; empty if the service does not give it. */
    public String sha256() {
        return sha256;
    }

    /** Returns a copy with this size, in bytes. */
    public MediaInfo withSize(long size) {
        return new MediaInfo(id, mimeType, OptionalLong.of(size), sha256);
    }

    /** Returns a copy with this SHA-256, in lower-case hex. */
    public MediaInfo withSha256(String sha256) {
        return new MediaInfo(id, mimeType, size, sha256);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaInfo info && fields().equals(info.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return "MediaInfo" + fields();
    }
}
