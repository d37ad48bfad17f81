package io.github.whatsapp360.emulator.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.media.SpooledFile;
import io.github.whatsapp360.emulator.media.UploadForm;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.Inbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Reads what a customer writes from a request: JSON, or a form with a file. */
public record InboxForm(EmulatorState state) {

    ChatEntry write(String number, HttpExchange exchange) throws IOException, BadRequest, ApiError.Refused {
        String contentType = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        if (!contentType.startsWith("multipart/")) {
            ObjectNode json = (ObjectNode) AdminRequestBody.read(exchange);
            return state.inbox().write(number, json.path("name").asText(), json);
        }
        UploadForm form = new UploadForm(state.media());
        try {
            form.read(exchange.getRequestBody(), contentType);
            SpooledFile file = form.file().orElseThrow(() -> new BadRequest(400, "A file is missing"));
            try (InputStream in = Files.newInputStream(file.path())) {
                String mimeType = form.filePart().contentType();
                Inbox.File sent = new Inbox.File(
                        in,
                        form.filePart().filename(),
                        mimeType.isEmpty() ? "application/octet-stream" : mimeType,
                        form.field("caption"),
                        form.field("voice").equals("true"));
                return state.inbox()
                        .send(
                                number,
                                form.field("name"),
                                sent,
                                form.field("from"),
                                context(form),
                                form.field("business"));
            }
        } finally {
            if (form.file().isPresent()) {
                state.media().discard(form.file().get());
            }
        }
    }

    private static ObjectNode context(UploadForm form) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        if (!form.field("context").isEmpty()) {
            context.put("id", form.field("context"));
        }
        for (String how : List.of("forwarded", "frequently_forwarded")) {
            if (form.field(how).equals("true")) {
                context.put(how, true);
            }
        }
        return context;
    }
}
