package io.github.whatsapp360.emulator.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.StateFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** The state as a file: {@code GET} and {@code PUT /emulator/state}. */
public final class StateApi {

    private final Consumer<Path> restore;

    StateApi(Consumer<Path> restore) {
        this.restore = restore;
    }

    Response save(EmulatorState state) {
        return new Download(state);
    }

    Response restore(HttpExchange exchange) throws IOException {
        Path file = Files.createTempFile("whatsapp360-emulator", ".json");
        try {
            Files.copy(exchange.getRequestBody(), file, StandardCopyOption.REPLACE_EXISTING);
            restore.accept(file);
        } finally {
            Files.delete(file);
        }
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("restored", true));
    }

    /** The file, written as it is made. */
    private record Download(EmulatorState state) implements Response {

        @Override
        public int status() {
            return 200;
        }

        @Override
        public String contentType() {
            return "application/json; charset=utf-8";
        }

        @Override
        public void write(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", contentType());
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"whatsapp360-state.json\"");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                StateFile.write(state, out);
            }
        }
    }
}
