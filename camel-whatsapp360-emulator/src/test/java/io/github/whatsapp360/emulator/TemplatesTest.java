package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.whatsapp360.emulator.TestClient.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Template messages are refused if their template does not exist. */
class TemplatesTest {

    private static final String PATH = "/v1/configs/templates";

    private Whatsapp360Emulator emulator;
    private TestClient client;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder()
                .template("order_ready", "en", "Hello {{1}}, your order {{2}} is ready, {{1}}.")
                .start();
        client = new TestClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private Response create(String json) {
        return client.send("POST", PATH, json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    private static String body(int count) {
        return "{\"type\":\"body\",\"parameters\":["
                + "{\"type\":\"text\",\"text\":\"x\"},".repeat(count).replaceAll(",$", "") + "]}";
    }

    private Response send(String name, String language, String... components) {
        return client.message(
                "template",
                "{\"name\":\"" + name + "\",\"language\":{\"code\":\"" + language + "\"},\"components\":["
                        + String.join(",", components) + "]}");
    }

    @Test
    void aKnownTemplateWithItsParametersIsAccepted() {
        assertThat(send("order_ready", "en", body(2)).status()).isEqualTo(200);
        assertThat(emulator.messages().get(0).type()).isEqualTo("template");
    }

    @Test
    void unknownTemplatesAndLanguagesAreRefused() {
        Response refused = send("order_ready", "de", body(2));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo(132001);
        assertThat(refused.message()).isEqualTo("(#132001) Template name does not exist in the translation");
        assertThat(refused.details()).isEqualTo("template name (order_ready) does not exist in de");
        assertThat(send("other", "en", body(2)).code()).isEqualTo(132001);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void wrongNumbersOfParametersAreRefused(int count) {
        Response refused = send("order_ready", "en", body(count));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(132000);
        assertThat(refused.details())
                .isEqualTo("body: number of localizable_params (" + count
                        + ") does not match the expected number of params (2)");
    }

    @Test
    void templatesAreCreatedListedAndDeleted() {
        Response created = create("{\"name\":\"invoice\",\"language\":\"de\",\"category\":\"UTILITY\",\"components\":["
                + "{\"type\":\"HEADER\",\"format\":\"DOCUMENT\"},{\"type\":\"BODY\",\"text\":\"Hier ist sie.\"}]}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("status").asText()).isEqualTo("approved");
        assertThat(create("{\"name\":\"invoice\",\"language\":\"de\",\"components\":[]}")
                        .status())
                .isEqualTo(409);
        emulator.reset();
        assertThat(client.get(PATH).json().path("waba_templates"))
                .as("a reset keeps them")
                .hasSize(2);
        assertThat(client.delete(PATH + "/order_ready").text())
                .isEqualTo("{\"meta\":{\"developer_message\":\"template name=order_ready was deleted\","
                        + "\"http_code\":200,\"success\":true}}");
        assertThat(client.delete(PATH + "/order_ready").status()).isEqualTo(404);
        assertThat(client.delete(PATH + "/invoice").status()).isEqualTo(200);
        assertThat(send("invoice", "de").status()).as("there is none left").isEqualTo(200);
        emulator.reset();
        assertThat(send("invoice", "de").status()).isEqualTo(200);
        create("{\"name\":\"other\",\"language\":\"de\",\"components\":[]}");
        emulator.reset();
        assertThat(send("invoice", "de").code()).as("there is one again").isEqualTo(132001);
    }

    @Test
    void aHeaderHasTheFileThatItsFormatWants() {
        create(
                "{\"name\":\"invoice\",\"language\":\"de\",\"components\":[{\"type\":\"HEADER\",\"format\":\"DOCUMENT\"}]}");
        String id = client.upload(Sample.good("invoice.pdf"));
        String header = "{\"type\":\"header\",\"parameters\":[{\"type\":\"%s\",\"%s\":{%s}}]}";
        assertThat(send("invoice", "de", header.formatted("document", "document", "\"id\":\"" + id + "\""))
                        .status())
                .isEqualTo(200);
        Response mismatch = send("invoice", "de", header.formatted("text", "text", ""));
        assertThat(mismatch.code()).isEqualTo(132012);
        assertThat(mismatch.details()).isEqualTo("header: Format mismatch, expected DOCUMENT, received TEXT");
        assertThat(send("invoice", "de").code()).isEqualTo(132000);
        assertThat(send("invoice", "de", header.formatted("document", "document", "\"id\":\"1\""))
                        .message())
                .contains("is not a valid whatsapp business account media attachment ID");
    }

    @Test
    void aHeaderHasThePlaceThatItsFormatWants() {
        create(
                "{\"name\":\"here\",\"language\":\"de\",\"components\":[{\"type\":\"HEADER\",\"format\":\"LOCATION\"}]}");
        String header =
                "{\"type\":\"header\",\"parameters\":[{\"type\":\"%s\",\"%s\":{\"latitude\":53.5,\"longitude\":10}}]}";
        assertThat(send("here", "de", header.formatted("location", "location")).status())
                .isEqualTo(200);
        assertThat(send("here", "de", header.formatted("text", "text")).details())
                .isEqualTo("header: Format mismatch, expected LOCATION, received TEXT");
        assertThat(send("here", "de").code()).isEqualTo(132000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"Big\",\"language\":\"de\",\"components\":[]}",
                "{\"name\":\"a\",\"components\":[]}"
            })
    void whatIsNoTemplateIsRefused(String json) {
        assertThat(create(json).status()).isEqualTo(400);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Whatsapp360Emulator.builder().template(json));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Whatsapp360Emulator.builder().template("Not a name", "de", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{"})
    void aTemplateIsAJsonObject(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Whatsapp360Emulator.builder().template(json))
                .withMessage("A template is a JSON object");
    }

    @Test
    void theBuilderTakesATemplateWithAFileAsItsHeader() {
        try (Whatsapp360Emulator builtWithIt = Whatsapp360Emulator.builder()
                .template(
                        """
                        {"name": "invoice", "language": "de", "components": [
                          {"type": "HEADER", "format": "DOCUMENT"},
                          {"type": "BODY", "text": "Hallo {{1}}"}
                        ]}""")
                .start()) {
            client = new TestClient(builtWithIt);
            String id = client.upload(Sample.good("invoice.pdf"));
            String header =
                    "{\"type\":\"header\",\"parameters\":[{\"type\":\"document\",\"document\":{\"id\":\"%s\"}}]}";
            assertThat(send("invoice", "de", header.formatted(id), body(1)).status())
                    .isEqualTo(200);
            assertThat(send("invoice", "de", body(1)).code()).isEqualTo(132000);
        }
    }

    @Test
    void withoutTemplatesAnyNameWillDo() {
        try (Whatsapp360Emulator without = Whatsapp360Emulator.start()) {
            client = new TestClient(without);
            assertThat(send("other", "en", body(7)).status()).isEqualTo(200);
        }
    }
}
