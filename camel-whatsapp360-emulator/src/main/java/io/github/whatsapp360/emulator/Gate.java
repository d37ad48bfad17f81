package io.github.whatsapp360.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Tells the page's paths from the API's. */
record Gate(HttpHandler api, ChatPage page) implements HttpHandler {

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        boolean toPage = page.has(exchange.getRequestURI().getPath());
        (toPage ? page : api).handle(exchange);
    }
}
