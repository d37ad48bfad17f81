package io.github.whatsapp360.emulator.access;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps pages from elsewhere, open in a browser on this machine, from reading and driving the emulator. A name of
 * theirs may be bound to this address by trickery (DNS rebinding); the browser says it all the same, in {@code Host}.
 *
 * @param allowed by which names the emulator may be called
 */
public record HostGuard(AllowedHosts allowed) {

    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[^\\s:@/?#\\[\\],]{1,253})(:\\d{0,5})?");

    private static final Pattern ORIGIN = Pattern.compile("https?://(.+)", Pattern.CASE_INSENSITIVE);

    /** A request that is not answered. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /**
     * Requires one {@code Host}, and that it, and the host of the request line where it has one (RFC 9112, 3.2), is of
     * this machine or was allowed.
     */
    public void requireHost(HttpExchange exchange) throws Refused {
        URI uri = exchange.getRequestURI();
        List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        if (hosts.size() != 1 || uri.getPath() == null || !uri.getPath().startsWith("/")) {
            throw new Refused(400, "A request has one Host and a path");
        }
        if (!isAllowed(hosts.get(0)) || uri.getRawAuthority() != null && !isAllowed(uri.getRawAuthority())) {
            throw new Refused(
                    403,
                    "The emulator answers to localhost, 127.0.0.1 and [::1] only. To call it by another name, start it"
                            + " with --allowed-host NAME or builder().allowedHost(name)");
        }
    }

    /** Requires the page's own Origin, or none: browsers send one with whatever changes something. */
    public void requireOrigin(HttpExchange exchange) throws Refused {
        for (String origin : exchange.getRequestHeaders().getOrDefault("Origin", List.of())) {
            Matcher matcher = ORIGIN.matcher(origin);
            boolean own = matcher.matches()
                    && (matcher.group(1).equals(exchange.getRequestHeaders().getFirst("Host"))
                            || host(matcher.group(1)).filter(allowed::isNamed).isPresent());
            if (!own) {
                throw new Refused(403, "The Origin is not this emulator");
            }
        }
    }

    private boolean isAllowed(String authority) {
        return host(authority).filter(allowed::has).isPresent();
    }

    private static Optional<String> host(String authority) {
        Matcher matcher = AUTHORITY.matcher(authority);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
