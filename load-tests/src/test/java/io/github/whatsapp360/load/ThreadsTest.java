package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.testing.Figures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand exchanges of one caller are under way: its thread is free, and no more threads are there than calls. */
class ThreadsTest {

    private static final int MESSAGES = 1_000;
    private static final int CALLS = 200;

    /** The timer and what Camel has besides. */
    private static final int FEW = 5;

    /** Those of a JVM that does nothing, and of its tools. */
    private static final int OF_THE_JVM = 40;

    @TempDir
    Path folder;

    @Test
    void oneThreadForEachCall() throws Exception {
        Counts counts = withPlatformThreads();
        assertThat(counts.calling).isEqualTo(CALLS);
        assertThat(counts.workers).isEqualTo(CALLS);
        assertThat(counts.camel).isBetween(CALLS, CALLS + FEW);
        assertThat(counts.platform).isLessThan(CALLS + FEW + OF_THE_JVM);
        assertThat(counts.virtual).isZero();
    }

    @Test
    void oneVirtualThreadForEachCallWhereCamelIsToldToUseThem() throws Exception {
        Counts counts = withVirtualThreads();
        assertThat(counts.virtual).isBetween(CALLS, CALLS + FEW);
        assertThat(counts.workers).as("workers that are no virtual threads").isZero();
        assertThat(counts.platform).isLessThan(FEW + OF_THE_JVM);
    }

    @Test
    @Tag("long")
    void howManyThreadsThereAre() throws Exception {
        report("platform threads, JDK " + System.getProperty("java.version"), withPlatformThreads());
        report("virtual threads, JDK 25", withVirtualThreads());
    }

    private static void report(String kind, Counts counts) {
        Figures.report(
                "threads: with %,d exchanges under way, %s: %d virtual ones and %d platform threads, of those %d workers, %d"
                        + " in a call, %d of Camel",
                MESSAGES, kind, counts.virtual, counts.platform, counts.workers, counts.calling, counts.camel);
    }

    private Counts withPlatformThreads() throws Exception {
        return run(Path.of(System.getProperty("java.home")), "-Dcamel.threads.virtual.enabled=false");
    }

    private Counts withVirtualThreads() throws Exception {
        Optional<Path> java = jdk25();
        if (java.isEmpty()) {
            System.out.println("######## NOT RUN: there is no JDK 25 in /usr/lib/jvm, so nothing tells whether virtual"
                    + " threads are used ########");
        }
        Assumptions.assumeTrue(java.isPresent(), "there is no JDK 25 in /usr/lib/jvm");
        return run(java.get(), "-Dcamel.threads.virtual.enabled=true");
    }

    /** Has a process hand over all messages to a service that does not answer, and counts its threads. */
    private Counts run(Path javaHome, String option) throws Exception {
        try (HoldingService service = new HoldingService()) {
            Process process = new ProcessBuilder(List.of(
                            javaHome.resolve("bin/java").toString(),
                            option,
                            "-cp",
                            System.getProperty("java.class.path"),
                            ThreadsApplication.class.getName(),
                            service.baseUrl(),
                            "key",
                            Integer.toString(MESSAGES),
                            folder.resolve(option + ".json").toString()))
                    .redirectError(Path.of("target", "threads-application.log").toFile())
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.readLine()).as("while all are under way").isEqualTo("ended 0");
                await().until(() -> service.held() == CALLS);
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
                Counts counts = new Counts(
                        number(out, "platform"),
                        number(out, "workers"),
                        number(out, "calling"),
                        number(out, "camel"),
                        number(out, "virtual"));
                service.answer();
                assertThat(out.readLine()).isEqualTo("ended " + MESSAGES);
                assertThat(process.waitFor()).isZero();
                return counts;
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static int number(BufferedReader out, String name) throws IOException {
        String line = out.readLine();
        assertThat(line).startsWith(name + " ");
        return Integer.parseInt(line.substring(name.length() + 1));
    }

    private static Optional<Path> jdk25() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> jdks = Files.list(all)) {
            return jdks.filter(jdk -> jdk.getFileName().toString().contains("25"))
                    .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                    .findFirst();
        }
    }

    private record Counts(int platform, int workers, int calling, int camel, int virtual) {}
}
