package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Query;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.media.UploadBody;
import io.github.whatsapp360.emulator.model.RecordedPart;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One request to the API while it is answered: its body, counted, and what will be recorded of it. */
public final class ApiCall {

    private static final int MAX_JSON_BYTES = 1024 * 1024;
    private static final int MOST_OF_A_RECIPIENT = 140;
    private static final long MAX_DRAINED_BYTES = 256L * 1024 * 1024;

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpExchange exchange;
    private final InputStream body;
    private long bodyLength;
    private String text = "";
    private boolean textRead;
    private boolean isTooLong;
    private List<RecordedPart> parts = List.of();
    private JsonNode json;

    ApiCall(HttpExchange exchange) {
        this.exchange = exchange;
        this.body = new Counting(exchange.getRequestBody());
    }

    public String method() {
        return exchange.getRequestMethod();
    }

    public String path() {
        return exchange.getRequestURI().getPath();
    }

    /** A parameter of the query; empty if it is not there. */
    String query(String name) {
        return Query.parameter(exchange.getRequestURI(), name);
    }

    public String header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    public String key() {
        return header("D360-API-KEY");
    }

    /** Reads the whole body as text. */
    String text() throws IOException, ApiError.Refused {
        if (!textRead) {
            textRead = true;
            byte[] bytes = body.readNBytes(MAX_JSON_BYTES);
            text = new String(bytes, StandardCharsets.UTF_8);
            isTooLong = body.read() >= 0;
        }
        if (isTooLong) {
            throw ApiError.gateway(413, "The request body is too large").refused();
        }
        requireWhole();
        return text;
    }

    /** Reads the whole body as a JSON object. */
    public JsonNode json() throws IOException, ApiError.Refused {
        String whole = text();
        if (!MediaTypes.plain(header("Content-Type")).equals("application/json")) {
            throw ApiError.parameter("The Content-Type must be application/json")
                    .refused();
        }
        try {
            JsonNode parsed = STRICT.readTree(whole);
            if (!parsed.isObject()) {
                throw ApiError.parameter("The body must be a JSON object").refused();
            }
            json = parsed;
            return parsed;
        } catch (JsonProcessingException | NumberFormatException e) { // the latter for exponents without end
            throw ApiError.parameter("The body is not valid JSON").refused();
        }
    }

    /** Reads the recipient in its normal form; empty if the body is no message, or names no valid recipient. */
    String recipient() throws IOException {
        try {
            return ParsedRecipient.of(json()).chat();
        } catch (ApiError.Refused e) {
            return "";
        }
    }

    /** Returns the recipient that the body names, valid or not; empty if the body was not read, or names nobody. */
    String namedRecipient() {
        if (json == null) {
            return "";
        }
        String chat = "";
        try {
            chat = ParsedRecipient.of(json).chat();
        } catch (ApiError.Refused e) {
            // As it was written, then.
        }
        String named =
                chat.isEmpty() ? json.path("to").asText(json.path("recipient").asText()) : chat;
        return named.substring(0, Math.min(named.length(), MOST_OF_A_RECIPIENT));
    }

    /** Reads the whole body as an upload. */
    public void read(UploadBody upload) throws IOException, ApiError.Refused {
        parts = upload.parts();
        try {
            upload.read(body, header("Content-Type"));
        } catch (IOException e) {
            requireWhole();
            throw e;
        }
        drain();
        requireWhole();
    }

    /** Reads so many bytes of the body, or all if it is shorter. */
    public void read(long bytes) {
        try {
            body.skip(bytes);
        } catch (IOException e) {
            // The client is gone.
        }
    }

    /**
     * Reads what is left of the body: a client that is still sending would otherwise get a reset connection instead of
     * its answer.
     */
    void drain() {
        read(MAX_DRAINED_BYTES);
    }

    RecordedRequest recorded(int status) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        headers.computeIfPresent("d360-api-key", (name, key) -> "***");
        return new RecordedRequest(method(), pathAndQuery(), headers, text, bodyLength, List.copyOf(parts), status);
    }

    /** Returns the path and query; through a proxy, the request line has the whole URI. */
    private String pathAndQuery() {
        String query = exchange.getRequestURI().getRawQuery();
        return exchange.getRequestURI().getRawPath() + (query == null ? "" : "?" + query);
    }

    /** The JDK's server ends a body early without an error when the client does. */
    private void requireWhole() throws ApiError.Refused {
        String declared = header("Content-Length");
        if (!declared.isEmpty() && Long.parseLong(declared) != bodyLength) {
            throw ApiError.gateway(400, "The request body is shorter than its Content-Length")
                    .refused();
        }
    }

    private final class Counting extends FilterInputStream {

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            bodyLength += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            bodyLength += Math.max(n, 0);
            return n;
        }

        @Override
        public long skip(long wanted) throws IOException {
            byte[] nowhere = new byte[8192];
            long skipped = 0;
            for (int n = 0; n >= 0 && skipped < wanted; n = read(nowhere, 0, nowhere.length)) {
                skipped += n;
            }
            return skipped;
        }
    }
}
