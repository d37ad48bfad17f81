package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Form;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The emulator's own HTTP API works as docs/guide/emulator-api.md describes it. */
class AdminApiTest {

    private static final String MESSAGES = "/emulator/chats/" + TestClient.NUMBER + "/messages";

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE =
            Whatsapp360EmulatorExtension.of(Whatsapp360Emulator.Builder::unlimited);

    private TestClient client;

    @BeforeEach
    void client() {
        client = new TestClient(SERVICE.emulator());
    }

    private Response call(String method, String path, String json, String... headers) {
        return client.send(method, path, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    @Test
    void aCustomerWritesWithCurl() {
        Response response =
                call("POST", MESSAGES, "{\"type\":\"text\",\"text\":{\"body\":\"Thank you!\"},\"name\":\"Anna\"}");
        assertThat(response.status()).isEqualTo(201);
        JsonNode message = response.json();
        assertThat(message.path("direction").asText()).isEqualTo("in");
        assertThat(message.path("chat").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(message.path("text").asText()).isEqualTo("Thank you!");
        assertThat(message.path("status").asText()).isEqualTo("received");
        JsonNode chat = client.get("/emulator/chats").json().path(0);
        assertThat(chat.path("name").asText()).isEqualTo("Anna");
        assertThat(chat.path("messages").path(0)).isEqualTo(message);
    }

    @Test
    void aCustomerSendsAFileWithCurl() {
        Sample photo = Sample.good("photo.jpg");
        byte[] form = Form.of(
                Form.field("caption", "Look"),
                Form.part(
                        "Content-Disposition: form-data; name=\"file\"; filename=\"photo.jpg\"\r\nContent-Type: image/jpeg",
                        photo.bytes()));
        Response response = client.send("POST", MESSAGES, form, "Content-Type: " + Form.CONTENT_TYPE);
        assertThat(response.status()).as(response.text()).isEqualTo(201);
        assertThat(response.json().path("caption").asText()).isEqualTo("Look");
        assertThat(client.get("/emulator/media/"
                                + response.json().path("mediaId").asText())
                        .bytes())
                .isEqualTo(photo.bytes());
    }

    @Test
    void theCustomerReads() {
        String id = client.message("text", "{\"body\":\"Hi\"}")
                .json()
                .at("/messages/0/id")
                .asText();
        String read = "/emulator/chats/" + TestClient.NUMBER + "/read";
        assertThat(call("POST", read, "{\"messageId\":\"wamid.other\"}").text()).isEqualTo("{\"read\":[]}");
        assertThat(call("POST", read, "").text()).isEqualTo("{\"read\":[\"" + id + "\"]}");
        SERVICE.emulator().awaitStatus(id, "read");
    }

    @Test
    void earlierMessagesComeInPages() {
        for (int i = 0; i < 120; i++) {
            client.message("text", "{\"body\":\"" + i + "\"}");
        }
        JsonNode chat = client.get("/emulator/chats").json().path(0);
        assertThat(chat.path("total").asInt()).isEqualTo(120);
        assertThat(chat.path("messages")).hasSize(50);
        assertThat(chat.at("/messages/49/text").asText()).isEqualTo("119");
        long first = chat.at("/messages/0/seq").asLong();
        JsonNode earlier = client.get(MESSAGES + "?limit=20&before=" + first).json();
        assertThat(earlier).hasSize(20);
        assertThat(earlier.at("/19/text").asText()).isEqualTo("69");
        assertThat(client.get(MESSAGES + "?limit=1000").json()).hasSize(120);
        assertThat(client.get("/emulator/chats?offset=1").json()).isEmpty();
    }

    @Test
    void requestsAreListedAndShownInFull() {
        client.message("text", "{\"body\":\"Hi\"}");
        client.message("text", "{\"body\":\"\"}");
        client.upload(Sample.good("invoice.pdf"));
        JsonNode lines = client.get("/emulator/requests").json();
        assertThat(lines).hasSize(3);
        assertThat(lines.at("/1/status").asInt()).isEqualTo(400);
        assertThat(lines.at("/1/code").asInt()).isEqualTo(100);
        assertThat(lines.at("/0/millis").asDouble()).isPositive();
        assertThat(client.get("/emulator/requests?after=2").json()).hasSize(1);
        JsonNode text = client.get("/emulator/requests/1").json();
        assertThat(text.path("body").asText()).contains("\"body\":\"Hi\"");
        assertThat(text.at("/headers/d360-api-key").asText()).isEqualTo("***");
        assertThat(text.path("answer").asText()).contains("wamid.");
        JsonNode upload = client.get("/emulator/requests/3").json();
        assertThat(upload.at("/parts/2/filename").asText()).isEqualTo("invoice.pdf");
        assertThat(upload.at("/parts/0/value").asText()).isEqualTo("whatsapp");
        assertThat(client.get("/emulator/requests/4").status()).isEqualTo(404);
        assertThat(client.get("/emulator/requests/x").status()).isEqualTo(400);
    }

    @Test
    void aRequestSaysWhomItsMessageWasFor() {
        String to = "{\"messaging_product\":\"whatsapp\",\"to\":%s,\"type\":\"text\",\"text\":{\"body\":\"x\"}}";
        client.post(to.formatted("\"+49 (151) 1234-5678\""));
        client.post(to.formatted("4915112345678"));
        client.post(to.formatted("\"49.151\""));
        client.post(to.formatted("-4915112345678"));
        client.post(to.formatted("\"US.1349\""));
        client.post(to.replace("\"to\":", "\"recipient\":").formatted("\"US.1349\""));
        client.post(to.formatted("\"" + "9".repeat(1_000) + "\""));
        client.post(to.formatted("{}"));
        client.post("{");
        client.get("/123");
        SERVICE.emulator().faults(FaultRule.on(FaultRule.On.ANY, Fault.Status.bare(503)));
        client.post(to.formatted("\"+4915112345678\""));
        assertThat(client.get("/emulator/requests").json().findValuesAsText("chat"))
                .containsExactly(
                        TestClient.NUMBER,
                        TestClient.NUMBER,
                        "49.151",
                        "-4915112345678",
                        "US.1349",
                        "US.1349",
                        "9".repeat(140),
                        "",
                        "",
                        "",
                        TestClient.NUMBER);
        assertThat(client.get("/emulator/requests/11").json().path("body").asText())
                .as("a refused one is shown too")
                .contains("+4915112345678");
    }

    @Test
    void aWebhookKeepsItsHeadersUnlessThereAreOthers() {
        try (Hook hook = new Hook();
                Hook other = new Hook()) {
            SERVICE.emulator().webhook(hook.url(), java.util.Map.of("X-Secret", "abc", "X-Other", "def"));
            Response moved = call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + other.url() + "\"}}");
            assertThat(moved.json().path("webhook").toString())
                    .isIn(
                            "{\"url\":\"" + other.url()
                                    + "\",\"allowed\":true,\"headers\":{\"X-Secret\":\"***\",\"X-Other\":\"***\"}}",
                            "{\"url\":\"" + other.url()
                                    + "\",\"allowed\":true,\"headers\":{\"X-Other\":\"***\",\"X-Secret\":\"***\"}}");
            assertThat(configured()).isEqualTo("abc");
            call("PUT", "/emulator/settings", "{\"webhook\":{\"headers\":{\"X-Secret\":\"***\",\"X-New\":\"new\"}}}");
            assertThat(configured()).as("what is masked stays").isEqualTo("abc");
            JsonNode now = client.get("/v1/configs/webhook").json();
            assertThat(now.path("url").asText()).isEqualTo(other.url().toString());
            assertThat(now.path("headers")).hasSize(2);
            assertThat(now.at("/headers/X-New").asText()).isEqualTo("new");
            call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + hook.url() + "\",\"headers\":{}}}");
            assertThat(client.get("/v1/configs/webhook").json().path("headers")).isEmpty();
            assertThat(call("PUT", "/emulator/settings", "{\"webhook\":{\"headers\":{\"A b\":\"c\"}}}")
                            .status())
                    .isEqualTo(400);
            call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"\"}}");
            assertThat(call("PUT", "/emulator/settings", "{\"webhook\":{\"headers\":{\"A\":\"c\"}}}")
                            .status())
                    .isEqualTo(400);
        }
    }

