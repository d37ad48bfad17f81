package io.github.whatsapp360.emulator;

/** Closing without a word. */
final class Sockets {

    private Sockets() {}

    static void quietly(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            // Whatever it was, it is closed now.
        }
    }
}
