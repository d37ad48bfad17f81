package io.github.whatsapp360.emulator.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.whatsapp360.emulator.access.HostGuard;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.page.ChatPage;
import io.github.whatsapp360.emulator.page.Monitoring;
import java.io.IOException;

/** Routes requests to the page or the API, once their {@code Host} was checked. */
public record Router(HttpHandler api, ChatPage page, HostGuard guard) implements HttpHandler {

    private static final long MAX_DRAINED_BYTES = 256L << 20;

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            if (!Monitoring.HEALTH.equals(exchange.getRequestURI().getPath())) {
                guard.requireHost(exchange);
            }
        } catch (HostGuard.Refused e) {
            refuse(exchange, e);
            return;
        }
        boolean toPage = page.has(exchange.getRequestURI().getPath());
        (toPage ? page : api).handle(exchange);
    }

    /** Reads the body first: a client that is still sending would get a reset connection instead of the reason. */
    private static void refuse(HttpExchange exchange, HostGuard.Refused refusal) throws IOException {
        exchange.getRequestBody().skip(MAX_DRAINED_BYTES);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        try (exchange) {
            Response.json(
                            refusal.status(),
                            JsonNodeFactory.instance.objectNode().put("error", refusal.getMessage()))
                    .write(exchange);
        }
    }
}
