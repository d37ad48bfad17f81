package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.testing.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example is stopped, or killed, while it sends a folder full of files, and started again. */
class FileDropStopTest {

    private static final String ROUTE = "camel/file-drop.camel.yaml";
    private static final Path LOG = Path.of("target", "FileDropStopTest.log");

    @TempDir
    Path folder;

    private Whatsapp360Emulator service;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(LOG.getParent());
        Files.deleteIfExists(LOG);
        service = Whatsapp360Emulator.builder().unlimited().start();
        service.faults(FaultRule.on(FaultRule.On.ANY, new Fault.Latency(Duration.ofMillis(200))));
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"1, DELIVERED", "300, ACCEPTED"})
    void whatWasNotSentStaysInTheInboxAndIsSentOnceAfterTheNextStart(int recipients, Last last) throws Exception {
        stopInTheMiddle(300, recipients, last);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"1, DELIVERED", "1, ACCEPTED", "4000, DELIVERED", "4000, ACCEPTED"})
    void fourThousandFiles(int recipients, Last last) throws Exception {
        Duration took = stopInTheMiddle(4_000, recipients, last);
        Figures.report(
                "file-drop, 4,000 files to %d recipients, stopped while the last status is %s: ended after %d ms %s",
                recipients, last, took.toMillis(), Figures.wanted("5 s at most", took.toSeconds() < 5));
    }

    /** Most that the service tells of a message. */
    enum Last {
        ACCEPTED,
        DELIVERED
    }

    private Duration stopInTheMiddle(int count, int recipients, Last last) throws Exception {
        drop(count);
        service.statuses(last == Last.DELIVERED ? StatusReports.inOrder() : StatusReports.none());
        run(recipients);
        whileItRuns()
                .until(() -> service.messages().size() >= 20
                        && (last == Last.ACCEPTED || !files(".sent").isEmpty()));

        long stopped = System.nanoTime();
        process.destroy(); // SIGTERM
        process.waitFor();
        Duration took = Duration.ofNanos(System.nanoTime() - stopped);

        Set<String> sent = files(".sent");
        assertThat(sent)
                .as("in .sent: what the service accepted")
                .isEqualTo(arrived())
                .hasSizeLessThan(count);
        assertThat(files(".failed")).isEmpty();
        assertThat(files("")).as("in the inbox").hasSize(count - sent.size());
        assertThat(Files.readString(LOG))
                .doesNotContain(" ERROR ", "Exception", "Rollback", "was not sent")
                .contains(last == Last.ACCEPTED ? " was accepted" : " was delivered");

        service.faults();
        service.statuses(StatusReports.inOrder());
        run(recipients, "-Dcamel.component.whatsapp360.messages-per-second=0");
        whileItRuns().until(() -> files("").isEmpty());
        assertThat(service.messages()).as("messages").hasSize(count);
        assertThat(arrived()).hasSize(count).isEqualTo(files(".sent"));
        return took;
    }

    /** Nothing is lost by a kill; what was accepted and not yet moved is sent again. */
    @Test
    void whatWasUnderWayArrivesTwiceAfterAKill() throws Exception {
        killInTheMiddle("delivered", Duration.ZERO);
    }

    /** The figures of README.md. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"delivered, 0", "delivered, 2", "delivered, 60", "accepted, 0", "accepted, 2", "accepted, 60"})
    void killed(String confirm, int secondsUntilDelivery) throws Exception {
        int twice = killInTheMiddle(confirm, Duration.ofSeconds(secondsUntilDelivery));
        Figures.report(
                "file-drop, 30 files, confirm=%s, delivered after %d s, killed when 15 were accepted: %d arrived twice",
                confirm, secondsUntilDelivery, twice);
    }

    private int killInTheMiddle(String confirm, Duration untilDelivery) throws Exception {
        int count = 30;
        drop(count);
        service.statuses(StatusReports.inOrder().delayedBy(untilDelivery));
        run("confirm: delivered", "confirm: " + confirm);
        whileItRuns().until(() -> service.messages().size() >= count / 2);
        process.destroyForcibly().waitFor(); // SIGKILL
        assertThat(files("")).as("in the inbox").isNotEmpty();

        service.faults();
        service.statuses(StatusReports.inOrder());
        run(1);
        whileItRuns().until(() -> files("").isEmpty());
        assertThat(files(".sent")).isEqualTo(arrived()).hasSize(count);
        return service.messages().size() - count;
    }

    /** Starts the example; to more than one recipient, it takes the number from the name of the file. */
    private void run(int recipients, String... options) throws IOException {
        String send = "        - to:\n            uri: whatsapp360:send\n";
        String to =
                "        - setHeader:\n            name: CamelWhatsapp360To\n            simple: \"${file:name.noext}\"\n";
        run(send, recipients == 1 ? send : to + send, options);
    }

    /** Starts the example with a change in its route. */
    private void run(String what, String by, String... options) throws IOException {
        String route = Files.readString(Path.of("src/main/resources", ROUTE));
        assertThat(route).containsOnlyOnce(what);
        Path changed = Files.writeString(folder.resolve("route.yaml"), route.replace(what, by));
        String[] all = Stream.concat(
                        Stream.of("-Dcamel.main.routes-include-pattern=file:" + changed), Stream.of(options))
                .toArray(String[]::new);
        process = FileDropProcess.of(inbox(), service, FileDrop.freePort(), "a-token-of-the-test", all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
    }

    private ConditionFactory whileItRuns() {
        return await().failFast("the example has ended, see " + LOG, () -> !process.isAlive());
    }

    /** Files that the service has not seen, each, and that have lain there for a while. */
    private void drop(int count) throws IOException {
        Files.createDirectories(inbox());
        for (int n = 0; n < count; n++) {
            Path file = inbox().resolve(Integer.toString(49_151_000 + n) + "000.txt");
            Files.writeString(file, "Invoice " + n, StandardCharsets.UTF_8);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        }
    }

    private Path inbox() {
        return folder.resolve("inbox");
    }

    private Set<String> arrived() {
        return service.messages().stream().map(ChatMessage::filename).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> files(String directory) {
        Path path = inbox().resolve(directory);
        if (!Files.isDirectory(path)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
