package io.github.whatsapp360.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;

/**
 * The multipart form of an upload, read strictly: what this refuses, a careful gateway may refuse too.
 *
 * @param fields the text fields
 * @param file the file's part; null if there is none
 * @param partHeaders the header lines of every part as they came
 */
record UploadForm(Map<String, String> fields, FilePart file, List<String> partHeaders) {

    /**
     * The file's part.
     *
     * @param filename unescaped
     * @param contentType as it came; empty if there is none
     * @param bytes spooled to disk
     */
    record FilePart(String filename, String contentType, MediaStore.Spooled bytes) {}

    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/form-data;.*boundary=(?:\"([^\"]+)\"|([^\\s;\"]+)).*", Pattern.CASE_INSENSITIVE);
    /** RFC 2183 with quoted strings (RFC 7578 asks for both); a quote inside is escaped with a backslash. */
    private static final Pattern DISPOSITION = Pattern.compile(
            "form-data; name=\"((?:[^\"\\\\]|\\\\.)*)\"(?:; filename=\"((?:[^\"\\\\]|\\\\.)*)\")?",
            Pattern.CASE_INSENSITIVE);

    private static final int MAX_FIELD_BYTES = 4096;

    static UploadForm read(InputStream body, String contentType, MediaStore store)
            throws IOException, ApiError.Refused {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!matcher.matches()) {
            throw refused("The body must be multipart/form-data with a boundary");
        }
        String boundary = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        if (boundary.length() > 70) {
            throw refused("A multipart boundary has at most 70 characters (RFC 2046)");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> partHeaders = new ArrayList<>();
        FilePart file = null;
        try {
            MultipartInput input = MultipartInput.builder()
                    .setInputStream(body)
                    .setBoundary(boundary.getBytes(StandardCharsets.US_ASCII))
                    .get();
            input.setHeaderCharset(StandardCharsets.UTF_8);
            for (boolean more = input.skipPreamble(); more; more = input.readBoundary()) {
                String headers = input.readHeaders();
                headers.lines().filter(line -> !line.isBlank()).forEach(partHeaders::add);
                Matcher disposition = DISPOSITION.matcher(header(headers, "Content-Disposition"));
                if (!disposition.matches()) {
                    throw refused("A part has no well-formed Content-Disposition");
                }
                String name = unescaped(disposition.group(1));
                if (disposition.group(2) == null) {
                    fields.put(name, field(input.newInputStream()));
                } else if (!name.equals("file") || file != null) {
                    throw refused("There must be one file, in the field named file");
                } else {
                    file = new FilePart(
                            unescaped(disposition.group(2)),
                            header(headers, "Content-Type"),
                            store.spool(input.newInputStream()));
                }
            }
        } catch (FileUploadException | IllegalArgumentException e) {
            store.discard(file);
            throw refused("The multipart form is malformed or cut off");
        } catch (IOException | ApiError.Refused e) {
            store.discard(file);
            throw e;
        }
        return new UploadForm(fields, file, partHeaders);
    }

    private static String field(InputStream in) throws IOException, ApiError.Refused {
        byte[] value = in.readNBytes(MAX_FIELD_BYTES + 1);
        if (value.length > MAX_FIELD_BYTES) {
            throw refused("A text field is too long");
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    private static String header(String headers, String name) {
        return headers.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse("");
    }

    private static String unescaped(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }

    private static ApiError.Refused refused(String message) {
        return new ApiError.Refused(ApiError.parameter(message));
    }
}
