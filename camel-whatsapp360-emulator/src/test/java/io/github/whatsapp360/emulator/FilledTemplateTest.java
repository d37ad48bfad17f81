package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.model.ChatMessage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Template messages are shown as their recipients read them. */
class FilledTemplateTest {

    private static final String ORDER =
            """
            {"name":"order","language":"en","category":"UTILITY","components":[
              {"type":"HEADER","format":"TEXT","text":"Order {{1}}"},
              {"type":"BODY","text":"Hello {{1}}, {{2}} is due on {{ 3 }}, {{1}}. {{9}}"},
              {"type":"FOOTER","text":"Example Ltd."},
              {"type":"BUTTONS","buttons":[
                {"type":"QUICK_REPLY","text":"Stop"},{"type":"QUICK_REPLY","text":"Go on"},
                {"type":"URL","text":"Track","url":"https://example.com/{{1}}"},
                {"type":"COPY_CODE","example":"X"},{"type":"PHONE_NUMBER","text":"Call","phone_number":"4930901820"}]}]}""";

    private static final String MESSAGE =
            """
            {"name":"order","language":{"code":"en"},"components":[
              {"type":"Header","parameters":[{"type":"text","text":"$1\\\\"}]},
              {"type":"body","parameters":[{"type":"text","text":"Anna {{2}}"},
                {"type":"currency","currency":{"fallback_value":"€100.99","code":"EUR","amount_1000":100990}},
                {"type":"date_time","date_time":{"fallback_value":"1 March"}},{"type":"text","text":"unused"}]},
              {"type":"button","sub_type":"quick_reply","index":0,"parameters":[{"type":"payload","payload":"stop-1"}]},
              {"type":"button","sub_type":"url","index":"2","parameters":[{"type":"text","text":"4711"}]},
              {"type":"button","sub_type":"copy_code","index":"3","parameters":[{"type":"coupon_code","coupon_code":"25OFF"}]}]}""";

    @TempDir
    private Path folder;

    private Whatsapp360Emulator emulator;
    private TestClient client;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder().data(folder).start();
        client = new TestClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private Response configure(String method, String path, String json) {
        return client.send(
                method,
                "/v1/configs/templates" + path,
                json.getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json");
    }

    private JsonNode shown() {
        return new TestClient(emulator).get("/emulator/chats").json().at("/0/messages/0");
    }

    @Test
    void valuesStandInTheirGaps() {
        client.message("template", MESSAGE.replace("order", "other"));
        assertThat(shown().path("view")).as("unknown to the emulator").isEmpty();
        emulator.reset();
        configure("POST", "", ORDER.replace(" {{9}}", " {{4}}"));
        assertThat(client.message("template", MESSAGE.replace("unused", "Bye.")).status())
                .isEqualTo(200);
        JsonNode template = shown().at("/view/template");
        assertThat(template.path("header").asText()).isEqualTo("Order $1\\");
        assertThat(template.path("body").asText())
                .isEqualTo("Hello Anna {{2}}, €100.99 is due on 1 March, Anna {{2}}. Bye.");
        assertThat(template.path("footer").asText()).isEqualTo("Example Ltd.");
        assertThat(template.path("buttons").toString())
                .isEqualTo(
                        "[{\"type\":\"QUICK_REPLY\",\"text\":\"Stop\",\"payload\":\"stop-1\",\"url\":\"\"},"
                                + "{\"type\":\"QUICK_REPLY\",\"text\":\"Go on\",\"payload\":\"Go on\",\"url\":\"\"},"
                                + "{\"type\":\"URL\",\"text\":\"Track\",\"payload\":\"Track\",\"url\":\"https://example.com/4711\"},"
                                + "{\"type\":\"COPY_CODE\",\"text\":\"\",\"payload\":\"\",\"url\":\"\",\"code\":\"25OFF\"},"
                                + "{\"type\":\"PHONE_NUMBER\",\"text\":\"Call\",\"payload\":\"Call\",\"url\":\"\",\"phone\":\"4930901820\"}]");
    }

    @Test
    void aGapWithoutValueStays() {
        configure("POST", "", ORDER);
        client.message("template", MESSAGE);
        assertThat(shown().at("/view/template/body").asText()).endsWith(", Anna {{2}}. {{9}}");
    }

    @Test
    void aMessageKeepsTheTextThatItCameWith() {
        configure("POST", "", ORDER);
        client.message("template", MESSAGE);
        JsonNode before = shown();
        configure("DELETE", "/order", "");
        assertThat(shown()).isEqualTo(before);
        emulator.close();
        emulator = Whatsapp360Emulator.builder().data(folder).start();
        assertThat(shown()).isEqualTo(before);
    }

    @Test
    void aQuickReplyIsTappedByItsText() {
        configure("POST", "", ORDER);
        client.message("template", MESSAGE);
        Chat anna = emulator.chat(TestClient.NUMBER);
        ChatMessage message = anna.messages().get(0);
        assertThat(anna.taps(message, "Stop").path("button").toString())
                .isEqualTo("{\"payload\":\"stop-1\",\"text\":\"Stop\"}");
        JsonNode other = anna.taps(message, "Go on");
        assertThat(other.path("button").toString()).isEqualTo("{\"payload\":\"Go on\",\"text\":\"Go on\"}");
        assertThat(other.at("/context/id").asText()).isEqualTo(message.id());
        assertThatIllegalArgumentException().isThrownBy(() -> anna.taps(message, "Track"));
    }

    @Test
    void filesInsideOfAMessageAreToldOf() {
        Sample invoice = Sample.good("invoice.pdf");
        String id = client.upload(invoice);
        String header = "{\"type\":\"header\",\"parameters\":[{\"type\":\"document\",\"document\":{\"id\":\"" + id
                + "\",\"filename\":\"Invoice 1.pdf\"}}]}";
        client.message(
                "template", "{\"name\":\"invoice\",\"language\":{\"code\":\"en\"},\"components\":[" + header + "]}");
        JsonNode message = shown();
        assertThat(message.at("/view/files").toString())
                .isEqualTo("{\"" + id + "\":{\"filename\":\"Invoice 1.pdf\",\"mimeType\":\"application/pdf\",\"size\":"
                        + invoice.bytes().length + "}}");
        String encoded = URLEncoder.encode(message.path("id").asText(), StandardCharsets.UTF_8);
        assertThat(client.get("/emulator/media/" + id + "?message=" + encoded).headers())
                .containsEntry("content-disposition", "attachment; filename*=UTF-8''Invoice%201.pdf");
        emulator.close();
        emulator = Whatsapp360Emulator.builder().data(folder).start();
        assertThat(shown()).isEqualTo(message);
    }
}
