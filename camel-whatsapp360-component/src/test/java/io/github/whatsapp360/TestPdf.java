package io.github.whatsapp360;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes PDF documents of a size that nobody wants to commit: one page, and a stream of the size asked for. */
final class TestPdf {

    private TestPdf() {}

    static Path write(Path path, int bytes) throws IOException {
        String head =
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                        + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n";
        String tail = "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
        int filler = bytes - head.length() - tail.length() - 48;
        String open = "4 0 obj<</Length " + filler + ">>stream\n";
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            out.write((head + open).getBytes(StandardCharsets.US_ASCII));
            byte[] line = new byte[8192];
            long seed = 42;
            for (int left = filler; left > 0; left -= line.length) {
                for (int i = 0; i < line.length; i++) {
                    seed = seed * 6364136223846793005L + 1442695040888963407L;
                    line[i] = (byte) ('a' + (int) ((seed >>> 40) & 15));
                }
                out.write(line, 0, Math.min(line.length, left));
            }
            out.write(tail.getBytes(StandardCharsets.US_ASCII));
        }
        return path;
    }
}
