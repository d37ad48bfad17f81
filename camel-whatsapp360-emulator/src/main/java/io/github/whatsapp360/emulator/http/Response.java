package io.github.whatsapp360.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An answer that is ready to be written. */
public interface Response {

    int status();

    void write(HttpExchange exchange) throws IOException;

    String contentType();

    /** Returns the body; no bytes if it is a file. */
    default byte[] bytes() {
        return new byte[0];
    }

    /** The error's code; 0 if it is none, or has none. */
    default int code() {
        return 0;
    }

    static Response json(int status, JsonNode json) {
        return new Bytes(status, "application/json; charset=utf-8", utf8(json), 0);
    }

    static Response of(ApiError error) {
        int code = error.body()
                .at("/error/code")
                .asInt(error.body().at("/errors/0/code").asInt());
        return new Bytes(error.status(), "application/json; charset=utf-8", utf8(error.body()), code);
    }

    private static byte[] utf8(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An answer from memory. */
    record Bytes(int status, String contentType, byte[] bytes, int code) implements Response {

        @Override
        public void write(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }
}
