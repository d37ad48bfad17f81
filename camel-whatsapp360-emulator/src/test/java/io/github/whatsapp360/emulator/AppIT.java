package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the executable jar, which runs as a process of its own. */
class AppIT {

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    private Process java(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-jar",
                System.getProperty("app.jar")));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
        processes.add(process);
        return process;
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Starts an emulator on a free port and returns its base URL. */
    private TestClient emulator(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("--port", "0"));
        all.addAll(List.of(args));
        BufferedReader lines = java(all.toArray(String[]::new)).inputReader();
        assertThat(lines.readLine()).as("%s", errors()).startsWith("Chat page: http://127.0.0.1:");
        String base = lines.readLine().replace("Base URL:  ", "");
        assertThat(lines.readLine()).isEqualTo("API key:   emulator-key");
        return new TestClient(base, "emulator-key");
    }

    private void end(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void helpTellsAllOptions() throws Exception {
        Process help = java("--help");
        assertThat(output(help)).contains("--port", "--data", "--webhook", "java -jar camel-whatsapp360-emulator.jar");
        assertThat(help.waitFor()).isZero();
        assertThat(errors()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        Process wrong = java("--port", "99999");
        assertThat(wrong.waitFor()).isEqualTo(2);
        assertThat(errors())
                .contains("--port is a number from 0 to 65535, not 99999")
                .doesNotContain("\tat ");
        try (Whatsapp360Emulator other = Whatsapp360Emulator.start()) {
            Process used = java("--port", "" + other.port());
            assertThat(used.waitFor()).isEqualTo(1);
            assertThat(errors())
                    .contains("Cannot listen on port " + other.port(), "Address already in use")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void messagesAndFilesSurviveAKilledProcess() throws Exception {
        String data = folder.resolve("data").toString();
        TestClient client = emulator("--data", data);
        String id = client.upload(Sample.good("invoice.pdf"));
        client.message("document", "{\"id\":\"" + id + "\"}");
        processes.get(0).destroyForcibly().waitFor();
        client = emulator("--data", data);
        assertThat(client.get("/emulator/chats")
                        .json()
                        .at("/0/messages/0/filename")
                        .asText())
                .isEqualTo("invoice.pdf");
        assertThat(client.get("/emulator/media/" + id).bytes())
                .isEqualTo(Sample.good("invoice.pdf").bytes());
    }

    @Test
    void theReaderOfABugReportSeesWhatTheReporterSaw() throws Exception {
        TestClient reporter = emulator("--seed", "1");
        String id = reporter.upload(Sample.good("invoice.pdf"));
        reporter.message("document", "{\"id\":\"" + id + "\",\"caption\":\"Für März\"}");
        JsonNode delivered = reporter.get("/emulator/wait?status=delivered").json();
        Path file = folder.resolve("report.json");
        try (InputStream in = reporter.uri("/emulator/state").toURL().openStream()) {
            Files.copy(in, file);
        }
        JsonNode chats = reporter.get("/emulator/chats").json();
        end(processes.get(0));
        TestClient reader = emulator("--state", file.toString());
        assertThat(reader.get("/emulator/chats").json()).isEqualTo(chats);
        assertThat(chats.at("/0/messages")).isEqualTo(delivered);
        assertThat(reader.get("/emulator/media/" + id).bytes())
                .isEqualTo(Sample.good("invoice.pdf").bytes());
        Files.writeString(file, "{}");
        Process wrong = java("--state", file.toString());
        assertThat(wrong.waitFor()).isEqualTo(2);
        assertThat(errors()).contains("This is no state file of an emulator").doesNotContain("\tat ");
    }

    @Test
    void itLetsRequestsEndWhenItIsStopped() throws Exception {
        TestClient client = emulator();
        client.send(
                "PUT",
                "/emulator/faults",
                "{\"rules\":[{\"on\":\"messages\",\"kind\":\"latency\",\"millis\":1000}]}".getBytes());
        CompletableFuture<TestClient.Response> slow =
                CompletableFuture.supplyAsync(() -> client.message("text", "{\"body\":\"x\"}"));
        await().until(() ->
                client.get("/emulator/faults").json().at("/rules/0/hits").asInt() == 1);
        end(processes.get(0));
        assertThat(slow.join().status()).isEqualTo(200);
        assertThat(processes.get(0).exitValue()).isEqualTo(143);
    }

    @Test
    void itEndsCleanlyAndItsLogHasNoNumbersContentsOrKeys() throws Exception {
        TestClient client = emulator("--verbose", "--unlimited");
        client.upload(Sample.good("invoice.pdf"));
        client.message("text", "{\"body\":\"private\"}");
        client.message("text", "{\"body\":\"\"}");
        end(processes.get(0));
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left.filter(path -> path.toString().contains("whatsapp360")))
                    .isEmpty();
        }
        assertThat(errors())
                .contains("POST /messages answered with 200", "POST /messages answered with 400")
                .doesNotContain(TestClient.NUMBER, "private", "emulator-key", "WARN", "ERROR");
    }

    @Test
    void theWebhookIsSetFromTheCommandLine() throws Exception {
        try (Hook hook = new Hook()) {
            TestClient client = emulator("--webhook", hook.url().toString(), "--webhook-header", "X-Secret: s");
            client.message("text", "{\"body\":\"Hi\"}");
            await().until(() -> hook.statuses().size() == 2);
            assertThat(hook.posts().get(0).headers()).containsEntry("X-secret", List.of("s"));
        }
    }
}
