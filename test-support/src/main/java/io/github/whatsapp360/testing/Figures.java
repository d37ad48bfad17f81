package io.github.whatsapp360.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Writes what a long run has measured to {@code target/figures.txt}, a line for each figure; it judges nothing. */
public final class Figures {

    private static final Path FILE = Path.of("target", "figures.txt");

    private static boolean begun;

    private Figures() {}

    /**
     * Adds a line; the first one of a run replaces what an earlier run has left.
     *
     * @param format as of {@link String#format(String, Object...)}
     */
    public static synchronized void report(String format, Object... arguments) {
        String line = String.format(Locale.ROOT, format, arguments);
        System.out.println(line);
        try {
            Files.createDirectories(FILE.getParent());
            if (!begun) {
                Files.deleteIfExists(FILE);
                begun = true;
            }
            Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words that stand behind a figure: what was wanted, and if it was reached. */
    public static String wanted(String what, boolean reached) {
        return "(wanted: " + what + (reached ? ", reached)" : ", NOT reached)");
    }
}
