package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.files.MediaFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outcome of a request to any path whose answer cannot be used. */
class AnyPathTest {

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CloseableHttpClient client = HttpClients.createDefault();
    private HttpServer server;
    private Http http;
    private String type;
    private String answer;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer.getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        http = new Http(
                client,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "key",
                new Timeouts(Duration.ofSeconds(100), Duration.ofSeconds(100)),
                new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS),
                timer);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.stop(0);
        timer.shutdownNow();
    }

    /** The route would send the request again if it heard that nothing was sent. */
    @Test
    void anAcceptedRequestIsNotReportedAsNotSentBecauseItsAnswerCannotBeStored() {
        type = "text/plain";
        answer = "done";
        Path missing = folder.resolve("missing").resolve("file");
        ApiRequest change = ApiRequest.of("POST", "/groups", Map.of()).withBody(MediaFile.of(new byte[1], ""), "a/b");
        assertThatThrownBy(() -> http.call(change, () -> missing))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("answered HTTP 200")
                .hasMessageContaining("temporary file");

        ApiRequest read = ApiRequest.of("GET", "/groups", Map.of());
        assertThatThrownBy(() -> http.call(read, () -> missing))
                .isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                        .isEqualTo(NotSentException.Reason.LOCAL_FILE));
    }

    @Test
    void anAnswerWithANumberWithoutMeasureIsNoAnswerOfTheService() {
        type = "application/json";
        answer = "{\"a\":1e99999999999}";
        ApiRequest change = ApiRequest.of("POST", "/groups", Map.of());
        assertThatThrownBy(() -> http.call(change, () -> folder)).isInstanceOf(OutcomeUnknownException.class);
    }
}
