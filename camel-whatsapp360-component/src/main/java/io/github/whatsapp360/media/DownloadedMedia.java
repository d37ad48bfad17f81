package io.github.whatsapp360.media;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that was downloaded whole.
 *
 * @param info what the service knows of it
 * @param path where it lies
 * @param remoteName the name that came with it, as strangers may have written it; empty if none came
 */
public record DownloadedMedia(MediaInfo info, Path path, String remoteName) {

    private static final int MAX_NAME = 200;
    private static final Pattern FILENAME = Pattern.compile("(?i)filename=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");
    /** Names that Windows keeps for devices, with any ending. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    /** What is known of it as JSON; the place where it lies is of no use to anybody else. */
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
     * A name under which the file can be stored in a folder: the last part of the given name without anything that a
     * file system could take for more than a name, or else the ID with the ending of the MIME type.
     *
     * @param given the name to go by; empty for the one that came with the file
     */
    public String safeName(String given) {
        String name = given.isEmpty() ? remoteName : given;
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}:*?\"<>|]", "_")
                .replaceAll("^[.\\s~$-]+", "")
                .replaceAll("[.\\s]+$", "");
        if (name.length() > MAX_NAME) {
            int dot = name.lastIndexOf('.');
            String ending = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
            name = name.substring(0, MAX_NAME - ending.length()) + ending;
        }
        if (name.isEmpty()) {
            return info.id() + MimeTypes.extension(info.mimeType());
        }
        return DEVICE.matcher(name).matches() ? "_" + name : name;
    }

    /** The file name in a Content-Disposition; empty if there is none. */
    public static String nameIn(String disposition) {
        Matcher matcher = FILENAME.matcher(disposition);
        if (!matcher.find()) {
            return "";
        }
        return Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2)).replaceAll("\\\\(.)", "$1");
    }
}
