package io.github.whatsapp360.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;

/** Keeps pages from elsewhere, open in a browser on this machine, from driving the emulator. */
final class AdminGuard {

    private AdminGuard() {}

    /** Requires a loopback Host (a name that was bound to this address by trickery has another), and the page's own Origin. */
    static void requireOwn(HttpExchange exchange) throws AdminApi.Wrong {
        String host = header(exchange, "Host");
        if (!Loopback.is(host.replaceFirst(":\\d+$", ""))) {
            throw new AdminApi.Wrong(403, "The Host must be a loopback address");
        }
        String origin = header(exchange, "Origin");
        if (!origin.isEmpty() && !origin.equals("http://" + host)) {
            throw new AdminApi.Wrong(403, "The Origin is not this emulator");
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }
}
