package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.testing.Figures;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A folder full of files, a route without options, a heap of 64 MB, and a service that refuses a tenth of the calls:
 * nothing fails, nothing is doubled, and each recipient gets what is his in the order in which it was read.
 */
class ManyFilesTest {

    /**
     * Options that a folder of this size needs of Camel's file consumer, whatever the files are sent with. It holds an
     * exchange for each file of a poll, which alone are too many for 64 MB if a poll takes all; of those that it takes,
     * the first ones by name. The read lock has it look if a file is still there when its turn comes: without one, it
     * reads some files twice, those that end while it lists the folder for its next poll.
     */
    private static final String FILE_OPTIONS =
            "&maxMessagesPerPoll=1000&preSort=true&greedy=true&readLock=changed&readLockMinAge=1s";

    private static final Pattern NOT_NEEDED = Pattern.compile("kafka|hazelcast|redis|postgres|vertx|netty|spring|/h2/");

    /**
     * Bytes that the heap may hold more at the end than after a fifth of the files: less than half a kilobyte for each.
     * Camel's file consumer remembers the last 50,000 names that were in progress, which is half of that.
     */
    private static final long FLAT = 16L << 20;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{1} {0} to {2}")
    @CsvSource({"texts, 2000, 1", "documents, 2000, 1", "documents, 2000, 20", "documents, 2000, 2000"})
    void noneFailsAndAllAreInOrder(String form, int files, int recipients) throws Exception {
        send(form, files, recipients);
    }

    @ParameterizedTest(name = "{1} {0} to {2}")
    @CsvSource({"texts, 50000, 1", "documents, 50000, 50000"})
    @Tag("long")
    @Execution(ExecutionMode.CONCURRENT) // the one to a single recipient mostly waits
    void theHeapIsFlat(String form, int files, int recipients) throws Exception {
        long start = System.nanoTime();
        List<Long> heap = send(form, files, recipients);
        Figures.report(
                "many files: %,d %s to %,d through a heap of 64 MB in %d s; used after 1/5, 3/5 and all: %s MB",
                files,
                form,
                recipients,
                (System.nanoTime() - start) / 1_000_000_000L,
                heap.stream().map(bytes -> String.valueOf(bytes >> 20)).collect(Collectors.joining(", ")));
        assertThat(heap.get(2) - heap.get(0)).as("heap " + heap).isLessThan(FLAT);
    }

    /** Sends so many files to so many recipients, and answers how much of the heap was used. */
    private List<Long> send(String form, int files, int recipients) throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        for (int n = 0; n < files; n++) {
            Files.writeString(inbox.resolve(name(n, recipients)), "This is file " + n);
        }
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().unlimited().start()) {
            emulator.faults(
                    FaultRule.on(FaultRule.On.ANY, Fault.Status.bare(503)).rate(0.05),
                    FaultRule.on(FaultRule.On.ANY, Fault.Status.meta(400, 130429, "Rate limit hit"))
                            .rate(0.05));
            List<String> output = run(emulator, inbox, form, files);

            assertThat(output).last().isEqualTo("read " + files + ", sent " + files + ", failed 0");
            assertThat(count(inbox)).isZero();
            assertThat(count(inbox.resolve(".failed"))).isZero();
            assertThat(count(inbox.resolve(".sent"))).isEqualTo(files);
            assertInOrder(emulator.messages(), files, recipients);
            return output.stream()
                    .filter(line -> line.startsWith("heap "))
                    .map(line -> Long.parseLong(line.substring("heap ".length())))
                    .toList();
        }
    }

    private static void assertInOrder(List<ChatMessage> messages, int files, int recipients) {
        List<String> names =
                messages.stream().map(ManyFilesTest::nameIn).sorted().toList();
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < files; n++) {
            expected.add(name(n, recipients));
        }
        assertThat(names).isEqualTo(expected);
        Map<String, List<ChatMessage>> byRecipient = messages.stream().collect(Collectors.groupingBy(ChatMessage::to));
        assertThat(byRecipient).hasSize(recipients);
        byRecipient.forEach((to, received) -> {
            assertThat(received).allMatch(message -> nameIn(message).endsWith("-" + to + ".txt"));
            assertThat(received.stream().map(ManyFilesTest::placeOf))
                    .as("in order")
                    .isSorted();
        });
    }

    private static String name(int number, int recipients) {
        return String.format(Locale.ROOT, "%06d-%s.txt", number, Application.recipient(number % recipients));
    }

    /** A line of what was read, with its time: {@code 17 000016-491500001600.txt}. */
    private static int placeOf(ChatMessage message) {
        return Integer.parseInt(said(message).split(" ")[0]);
    }

    private static String nameIn(ChatMessage message) {
        return said(message).split(" ")[1];
    }

    private static String said(ChatMessage message) {
        return message.text() + message.caption();
    }

    private static long count(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /** Without what other tests start: the directories of those jars alone are a tenth of the heap. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> !NOT_NEEDED.matcher(jar).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> run(Whatsapp360Emulator emulator, Path inbox, String form, int files) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classPath(),
                        FolderApplication.class.getName(),
                        emulator.baseUrl(),
                        emulator.apiKey(),
                        inbox.toString(),
                        form,
                        Integer.toString(files),
                        FILE_OPTIONS))
                .redirectError(Path.of("target", "folder-application.log").toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = out.lines().toList();
            assertThat(process.waitFor()).as("exit").isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
