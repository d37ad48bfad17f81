package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.whatsapp360.api.InvalidMessageException;
import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import jakarta.activation.URLDataSource;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipes, devices and folders in place of a file. Opening one may block for ever, so none is opened. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "mkfifo makes the pipe")
class IrregularFilesTest extends EmulatorTest {

    /** Opening a pipe that nobody writes to cannot even be interrupted. */
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Path pipe;

    @BeforeEach
    void aPipe() throws Exception {
        pipe = folder.resolve("the invoice.pdf");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
    }

    static Stream<Arguments> forms() {
        return Stream.of("whatsapp360:send", "whatsapp360:media", "whatsapp360:send?validate=false")
                .flatMap(uri -> Stream.of(
                                "File", "Path", "GenericFile", "DataHandler", "URL", "URL with host", "attachment")
                        .map(form -> Arguments.of(uri, form)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aPipeIsRefusedWithoutOpeningIt(String uri, String form) throws Exception {
        refused(uri, form, pipe, "pipe");
        refused(uri, form, Files.createSymbolicLink(folder.resolve("link.pdf"), pipe), "pipe");
        assertThat(emulator().requests()).isEmpty();
        assertThat(sendAs(uri, form, sample("good/invoice.pdf")).getException()).isNull();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void soAreADeviceAndAFolder(String uri, String form) {
        refused(uri, form, Path.of("/dev/zero"), "device");
        refused(uri, form, folder, "directory");
        assertThat(emulator().requests()).isEmpty();
    }

    @Test
    void aLinkToAFileIsAFile() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("link.pdf"), sample("good/invoice.pdf").toAbsolutePath());
        for (String form :
                new String[] {"File", "Path", "GenericFile", "DataHandler", "URL", "URL with host", "attachment"}) {
            assertThat(sendAs("whatsapp360:send?reuseMedia=false", form, link).getException())
                    .isNull();
        }
        assertThat(uploads()).hasSize(7).allSatisfy(upload -> assertThat(upload.sha256())
                .isEqualTo(sha256(Files.readAllBytes(link))));
    }

    private void refused(String uri, String form, Path path, String what) {
        Exchange exchange = assertTimeoutPreemptively(LONG, () -> sendAs(uri, form, path));
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("body")
                .hasMessageContaining(what);
    }

    private Exchange sendAs(String uri, String form, Path path) {
        return template.send(uri, ExchangePattern.InOut, exchange -> {
            if (form.equals("attachment")) {
                exchange.getMessage(AttachmentMessage.class)
                        .addAttachment("invoice.pdf", new DataHandler(new FileDataSource(path.toFile())));
            } else {
                exchange.getMessage().setBody(body(form, path));
            }
        });
    }

    private static Object body(String form, Path path) throws IOException {
        return switch (form) {
            case "File" -> path.toFile();
            case "Path" -> path;
            case "DataHandler" -> new DataHandler(new FileDataSource(path.toFile()));
            case "URL" -> new DataHandler(new URLDataSource(path.toUri().toURL()));
            case "URL with host" ->
                new DataHandler(new URLDataSource(
                        URI.create("file://localhost" + path.toUri().getRawPath())
                                .toURL()));
            default -> {
                GenericFile<File> file = new GenericFile<>();
                file.setFile(path.toFile());
                file.setBody(path.toFile());
                yield file;
            }
        };
    }
}
