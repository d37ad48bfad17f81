package io.github.whatsapp360.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command of README.md as a process, with H2, which is on every machine. */
class LauncherTest {

    private Process launcher;
    private BufferedReader out;

    @BeforeEach
    void start() throws IOException {
        launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        "database=h2",
                        "texts=60",
                        "files=11")
                .redirectErrorStream(true)
                .start();
        out = new BufferedReader(new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        launcher.destroyForcibly();
    }

    @Test
    void aNodeThatIsKilledLosesAndDoublesNothing() throws Exception {
        awaitLine("Chat page:  http://127.0.0.1:");
        awaitLine("given 71, accepted 71, doubled 0, refused 0, waiting 0, unresolved 0; 3 of 3 nodes");
        assertThat(metric("messaging_client_sent_messages_total"))
                .as("each message was counted by the node that sent it")
                .isEqualTo(71);
        say("kill");
        awaitLine("was killed, and starts again");
        say("more");
        awaitLine("given 142, accepted 142, doubled 0, refused 0, waiting 0, unresolved 0; 3 of 3 nodes");
        say("quit");
        assertThat(launcher.waitFor()).isZero();
    }

    private void say(String command) throws IOException {
        launcher.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        launcher.getOutputStream().flush();
    }

    /** Returns the sum of a metric over all nodes that the launcher has told a Prometheus about. */
    private static double metric(String name) throws Exception {
        String configuration = Files.readString(Path.of("target", "cluster", "prometheus.yml"));
        List<String> nodes = Pattern.compile("127\\.0\\.0\\.1:\\d+")
                .matcher(configuration)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(nodes).hasSize(3);
        double sum = 0;
        for (String node : nodes) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + node + "/observe/metrics"))
                    .build();
            String metrics = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            sum += metrics.lines()
                    .filter(line -> line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
        return sum;
    }

    private void awaitLine(String part) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            all.append(line).append('\n');
            if (line.contains(part)) {
                return;
            }
        }
        throw new AssertionError("The launcher has ended without \"" + part + "\":\n" + all);
    }
}
