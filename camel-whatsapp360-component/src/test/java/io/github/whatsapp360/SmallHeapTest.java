package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A document of 95 MB is uploaded by a process with a heap of 48 MB, whatever the form of its body. */
class SmallHeapTest {

    private static final int BYTES = 95 << 20;

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    @TempDir
    static Path folder;

    private static Path file;
    private static String sha256;

    @BeforeAll
    static void write() throws Exception {
        file = TestPdf.write(folder.resolve("large.pdf"), BYTES);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        sha256 = HexFormat.of().formatHex(digest.digest());
    }

    @ParameterizedTest(name = "{0}, {1} at once")
    @CsvSource({
        "File, 1", "Path, 1", "GenericFile, 1", "StreamCache, 1", "InputStream, 1",
        "File, 4", "Path, 4", "GenericFile, 4", "StreamCache, 4", "InputStream, 4",
    })
    void itFitsIntoASmallHeap(String form, int atOnce) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        SERVICE.emulator().baseUrl(),
                        SERVICE.emulator().apiKey(),
                        file.toString(),
                        form,
                        String.valueOf(atOnce))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().filter(line -> line.startsWith("SHA256 ")).toList())
                .as(output)
                .isEqualTo(Collections.nCopies(atOnce, "SHA256 " + sha256));
        assertThat(SERVICE.emulator().requests()).hasSize(atOnce).allSatisfy(request -> assertThat(request.sha256())
                .isEqualTo(sha256));
    }
}
