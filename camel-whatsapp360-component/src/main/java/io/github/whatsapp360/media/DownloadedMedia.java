package io.github.whatsapp360.media;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that was downloaded whole.
 *
 * @param info what the service knows of it
 * @param path where it lies
 * @param remoteName the name that came with it, as strangers may have written it; empty if none came
 */
public record DownloadedMedia(MediaInfo info, Path path, String remoteName) {

    /** Returns the file's fields as JSON, without its path, which is of no use to anybody else. */
    @JsonValue
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", info.id());
        fields.put("mimeType", info.mimeType());
        fields.put("size", info.size());
        fields.put("sha256", info.sha256());
        fields.put("filename", remoteName);
        return fields;
    }

    /**
     * A name under which the file can be stored beside all others, such as {@code invoice-985569392615996.pdf}: its own one
     * made harmless, with the media ID in it, so that no two files have the same; see {@link FileNames}.
     *
     * @param given the name to go by; empty for the one that came with the file
     */
    public String safeName(String given) {
        return FileNames.stored(given.isBlank() ? remoteName : given, info.id(), info.mimeType());
    }

    /**
     * The name of the file as a person knows it, such as {@code invoice.pdf}: its own one made harmless, or else the ID with
     * the ending of the MIME type. Other files may have the same.
     *
     * @param given the name to go by; empty for the one that came with the file
     */
    public String filename(String given) {
        return FileNames.of(given.isBlank() ? remoteName : given, info.mimeType(), FileNames.stored("", info.id(), ""));
    }
}
