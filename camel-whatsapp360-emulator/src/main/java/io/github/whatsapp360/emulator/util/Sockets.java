package io.github.whatsapp360.emulator.util;

/** Closes resources and ignores errors. */
public final class Sockets {

    private Sockets() {}

    public static void quietly(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            // Whatever it was, it is closed now.
        }
    }
}
