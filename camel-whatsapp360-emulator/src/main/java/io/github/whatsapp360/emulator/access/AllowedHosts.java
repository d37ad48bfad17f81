package io.github.whatsapp360.emulator.access;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hosts besides those of this machine, by their names.
 *
 * @param names in lower case, without ports
 */
public record AllowedHosts(Set<String> names) {

    public AllowedHosts {
        names = names.stream().map(AllowedHosts::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether this is a host of this machine, or one that was named; without its port. */
    public boolean has(String host) {
        return Loopback.is(host) || isNamed(host);
    }

    boolean isNamed(String host) {
        return names.contains(host.toLowerCase(Locale.ROOT));
    }

    private static String name(String host) {
        if (!host.matches("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]")) {
            throw new IllegalArgumentException(
                    "An allowed host is a name or an address, without scheme, port and path: emulator.test");
        }
        return host.toLowerCase(Locale.ROOT);
    }
}
