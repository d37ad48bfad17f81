package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An answer that is ready to be written. */
interface Answer {

    int status();

    void write(HttpExchange exchange) throws IOException;

    static Answer json(int status, JsonNode json) {
        return new Bytes(
                status, "application/json; charset=utf-8", json.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Answer of(ApiError error) {
        return json(error.status(), error.body());
    }

    /** An answer from memory. */
    record Bytes(int status, String contentType, byte[] bytes) implements Answer {

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
