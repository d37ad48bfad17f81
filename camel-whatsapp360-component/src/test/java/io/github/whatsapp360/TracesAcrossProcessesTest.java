package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Traces of one process that sends and another that receives the statuses, and processes without camel-telemetry. */
class TracesAcrossProcessesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("samples.dir"));

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void theStatusesHangBelowTheSendOfTheOtherProcess() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        Process receiver = start(classPath(jar -> true), TracedProgram.class, List.of(), "a-secret-of-our-own");
        Thread reader = new Thread(() -> read(receiver, received));
        reader.start();
        await().until(() -> received.contains("READY") || !receiver.isAlive());

        Queue<String> sent = new ConcurrentLinkedQueue<>();
        Process sender = start(
                classPath(jar -> true),
                TracedProgram.class,
                List.of(),
                SAMPLES.resolve("good/invoice.pdf").toString(),
                EmulatorTest.TO);
        read(sender, sent);
        assertThat(sender.waitFor()).as("%s", sent).isZero();

        List<TracedSpan> sends = spans(sent, "whatsapp360:send");
        assertThat(sends)
                .as("%s", sent)
                .hasSize(3)
                .extracting(TracedSpan::messageId)
                .doesNotHaveDuplicates();
        await().until(() -> spans(received, "whatsapp360:events").size() == 6);
        List<TracedSpan> events = spans(received, "whatsapp360:events");
        for (TracedSpan send : sends) {
            assertThat(events)
                    .filteredOn(event -> event.messageId().equals(send.messageId()))
                    .hasSize(2)
                    .allSatisfy(event -> {
                        assertThat(event.trace()).isEqualTo(send.trace());
                        assertThat(event.parent()).isEqualTo(send.id());
                    });
        }
        assertThat(Stream.of("upload", "send").map(name -> spans(sent, name).size()))
                .containsExactly(1, 3);

        receiver.getOutputStream().close();
        assertThat(receiver.waitFor()).as("%s", received).isZero();
        reader.join();
    }

    @Test
    void withoutCamelTelemetryNoClassForTracesIsLoaded() throws Exception {
        Path classes = folder.resolve("classes.txt");
        Process process = start(
                classPath(jar -> !jar.contains("telemetry")),
                SmallHeap.class,
                List.of("-Xlog:class+load:file=" + classes),
                SAMPLES.resolve("good/invoice.pdf").toString(),
                "File",
                "1");
        Queue<String> output = new ConcurrentLinkedQueue<>();
        read(process, output);
        assertThat(process.waitFor()).as("%s", output).isZero();
        assertThat(output).anyMatch(line -> line.startsWith("SHA256 "));
        assertThat(Files.readAllLines(classes))
                .anyMatch(line -> line.contains(Traces.class.getName() + " "))
                .noneMatch(line -> line.contains("telemetry") || line.contains("Telemetry") || line.contains(".Span"));
    }

    private Process start(String classPath, Class<?> program, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(SERVICE.emulator().baseUrl(), SERVICE.emulator().apiKey()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        return process;
    }

    private static String classPath(Predicate<String> jars) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> jars.test(Path.of(entry).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void read(Process process, Queue<String> lines) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            in.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add(e.toString()); // the test has ended the process
        }
    }

    private static List<TracedSpan> spans(Queue<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith("SPAN "))
                .map(line -> line.split(" "))
                .filter(parts -> parts[4].equals(name))
                .map(parts -> new TracedSpan(parts[1], parts[2], parts[3], parts.length > 5 ? parts[5] : ""))
                .toList();
    }

    private record TracedSpan(String trace, String id, String parent, String messageId) {}
}
