package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.testing.FlowApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The public key of flows, where a flow's endpoint may be, and flows by the HTTP API. */
class FlowTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private static String key(String algorithm, int bits) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance(algorithm);
        keys.initialize(bits);
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static HttpResponse<String> call(String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(SERVICE.emulator().baseUrl() + "/whatsapp_business_encryption"))
                .header("D360-API-KEY", SERVICE.emulator().apiKey())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String json(String pem) {
        return "{\"business_public_key\":\"" + pem.replace("\r", "").replace("\n", "\\n") + "\"}";
    }

    @Test
    void aPublicKeyIsKept() throws Exception {
        assertThat(call("GET", "").body()).isEqualTo("{\"data\":[]}");
        String pem = key("RSA", 2048);
        assertThat(call("POST", json(pem)).body()).isEqualTo("{\"success\":true}");
        assertThat(call("GET", "").body())
                .contains(pem.replace("\r", "").replace("\n", "\\n"))
                .contains("\"business_public_key_signature_status\":\"VALID\"");
    }

    @Test
    void otherKeysAreRefused() throws Exception {
        for (String wrong : new String[] {key("RSA", 1024), key("EC", 256), "", "-----BEGIN PUBLIC KEY-----\nAA"}) {
            HttpResponse<String> answer = call("POST", json(wrong));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("2048-bit");
        }
    }

    @Test
    void aFlowNeedsAKeyAndAnEndpointOnThisMachine() {
        URI here = URI.create("http://127.0.0.1:1/flow");
        assertThatThrownBy(() -> SERVICE.emulator().flow(here).ping()).hasMessageContaining("has no public key");
        assertThatThrownBy(() -> SERVICE.emulator().flow(URI.create("https://example.com/flow")))
                .hasMessageContaining("allowedWebhook");
    }

    private static final String FLOW =
            "{\"type\":\"flow\",\"body\":{\"text\":\"Choose\"},\"action\":{\"name\":\"flow\","
                    + "\"parameters\":{\"flow_message_version\":\"3\",\"flow_id\":\"1\",\"flow_cta\":\"Book\","
                    + "\"flow_token\":\"visit-4711\",\"flow_action\":\"data_exchange\"}}}";

    private static String next(String request) {
        if (request.contains("INIT")) {
            return "{\"screen\":\"CHOOSE\",\"data\":{\"slots\":[\"9:00\"]}}";
        }
        return request.contains("CHOOSE")
                ? "{\"screen\":\"SUCCESS\",\"data\":{\"extension_message_response\":{\"params\":"
                        + "{\"flow_token\":\"visit-4711\",\"slot\":\"9:00\"}}}}"
                : "{\"error_msg\":\"You have booked already\"}";
    }

    private static Response play(TestClient client, String json) {
        return client.send(
                "POST",
                "/emulator/chats/" + TestClient.NUMBER + "/flow",
                json.getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json");
    }

    private static String flowMessage(TestClient client) {
        return client.message("interactive", FLOW).json().at("/messages/0/id").asText();
    }

    private static void endpoint(TestClient client, String json, int status) {
        assertThat(client.send(
                                "PUT",
                                "/emulator/settings",
                                ("{\"flow\":" + json + "}").getBytes(StandardCharsets.UTF_8),
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void otherLanguagesPlayTheCustomer() throws Exception {
        TestClient client = new TestClient(SERVICE.emulator());
        try (FlowApplication application = new FlowApplication(FlowTest::next);
                Hook hook = new Hook()) {
            SERVICE.emulator().webhook(hook.url(), Map.of());
            call("POST", application.publicKeyJson());
            endpoint(client, "{\"url\":\"" + application.url() + "\",\"appSecret\":\"s3cret\"}", 200);
            String id = flowMessage(client);
            Response opened = play(client, "{\"messageId\":\"" + id + "\"}");
            assertThat(opened.text())
                    .isEqualTo("{\"status\":200,\"answer\":{\"screen\":\"CHOOSE\",\"data\":{\"slots\":[\"9:00\"]}}}");
            Response ended = play(
                    client,
                    "{\"messageId\":\"" + id + "\",\"action\":\"data_exchange\",\"screen\":\"CHOOSE\","
                            + "\"data\":{\"slot\":\"9:00\"},\"name\":\"Anna\"}");
            assertThat(ended.json().at("/answer/screen").asText()).isEqualTo("SUCCESS");
            assertThat(ended.json().at("/message/context/id").asText()).isEqualTo(id);
            Hook.Post reply = Awaitility.await()
                    .until(
                            () -> hook.posts().stream()
                                    .filter(post -> post.message().isObject())
                                    .findAny()
                                    .orElse(null),
                            post -> post != null);
            assertThat(reply.message()
                            .at("/interactive/nfm_reply/response_json")
                            .asText())
                    .isEqualTo("{\"flow_token\":\"visit-4711\",\"slot\":\"9:00\"}");

            application.answersWith(427);
            assertThat(play(client, "{\"messageId\":\"" + id + "\",\"action\":\"BACK\",\"screen\":\"A\"}")
                            .text())
                    .isEqualTo("{\"status\":427,\"answer\":{\"error_msg\":\"You have booked already\"}}");
            application.answersWith(500);
            assertThat(play(client, "{\"messageId\":\"" + id + "\",\"action\":\"ping\"}")
                            .text())
                    .isEqualTo("{\"status\":500,\"answer\":null}");
            assertThat(application.requests().get(1))
                    .isEqualTo("{\"version\":\"3.0\",\"action\":\"data_exchange\",\"screen\":\"CHOOSE\","
                            + "\"data\":{\"slot\":\"9:00\"},\"flow_token\":\"visit-4711\"}");
            assertThat(application.signatures()).allMatch(signature -> signature.matches("sha256=[0-9a-f]{64}"));
        }
        assertRefused(play(client, "{\"messageId\":\"" + flowMessage(client) + "\"}"), 502, "no answer");
    }

    @Test
    void aTemplatesButtonOpensItsFlow() throws Exception {
        TestClient client = new TestClient(SERVICE.emulator());
        String button =
                "{\"type\":\"button\",\"sub_type\":\"FLOW\",\"index\":\"0\",\"parameters\":[{\"type\":\"action\","
                        + "\"action\":{\"flow_token\":\"visit-4711\"}}]}";
        try (FlowApplication application = new FlowApplication(FlowTest::next)) {
            call("POST", application.publicKeyJson());
            endpoint(client, "{\"url\":\"" + application.url() + "\"}", 200);
            String id = client.message(
                            "template",
                            "{\"name\":\"visit\",\"language\":{\"code\":\"en\"},\"components\":[" + button + "]}")
                    .json()
                    .at("/messages/0/id")
                    .asText();
            assertThat(play(client, "{\"messageId\":\"" + id + "\"}")
                            .json()
                            .at("/answer/screen")
                            .asText())
                    .isEqualTo("CHOOSE");
            assertThat(application.requests().get(0)).contains("\"flow_token\":\"visit-4711\"");

            client.send(
                    "POST",
                    "/v1/configs/templates",
                    ("{\"name\":\"visit\",\"language\":\"en\",\"category\":\"UTILITY\",\"components\":[{\"type\":\"BUTTONS\","
                                    + "\"buttons\":[{\"type\":\"FLOW\",\"text\":\"Book\",\"flow_id\":\"1\"}]}]}")
                            .getBytes(StandardCharsets.UTF_8),
                    "Content-Type: application/json");
            client.message("template", "{\"name\":\"visit\",\"language\":{\"code\":\"en\"}}");
            Chat anna = SERVICE.emulator().chat(TestClient.NUMBER);
            Flow flow = anna.flow(anna.messages().get(1), URI.create(application.url()));
            assertThat(flow.opens().screen()).isEqualTo("CHOOSE");
            assertThat(application.requests().get(1)).contains("\"flow_token\":\"unused\"");
        }
    }

    @Test
    void theSettingsKeepTheSecret() {
        TestClient client = new TestClient(SERVICE.emulator());
        endpoint(client, "{\"url\":\"http://127.0.0.1:1/flow\",\"appSecret\":\"s3cret\"}", 200);
        endpoint(client, "{\"url\":\"http://localhost:1/flow\",\"appSecret\":\"***\"}", 200);
        for (String wrong : new String[] {
            "https://example.com/flow", "ftp://127.0.0.1/flow", "http://me@127.0.0.1/flow", "flow", "http://["
        }) {
            endpoint(client, "{\"url\":\"" + wrong + "\"}", 400);
        }
        assertThat(client.get("/emulator/settings").json().path("flow").toString())
                .isEqualTo("{\"url\":\"http://localhost:1/flow\",\"appSecret\":\"***\"}");
        assertThat(client.get("/emulator/state").text()).doesNotContain("s3cret", "localhost:1/flow");
        endpoint(client, "{\"url\":\"\",\"appSecret\":\"\"}", 200);
        assertThat(client.get("/emulator/settings").json().path("flow").toString())
                .isEqualTo("{\"url\":\"\",\"appSecret\":\"\"}");
    }

    @Test
    void aFlowThatCannotBePlayedSaysWhy() throws Exception {
        TestClient client = new TestClient(SERVICE.emulator());
        String id = flowMessage(client);
        String message = "{\"messageId\":\"" + id + "\"}";
        assertRefused(play(client, "{}"), 404, "no such message");
        assertRefused(play(client, message), 400, "set the endpoint of flows");
        endpoint(client, "{\"url\":\"http://127.0.0.1:1/flow\"}", 200);
        assertRefused(play(client, message), 400, "has no public key");
        String text = client.message("text", "{\"body\":\"Hi\"}")
                .json()
                .at("/messages/0/id")
                .asText();
        assertRefused(play(client, "{\"messageId\":\"" + text + "\"}"), 400, "has no flow");
        call("POST", json(key("RSA", 2048)));
        assertRefused(play(client, message), 502, "no answer");
        assertRefused(play(client, "{\"messageId\":\"" + id + "\",\"data\":[]}"), 400, "data: a JSON object");
        assertRefused(play(client, "x"), 400, "not valid JSON");
        try (FlowApplication application = new FlowApplication(FlowTest::next)) {
            endpoint(client, "{\"url\":\"" + application.url() + "\"}", 200);
            assertThat(play(client, message).text()).isEqualTo("{\"status\":421,\"answer\":null}");
        }
    }

    private static void assertRefused(Response response, int status, String why) {
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(response.json().path("error").asText()).contains(why);
    }
}
