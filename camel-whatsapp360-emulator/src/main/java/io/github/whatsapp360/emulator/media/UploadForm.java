package io.github.whatsapp360.emulator.media;

import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.HeaderParameters;
import io.github.whatsapp360.emulator.model.RecordedPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;

/** The multipart form of an upload, read strictly: what this refuses, a careful gateway may refuse too. */
public final class UploadForm implements UploadBody {

    private static final int MAX_BOUNDARY = 70;
    private static final int MAX_FIELD_BYTES = 4096;
    private static final int MAX_PART_HEADER_BYTES = 8192;
    private static final int MAX_PARTS = 100;

    private final MediaStore store;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<RecordedPart> parts = new ArrayList<>();
    private SpooledFile file;
    private RecordedPart filePart;

    public UploadForm(MediaStore store) {
        this.store = store;
    }

    @Override
    public List<RecordedPart> parts() {
        return parts;
    }

    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public Optional<SpooledFile> file() {
        return Optional.ofNullable(file);
    }

    /** The head of the file's part; only if there is a file. */
    public RecordedPart filePart() {
        return filePart;
    }

    @Override
    public void read(InputStream body, String contentType) throws IOException, ApiError.Refused {
        String boundary = boundary(contentType);
        try {
            MultipartInput input = MultipartInput.builder()
                    .setInputStream(body)
                    .setBoundary(boundary.getBytes(StandardCharsets.US_ASCII))
                    .setMaxPartHeaderSize(MAX_PART_HEADER_BYTES)
                    .get();
            input.setHeaderCharset(StandardCharsets.ISO_8859_1);
            if (!input.skipPreamble()) {
                throw malformed();
            }
            do {
                part(utf8(input.readHeaders()).strip(), input.newInputStream());
            } while (input.readBoundary());
        } catch (FileUploadException | IllegalArgumentException e) {
            throw malformed();
        }
    }

    private void part(String headers, InputStream content) throws IOException, ApiError.Refused {
        Map<String, HeaderParameters.Parameter> disposition = HeaderParameters.of(
                        header(headers, "Content-Disposition"))
                .filter(UploadForm::isWellFormed)
                .map(HeaderParameters::parameters)
                .orElse(Map.of());
        if (disposition.isEmpty()) {
            throw refused(
                    "A part's Content-Disposition must be form-data with a quoted name and, for the file, a quoted"
                            + " filename; filename* is not allowed there (RFC 7578, 4.2)");
        }
        if (parts.size() == MAX_PARTS) {
            throw refused("A form has at most " + MAX_PARTS + " parts");
        }
        String name = disposition.get("name").value();
        String contentType = header(headers, "Content-Type");
        String lines = headers.replace("\r\n", "\n");
        if (!disposition.containsKey("filename")) {
            byte[] bytes = content.readNBytes(MAX_FIELD_BYTES + 1);
            if (bytes.length > MAX_FIELD_BYTES) {
                throw refused("The field " + name + " is too long");
            }
            String value = new String(bytes, StandardCharsets.UTF_8);
            if (fields.put(name, value) != null) {
                throw refused("The field " + name + " came twice");
            }
            parts.add(new RecordedPart(lines, name, value, "", contentType, bytes.length, ""));
        } else if (!name.equals("file") || file != null) {
            throw refused("There must be one file, in the field named file");
        } else {
            file = store.spool(content);
            filePart = new RecordedPart(
                    lines, name, "", disposition.get("filename").value(), contentType, file.size(), file.sha256());
            parts.add(filePart);
        }
    }

    /**
     * RFC 7578 with quoted strings, the name first; a quote or backslash inside is escaped with a backslash (RFC 2183).
     */
    private static boolean isWellFormed(HeaderParameters disposition) {
        List<String> names = List.copyOf(disposition.parameters().keySet());
        return disposition.value().equals("form-data")
                && (names.equals(List.of("name")) || names.equals(List.of("name", "filename")))
                && disposition.parameters().values().stream().allMatch(HeaderParameters.Parameter::isQuoted);
    }

    private static String boundary(String contentType) throws ApiError.Refused {
        String boundary = HeaderParameters.of(contentType)
                .filter(header -> header.value().equals("multipart/form-data"))
                .map(header -> header.parameters().get("boundary"))
                .map(HeaderParameters.Parameter::value)
                .orElse("");
        if (boundary.isEmpty()) {
            throw refused("The body must be multipart/form-data with a boundary");
        }
        if (boundary.length() > MAX_BOUNDARY) {
            throw refused("A multipart boundary has at most 70 characters (RFC 2046, 5.1.1)");
        }
        return boundary;
    }

    private static String utf8(String latin1) throws ApiError.Refused {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw refused("A part's headers must be UTF-8 (RFC 7578, 5.1)");
        }
    }

    private static String header(String headers, String name) {
        return headers.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static ApiError.Refused malformed() {
        return refused("The multipart form is malformed or cut off");
    }

    private static ApiError.Refused refused(String message) {
        return ApiError.parameter(message).refused();
    }
}
