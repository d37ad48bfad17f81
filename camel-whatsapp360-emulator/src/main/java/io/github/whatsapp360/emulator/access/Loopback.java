package io.github.whatsapp360.emulator.access;

import java.util.regex.Pattern;

/**
 * Knows the addresses of this machine as they are written. A name may be looked up elsewhere: who connects has to look
 * again.
 */
public final class Loopback {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** RFC 6761, 6.3: {@code localhost} and all names below it are loopback names, and nobody can register one. */
    private static final Pattern HOST = Pattern.compile(
            "([a-z0-9-]{1,63}\\.){0,9}localhost|127(\\." + OCTET + "){3}|\\[::1]|::1", Pattern.CASE_INSENSITIVE);

    private static final int MOST_CHARACTERS = 253;

    private Loopback() {}

    /** Returns whether a host is a loopback address; brackets around an IPv6 address do not matter. */
    public static boolean is(String host) {
        return host.length() <= MOST_CHARACTERS && HOST.matcher(host).matches();
    }
}