    private String configured() {
        return client.get("/v1/configs/webhook").json().at("/headers/X-Secret").asText();
    }

    @Test
    void deliveriesAreListedAndShownInFullButForSecrets() {
        try (Hook hook = new Hook()) {
            String settings = "{\"webhook\":{\"url\":\"" + hook.url() + "\",\"headers\":{\"X-Secret\":\"abc\"}}}";
            Response answer = call("PUT", "/emulator/settings", settings);
            assertThat(answer.json().at("/webhook/url").asText())
                    .isEqualTo(hook.url().toString());
            client.message("text", "{\"body\":\"Hi\"}");
            SERVICE.emulator().webhooks().awaitDelivered(2);
            JsonNode lines = client.get("/emulator/webhooks").json();
            assertThat(lines).hasSize(2);
            assertThat(lines.at("/0/what").asText()).isEqualTo("status sent");
            assertThat(lines.at("/0/outcome").asText()).isEqualTo("delivered");
            JsonNode details = client.get("/emulator/webhooks/1").json();
            assertThat(details.path("body").asText())
                    .isEqualTo(hook.posts().get(0).json().toString());
            assertThat(details.toString() + answer.text())
                    .contains("\"X-Secret\":\"***\"")
                    .doesNotContain("abc");
            assertThat(call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"\"}}")
                            .json()
                            .path("webhook"))
                    .isEmpty();
        }
    }

    @Test
    void settingsAreChangedOneByOneAndAResetPutsThemBack() {
        JsonNode before = client.get("/emulator/settings").json();
        assertThat(before.path("statuses").toString())
                .isEqualTo("{\"report\":true,\"read\":false,\"order\":\"in-order\",\"copies\":1,\"delay\":0,"
                        + "\"failCode\":0,\"failRate\":1.0,\"failTo\":[]}");
        JsonNode after = call(
                        "PUT",
                        "/emulator/settings",
                        "{\"statuses\":{\"order\":\"shuffled\",\"delay\":\"PT1M\",\"failTo\":[\"49151\"]},"
                                + "\"limits\":{\"enabled\":true,\"messagesPerSecond\":5}}")
                .json();
        assertThat(after.path("statuses").toString())
                .isEqualTo("{\"report\":true,\"read\":false,\"order\":\"shuffled\",\"copies\":1,\"delay\":60000,"
                        + "\"failCode\":0,\"failRate\":1.0,\"failTo\":[\"49151\"]}");
        assertThat(after.path("limits").toString()).isEqualTo("{\"enabled\":true,\"messagesPerSecond\":5}");
        assertThat(call("DELETE", "/emulator/chats", "").status()).isEqualTo(204);
        assertThat(client.get("/emulator/settings").json().path("statuses")).isEqualTo(before.path("statuses"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /emulator/settings | {\"statuses\":{\"order\":\"no\"}}   | 400",
                "PUT    | /emulator/settings | {\"statuses\":{\"copies\":0}}       | 400",
                "PUT    | /emulator/settings | {\"statuses\":{\"failRate\":2}}     | 400",
                "PUT    | /emulator/settings | {\"webhook\":{\"url\":\"http://example.com\"}} | 400",
                "PUT    | /emulator/settings | [1]                                 | 400",
                "PUT    | /emulator/settings | {                                   | 400",
                "POST   | /emulator/clock    | {\"advance\":\"yesterday\"}         | 400",
                "POST   | /emulator/clock    | {\"advance\":\"-PT1H\"}             | 400",
                "POST   | /emulator/chats/x/messages | {\"type\":\"text\",\"text\":{}} | 400",
                "POST   | /emulator/requests | {}                                  | 405",
                "PATCH  | /emulator/settings | {}                                  | 405",
            })
    void whatIsWrongIsSaid(String method, String path, String json, int status) {
        Response response = call(method, path, json);
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.json().path("error").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4e91713920023, 400, 400", "1e400, 200, 201", "52.516272000000000001, 200, 201"})
    void numbersAreKeptAsTheyAreWrittenOrRefused(String number, int sent, int written) {
        String location = "\"type\":\"location\",\"location\":{\"latitude\":" + number + ",\"longitude\":1}}";
        assertThat(client.post("{\"messaging_product\":\"whatsapp\",\"to\":\"49151\"," + location)
                        .status())
                .isEqualTo(sent);
        Response response = call("POST", MESSAGES, "{" + location);
        assertThat(response.status()).isEqualTo(written);
        if (written == 201) {
            assertThat(response.text().toLowerCase(java.util.Locale.ROOT).replace("e+", "e"))
                    .contains("\"latitude\":" + number);
        }
    }

    @Test
    void theClockGoesForward() {
        Instant before = Instant.parse(
                client.get("/emulator/settings").json().path("now").asText());
        String id = client.upload(Sample.good("invoice.pdf"));
        Response response = call("POST", "/emulator/clock", "{\"advance\":\"PT720H\"}");
        assertThat(Instant.parse(response.json().path("now").asText()))
                .isAfterOrEqualTo(before.plusSeconds(720 * 3600));
        assertThat(client.get("/" + id).code()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "Host: evil.example,          ,                          403",
        "Host: 127.0.0.1.evil.example:80, ,                      403",
        "Host: localhost:80,          Origin: http://evil.example, 403",
        "Host: localhost:80,          Origin: null,              403",
        "Host: localhost:80,          Origin: http://localhost:81, 403",
        "Host: localhost:80,          Origin: http://localhost:80, 204",
        "Host: [::1]:80,              ,                          204",
    })
    void pagesFromElsewhereCannotDriveIt(String host, String origin, int status) throws IOException {
        client.message("text", "{\"body\":\"Hi\"}");
        try (Socket socket = client.connect()) {
            socket.getOutputStream()
                    .write(("DELETE /emulator/chats HTTP/1.1\r\nConnection: close\r\n" + host + "\r\n"
                                    + (origin == null ? "" : origin + "\r\n") + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(TestClient.read(socket.getInputStream()).status()).isEqualTo(status);
        }
        assertThat(SERVICE.emulator().messages()).hasSize(status == 204 ? 0 : 1);
    }

    @Test
    void aWatcherThatWasAwayGoesOnBehindWhatItHasSeen() throws IOException {
        client.message("text", "{\"body\":\"one\"}");
        String id;
        try (Socket socket = watch("")) {
            BufferedReader lines = lines(socket);
            assertThat(next(lines, "event: ")).isEqualTo("event: snapshot");
            client.message("text", "{\"body\":\"two\"}");
            id = next(lines, "id: ");
            while (!next(lines, "event: ").equals("event: message")) {
                id = next(lines, "id: ");
            }
            assertThat(next(lines, "data: ")).contains("\"text\":\"two\"", "\"status\":\"");
        }
        client.message("text", "{\"body\":\"three\"}");
        try (Socket socket = watch("Last-Event-ID: " + id.substring(4) + "\r\n")) {
            BufferedReader lines = lines(socket);
            String event = next(lines, "event: ");
            while (!event.equals("event: message")) {
                assertThat(event).isNotEqualTo("event: snapshot");
                event = next(lines, "event: ");
            }
            assertThat(next(lines, "data: ")).contains("\"text\":\"three\"");
        }
        SERVICE.emulator().reset();
        try (Socket socket = watch("Last-Event-ID: " + id.substring(4) + "\r\n")) {
            assertThat(next(lines(socket), "event: ")).as("after a reset").isEqualTo("event: snapshot");
        }
    }

    @Test
    void aWatcherHearsOfStatusesRequestsAndDeliveries() throws IOException {
        try (Socket socket = watch("");
                Hook hook = new Hook()) {
            BufferedReader lines = lines(socket);
            next(lines, "event: ");
            call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"" + hook.url() + "\"}}");
            client.message("text", "{\"body\":\"Hi\"}");
            java.util.Set<String> seen = new java.util.HashSet<>();
            while (!seen.containsAll(java.util.Set.of(
                    "event: settings", "event: message", "event: status", "event: request", "event: webhook"))) {
                seen.add(next(lines, "event: "));
            }
            SERVICE.emulator().reset();
            call("PUT", "/emulator/settings", "{\"webhook\":{\"url\":\"\"}}");
        }
    }

    private Socket watch(String header) throws IOException {
        Socket socket = client.connect();
        socket.getOutputStream()
                .write(("GET /emulator/events HTTP/1.0\r\nHost: localhost\r\n" + header + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String next(BufferedReader lines, String start) throws IOException {
        String line = lines.readLine();
        while (!line.startsWith(start)) {
            line = lines.readLine();
        }
        return line;
    }
}
