package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application in development: with devtools and the emulator on the class path, and without an API key. */
class DevelopmentTest {

    private static final Path GOOD = Path.of(System.getProperty("samples.dir"), "good");
    private static final Pattern CHATS = Pattern.compile("The chats are at (http://127\\.0\\.0\\.1:\\d+/)");

    @TempDir
    Path folder;

    private final Path log = Path.of("target", getClass().getSimpleName() + ".log");
    private Process process;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("inbox"));
        ProcessBuilder application = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // as spring-boot:run does
                "-cp",
                Files.createDirectories(folder.resolve("classes"))
                        + File.pathSeparator
                        + System.getProperty("java.class.path"),
                FileDropApplication.class.getName(),
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.devtools.livereload.enabled=false", // it has a fixed port
                "--inbox=" + folder.resolve("inbox"));
        application.environment().remove("D360_API_KEY");
        process = application
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Test
    void theEmulatorSurvivesARestart() throws Exception {
        drop("invoice.pdf");
        awaitInApplication(() -> isSent("invoice.pdf")); // its delivery came back to the free port
        assertThat(chatPages()).hasSize(1);

        Files.writeString(folder.resolve("classes/changed.txt"), "as an IDE does");
        awaitInApplication(() -> chatPages().size() == 2);
        drop("photo.jpg");
        awaitInApplication(() -> isSent("photo.jpg"));
        assertThat(chatPages()).hasSize(2).containsOnly(chatPages().get(0));
        assertThat(chats(chatPages().get(0))).contains("invoice.pdf", "photo.jpg");
    }

    private void drop(String name) throws IOException {
        Files.copy(GOOD.resolve(name), folder.resolve("inbox").resolve(name));
    }

    private boolean isSent(String name) {
        return Files.exists(folder.resolve("inbox/.sent").resolve(name));
    }

    private void awaitInApplication(Callable<Boolean> condition) {
        await().until(() -> {
            assertThat(process.isAlive())
                    .as(() -> {
                        try {
                            return Files.readString(log);
                        } catch (IOException e) {
                            return e.toString();
                        }
                    })
                    .isTrue();
            return condition.call();
        });
    }

    /** Returns the address of the chat page, once for each start. */
    private List<String> chatPages() throws IOException {
        return CHATS.matcher(Files.readString(log))
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    /** Requests what the emulator's page requests. */
    private static String chats(String page) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(page + "emulator/chats"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
