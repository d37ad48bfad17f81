package io.github.whatsapp360.emulator;

/** What is an address of this machine, as it is written: a name would have to be looked up elsewhere. */
final class Loopback {

    private Loopback() {}

    /** Whether a host is a loopback address; brackets around an IPv6 address do not matter. */
    static boolean is(String host) {
        return host.matches("(?i)localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");
    }
}
