package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.accounts.StoredTemplate;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The view of a message contains what its recipient sees in addition to its JSON. */
class MessageViewTest {

    private static final String INVOICE =
            """
            {"name":"invoice","language":"en","category":"UTILITY","components":[
              {"type":"HEADER","format":"DOCUMENT"},
              {"type":"BODY","text":"Hello {{1}}, you owe {{2}}. Thank you, {{ 1 }}! {{3}}"},
              {"type":"FOOTER","text":"Roses & Co"},
              {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Paid"},{"type":"QUICK_REPLY","text":"Stop"},
                {"type":"URL","text":"Pay now","url":"https://example.com/{{1}}"}]}]}""";

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private TestClient client;

    @BeforeEach
    void client() {
        client = new TestClient(SERVICE.emulator());
        client.delete("/v1/configs/templates/invoice");
    }

    private static void create(TestClient client) {
        assertThat(client.send(
                                "POST",
                                "/v1/configs/templates",
                                INVOICE.getBytes(StandardCharsets.UTF_8),
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(201);
    }

    private static void sendInvoice(TestClient client, String mediaId) {
        String components =
                """
                [{"type":"header","parameters":[{"type":"document","document":{"id":"%s","filename":"June $1.pdf"}}]},
                 {"type":"body","parameters":[{"type":"text","text":"Anna $1 \\\\"},
                   {"type":"currency","currency":{"fallback_value":"21 €","code":"EUR","amount_1000":21000}},
                   {"type":"text","text":"{{1}}"}]},
                 {"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"stop"}]},
                 {"type":"button","sub_type":"url","index":2,"parameters":[{"type":"text","text":"p/7"}]}]"""
                        .formatted(mediaId);
        TestClient.Response response = client.message(
                "template", "{\"name\":\"invoice\",\"language\":{\"code\":\"en\"},\"components\":" + components + "}");
        assertThat(response.status()).as(response.text()).isEqualTo(200);
    }

    private static JsonNode view(TestClient client) {
        return client.get("/emulator/chats").json().at("/0/messages/0/view");
    }

    @Test
    void aTemplateHasItsWordsAndItsFile() {
        create(client);
        Sample pdf = Sample.good("invoice.pdf");
        String id = client.upload(pdf);
        sendInvoice(client, id);
        JsonNode view = view(client);
        assertThat(view.at("/template/header").asText()).isEmpty();
        assertThat(view.at("/template/body").asText())
                .isEqualTo("Hello Anna $1 \\, you owe 21 €. Thank you, Anna $1 \\! {{1}}");
        assertThat(view.at("/template/footer").asText()).isEqualTo("Roses & Co");
        assertThat(view.at("/template/buttons").toString())
                .isEqualTo(
                        "[{\"type\":\"QUICK_REPLY\",\"text\":\"Paid\",\"payload\":\"Paid\",\"url\":\"\"},"
                                + "{\"type\":\"QUICK_REPLY\",\"text\":\"Stop\",\"payload\":\"stop\",\"url\":\"\"},"
                                + "{\"type\":\"URL\",\"text\":\"Pay now\",\"payload\":\"Pay now\",\"url\":\"https://example.com/p/7\"}]");
        assertThat(view.path("files").toString())
                .isEqualTo("{\"" + id + "\":{\"filename\":\"June $1.pdf\",\"mimeType\":\"application/pdf\",\"size\":"
                        + pdf.bytes().length + "}}");
        client.delete("/v1/configs/templates/invoice");
        client.delete("/" + id);
        assertThat(view(client)).as("as it was").isEqualTo(view);
    }

    @Test
    void itSurvivesARestart(@TempDir Path folder) {
        JsonNode before;
        try (Whatsapp360Emulator first =
                Whatsapp360Emulator.builder().data(folder).start()) {
            create(new TestClient(first));
            sendInvoice(new TestClient(first), new TestClient(first).upload(Sample.good("invoice.pdf")));
            before = view(new TestClient(first));
        }
        try (Whatsapp360Emulator second =
                Whatsapp360Emulator.builder().data(folder).start()) {
            assertThat(before.path("template")).isNotEmpty();
            assertThat(view(new TestClient(second))).isEqualTo(before);
        }
    }

    @Test
    void parametersMayHaveNames() {
        StoredTemplate template = StoredTemplate.of("a", "en", "Hello {{name}}, {{ day }}");
        JsonNode components = EmulatorJson.MAPPER.valueToTree(java.util.List.of(java.util.Map.of(
                "type",
                "BODY",
                "parameters",
                java.util.List.of(
                        java.util.Map.of("type", "text", "parameter_name", "day", "text", "Monday"),
                        java.util.Map.of("type", "text", "parameter_name", "name", "text", "Anna")))));
        assertThat(template.filled(components).path("body").asText()).isEqualTo("Hello Anna, Monday");
    }

    @Test
    void aTemplateThatIsNotKnownHasNoWords() {
        client.message("template", "{\"name\":\"other\",\"language\":{\"code\":\"en\"}}");
        assertThat(view(client).toString()).isEqualTo("{}");
    }

    @Test
    void filesOfHeadersAndCardsAreNamed() {
        String id = client.upload(Sample.good("photo.jpg"));
        client.message(
                "interactive",
                "{\"type\":\"carousel\",\"body\":{\"text\":\"b\"},\"action\":{\"cards\":[{\"header\":{\"type\":\"image\","
                        + "\"image\":{\"id\":\"" + id + "\"}}}]}}");
        assertThat(view(client).path("files").path(id).path("filename").asText())
                .isEqualTo("photo.jpg");
        String other = new TestClient(SERVICE.emulator().baseUrl(), "wrong")
                .get("/" + id)
                .text();
        assertThat(other).contains("Invalid api key");
    }

    @ParameterizedTest
    @CsvSource({
        "2100, 100, 21.00",
        "5, 100, 0.05",
        "7, 1, 7",
        "-150, 100, -1.50",
        "2100, 99,",
        "2100, 0,",
        "2100, -100,",
        "1e400, 100,",
        "21.5, 100,",
        "2100, 100000000000000000000,"
    })
    void anOrderHasItsAmount(String value, String offset, String amount) {
        client.message(
                "interactive",
                ("{\"type\":\"order_details\",\"body\":{\"text\":\"b\"},\"action\":{\"name\":\"review_and_pay\","
                                + "\"parameters\":{\"currency\":\"INR\",\"total_amount\":{\"value\":%s,\"offset\":%s}}}}")
                        .formatted(value, offset));
        assertThat(view(client).toString())
                .isEqualTo(amount == null ? "{}" : "{\"amount\":{\"value\":\"" + amount + "\",\"currency\":\"INR\"}}");
    }

    @Test
    void aCustomersOrderHasItsSum() {
        Chat anna = SERVICE.emulator().chat(TestClient.NUMBER);
        String item = "{\"product_retailer_id\":\"a\",\"quantity\":%s,\"item_price\":%s,\"currency\":\"%s\"}";
        anna.writesJson("{\"type\":\"order\",\"order\":{\"product_items\":[" + item.formatted("2", "10.5", "EUR") + ","
                + item.formatted("\"1\"", "\"3\"", "EUR") + "]}}");
        assertThat(view(client).toString()).isEqualTo("{\"amount\":{\"value\":\"24.0\",\"currency\":\"EUR\"}}");
        anna.writesJson("{\"type\":\"order\",\"order\":{\"product_items\":[" + item.formatted("2", "10.5", "EUR") + ","
                + item.formatted("1", "3", "USD") + "]}}");
        assertThat(client.get("/emulator/chats").json().at("/0/messages/1/view").toString())
                .isEqualTo("{}");
    }
}
