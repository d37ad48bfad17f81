package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are killed while they work on a webhook, and when they have taken one. */
class WebhookKillTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file", "jdbc"})
    void anEventIsTakenAfterAKillInsideTheRouteAndOnceAfterAKillBehindIt(String repository) throws Exception {
        try (Application first = new Application(repository, "hold")) {
            CompletableFuture<Integer> answer = first.post("wamid.1");
            assertThat(first.says()).isEqualTo("holds wamid.1");
            first.kill();
            assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
        try (Application second = new Application(repository, "take")) {
            assertThat(second.post("wamid.1").get()).isEqualTo(200);
            assertThat(second.says()).isEqualTo("takes wamid.1");
            second.kill();
        }
        try (Application third = new Application(repository, "take")) {
            assertThat(third.post("wamid.1").get()).isEqualTo(200);
            assertThat(third.post("wamid.2").get()).isEqualTo(200);
            assertThat(third.says()).isEqualTo("takes wamid.2");
        }
    }

    /** A process that takes webhooks. */
    private final class Application implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final URI url;

        Application(String repository, String route) throws IOException {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            TakingApplication.class.getName(),
                            repository,
                            folder.toString(),
                            route))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            Path.of("target", "taking-application.log").toFile()))
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            url = URI.create("http://127.0.0.1:" + says() + "/events");
        }

        String says() throws IOException {
            return out.readLine();
        }

        CompletableFuture<Integer> post(String id) {
            String payload = "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"messages\":[{\"id\":\""
                    + id + "\",\"from\":\"4915112345678\"}]}}]}]}";
            return CLIENT.sendAsync(
                            HttpRequest.newBuilder(url)
                                    .POST(HttpRequest.BodyPublishers.ofString(payload))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode);
        }

        /** Sends SIGKILL. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
