package io.github.whatsapp360.emulator.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the API that reached the emulator, and what was answered; requests for the chat page are not recorded.
 *
 * @param method the HTTP method
 * @param path with its query
 * @param headers names in lower case, several values of one name joined by a comma and a space, the API key masked
 * @param body the text of a JSON body, 1 MB at most; empty for uploads
 * @param bodyLength the bytes of the body that came, without chunk framing
 * @param parts the parts of an upload that came whole; a body that is the file itself is one part without a name
 * @param status the HTTP status that was answered; 0 if there was none, by a {@link FaultRule}
 */
public record RecordedRequest(
        String method,
        String path,
        Map<String, String> headers,
        String body,
        long bodyLength,
        List<RecordedPart> parts,
        int status) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The JSON of the body.
     *
     * @throws IllegalStateException if the body is none
     */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The body is no JSON", e);
        }
    }

    /** The header lines of each part of an upload. */
    public List<String> partHeaders() {
        return parts.stream().flatMap(part -> part.headers().lines()).toList();
    }

    /** The text fields of an upload. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        parts.stream().filter(part -> part.sha256().isEmpty()).forEach(part -> fields.put(part.name(), part.value()));
        return fields;
    }

    /** The file of an upload, if it came whole. */
    public Optional<RecordedPart> file() {
        return parts.stream().filter(part -> !part.sha256().isEmpty()).findFirst();
    }

    /** The file name of an upload; empty if there is none. */
    public String filename() {
        return file().map(RecordedPart::filename).orElse("");
    }

    /** The bytes of the uploaded file; 0 if there is none. */
    public long size() {
        return file().map(RecordedPart::size).orElse(0L);
    }

    /** The hash of the uploaded file, in lower-case hex; empty if none came whole. */
    public String sha256() {
        return file().map(RecordedPart::sha256).orElse("");
    }
}
