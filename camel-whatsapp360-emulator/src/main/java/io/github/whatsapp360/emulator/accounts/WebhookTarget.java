package io.github.whatsapp360.emulator.accounts;

import io.github.whatsapp360.emulator.access.AllowedHosts;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks where reports are to go. */
public final class WebhookTarget {

    private static final Set<String> OURS =
            Set.of("host", "content-length", "content-type", "transfer-encoding", "connection");

    private static final int MAX_PORT = 65_535;

    private WebhookTarget() {}

    /**
     * Checks an address as the service does: https, no port, no underscore in the host. Any http or https address of
     * this machine, or of an allowed host, is taken too. Source: docs.360dialog.com, API reference, "Webhooks".
     *
     * @param allowed on which hosts webhooks are called; others are taken, and never called
     * @throws IllegalArgumentException if it is not taken
     */
    public static Account.Webhook of(String url, Map<String, String> headers, AllowedHosts allowed) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The webhook's URL is not valid", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || uri.getRawAuthority() == null) {
            throw new IllegalArgumentException("The webhook's URL must begin with https://");
        }
        if (uri.getRawAuthority().contains("_")) {
            throw new IllegalArgumentException("The webhook's host must not contain an underscore");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw new IllegalArgumentException("The webhook's URL is not valid");
        }
        boolean called = allowed.has(uri.getHost());
        if (!called && (scheme.equals("http") || uri.getPort() >= 0)) {
            throw new IllegalArgumentException(
                    "The webhook's URL must begin with https:// and have no port, unless it is on this machine, or on a"
                            + " host that was allowed (--allowed-webhook, builder().allowedWebhook)");
        }
        headers.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
                    || value.matches("(?s).*[\\r\\n\\x00].*")
                    || OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("The header " + name.replaceAll("\\s", " ") + " cannot be sent");
            }
        });
        return new Account.Webhook(uri, Collections.unmodifiableMap(new LinkedHashMap<>(headers)), called);
    }
}
