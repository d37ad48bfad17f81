package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Chat;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.StatusReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The main job, end to end: the samples are dropped into a folder and arrive in a chat, or are refused with a reason.
 */
class FileDropTest {

    private static final Path SAMPLES = Path.of(System.getProperty("samples.dir"));

    @TempDir
    static Path inbox;

    private static Whatsapp360Emulator emulator;
    private static Main main;
    private static Chat chat;

    @BeforeAll
    static void drop() throws Exception {
        for (Path sample : samples("good", "bad")) {
            Files.copy(sample, inbox.resolve(sample.getFileName()));
        }
        emulator = Whatsapp360Emulator.start();
        chat = emulator.chat("4915112345678");
        main = FileDrop.run(emulator, inbox);
        main.start();
        await().until(() -> files(inbox).isEmpty());
    }

    @AfterAll
    static void stop() throws Exception {
        main.stop();
        emulator.close();
    }

    @Test
    void eachGoodFileArrivesUnchangedAndIsMoved() throws Exception {
        Map<String, String> arrived = new TreeMap<>();
        chat.messages().forEach(message -> arrived.put(message.filename(), message.sha256()));
        Map<String, String> dropped = new TreeMap<>();
        for (Path sample : samples("good")) {
            dropped.put(sample.getFileName().toString(), sha256(sample));
        }
        assertThat(dropped).hasSize(11);
        assertThat(arrived).isEqualTo(dropped);
        assertThat(chat.messages()).hasSize(dropped.size());
        assertThat(files(inbox.resolve(".sent"))).containsExactlyInAnyOrderElementsOf(dropped.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "picture.bmp, JPEG or PNG",
        "huge.png, at most 5.0 MB",
        "empty.pdf, empty",
        "scan.jpg, its content is of type application/pdf",
    })
    void eachBadFileIsKeptWithAReason(String name, String words) throws Exception {
        Path failed = inbox.resolve(".failed");
        assertThat(failed.resolve(name))
                .hasSameBinaryContentAs(SAMPLES.resolve("bad").resolve(name));
        assertThat(failed.resolve(name + ".reason.txt"))
                .content()
                .startsWith(name + " was not sent.")
                .contains(words)
                .doesNotContain("Camel")
                .doesNotContain("Exception");
        assertThat(files(failed)).hasSize(8);
    }

    @Test
    void whatWasDeliveredIsInSentOnly() {
        assertThat(chat.messages()).allSatisfy(message -> emulator.awaitStatus(message.id(), "delivered"));
    }

    @Test
    void aFileThatIsNotDeliveredIsKeptWithAReason() throws Exception {
        emulator.statuses(StatusReports.inOrder().failing(131026, 1));
        try {
            Files.copy(SAMPLES.resolve("good/invoice.pdf"), inbox.resolve("late.pdf"));
            Path failed = inbox.resolve(".failed");
            await().until(() -> files(failed).contains("late.pdf"));
            assertThat(failed.resolve("late.pdf.reason.txt")).content().contains("131026");
            Files.delete(failed.resolve("late.pdf"));
            Files.delete(failed.resolve("late.pdf.reason.txt"));
        } finally {
            emulator.statuses(StatusReports.inOrder());
        }
    }

    @Test
    void aCustomerWhoWritesIsAnswered() {
        Chat customer = emulator.chat("4930123456");
        customer.writes("When does it come?");
        assertThat(customer.awaitMessages(1).get(0).text()).isEqualTo("Thank you. You wrote: When does it come?");
    }

    @Test
    void aFileOfACustomersIsStoredAndAnswered() {
        Chat customer = emulator.chat("4930123457");
        Path invoice = SAMPLES.resolve("good/invoice.pdf");
        customer.sends(invoice, "application/pdf", "");
        assertThat(customer.awaitMessages(1).get(0).text()).endsWith("We have stored your file invoice.pdf.");
        assertThat(received()).anySatisfy(file -> {
            assertThat(file.getFileName().toString()).matches("invoice-[0-9]+\\.pdf");
            assertThat(file).hasSameBinaryContentAs(invoice);
        });
    }

    @Test
    void filesOfOneNameAreStoredBesideEachOther() throws Exception {
        byte[] invoice = Files.readAllBytes(SAMPLES.resolve("good/invoice.pdf"));
        List<String> names = List.of("bill.pdf", "bill.pdf", "../../bill.pdf", "order.pdf", "bill");
        for (int i = 0; i < names.size(); i++) {
            Chat customer = emulator.chat("493012346" + i);
            customer.sends(Arrays.copyOf(invoice, invoice.length + 1 + i), names.get(i), "application/pdf", "");
            customer.awaitMessages(1);
        }
        assertThat(received().stream()
                        .map(file -> file.toFile().length() - invoice.length)
                        .filter(more -> more > 0))
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    }

    private static List<Path> received() {
        return list(inbox.resolve(".received")).filter(Files::isRegularFile).toList();
    }

    private static List<Path> samples(String... groups) throws IOException {
        try (Stream<Path> files = Stream.of(groups).map(SAMPLES::resolve).flatMap(FileDropTest::list)) {
            return files.toList();
        }
    }

    private static Stream<Path> list(Path folder) {
        try {
            return Files.list(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
