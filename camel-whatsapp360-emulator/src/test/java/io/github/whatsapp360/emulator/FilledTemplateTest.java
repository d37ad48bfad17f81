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

    private JsonNode shown(String template, String message) {
        assertThat(configure("POST", "", template).status()).isBetween(200, 201);
        assertThat(client.message("template", message).status()).isEqualTo(200);
        return newest();
    }

    private JsonNode newest() {
        JsonNode messages =
                new TestClient(emulator).get("/emulator/chats").json().at("/0/messages");
        return messages.path(messages.size() - 1).at("/view/template");
    }

    @Test
    void anOfferHasItsEndAndItsCode() {
        String template =
                """
                {"name":"offer","language":"en","category":"MARKETING","components":[
                  {"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Expiring offer!","has_expiration":true}},
                  {"type":"BODY","text":"Good news, {{1}}!"},
                  {"type":"BUTTONS","buttons":[{"type":"COPY_CODE","example":"X"},
                    {"type":"URL","text":"Book","url":"https://example.com/{{1}}"}]}]}""";
        String message =
                """
                {"name":"offer","language":{"code":"en"},"components":[
                  {"type":"body","parameters":[{"type":"text","text":"Anna"}]},
                  {"type":"limited_time_offer","parameters":[{"type":"limited_time_offer",
                    "limited_time_offer":{"expiration_time_ms":1796083200000}}]},
                  {"type":"button","sub_type":"copy_code","index":0,"parameters":[
                    {"type":"coupon_code","coupon_code":"CARIBE25"}]}]}""";
        JsonNode offer = shown(template, message);
        assertThat(offer.path("offer").toString())
                .isEqualTo("{\"text\":\"Expiring offer!\",\"expires\":\"2026-12-01T00:00:00Z\"}");
        assertThat(offer.at("/buttons/0/code").asText()).isEqualTo("CARIBE25");
        assertThat(client.get("/emulator/messages?words=expiring")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        JsonNode never = shown(
                template.replace("\"offer\"", "\"never\"").replace("true", "false"),
                message.replace("\"offer\"", "\"never\""));
        assertThat(never.path("offer").toString()).isEqualTo("{\"text\":\"Expiring offer!\"}");
        client.message("template", message.replace("1796083200000", "9223372036854775807"));
        assertThat(newest().path("offer").has("expires")).isFalse();
    }

    @Test
    void aCodeHasMetasText() {
        String template =
                """
                {"name":"code","language":"en","category":"AUTHENTICATION","components":[
                  {"type":"BODY","add_security_recommendation":true},{"type":"FOOTER","code_expiration_minutes":5},
                  {"type":"BUTTONS","buttons":[%s]}]}""";
        String message =
                """
                {"name":"code","language":{"code":"en"},"components":[
                  {"type":"body","parameters":[{"type":"text","text":"4711"}]},
                  {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"4711"}]}]}""";
        JsonNode code = shown(template.formatted("{\"type\":\"OTP\",\"otp_type\":\"COPY_CODE\"}"), message);
        assertThat(code.path("body").asText())
                .isEqualTo("*4711* is your verification code. For your security, do not share this code.");
        assertThat(code.path("footer").asText()).isEqualTo("This code expires in 5 minutes.");
        assertThat(code.at("/buttons/0/text").asText()).isEqualTo("Copy code");
        assertThat(code.at("/buttons/0/code").asText()).isEqualTo("4711");
        assertThat(client.get("/v1/configs/templates").text()).contains("*{{1}}* is your verification code.");
        JsonNode listed = shown(
                template.replace("\"code\"", "\"listed\"")
                        .replace("true", "false")
                        .replace("5}", "1}")
                        .formatted("{\"type\":\"URL\",\"text\":\"Copy it\",\"url\":"
                                + "\"https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}\"}"),
                message.replace("\"code\",\"language", "\"listed\",\"language"));
        assertThat(listed.path("body").asText()).isEqualTo("*4711* is your verification code.");
        assertThat(listed.path("footer").asText()).isEqualTo("This code expires in 1 minute.");
        assertThat(listed.at("/buttons/0/type").asText()).isEqualTo("OTP");
        assertThat(listed.at("/buttons/0/text").asText()).isEqualTo("Copy it");
        assertThat(listed.at("/buttons/0/code").asText()).isEqualTo("4711");
    }

    @Test
    void aFlowButtonHasItsFirstScreen() {
        String template =
                """
                {"name":"visit","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Visit"},
                  {"type":"BUTTONS","buttons":[{"type":"FLOW","text":"Book","flow_id":"1","flow_action":"navigate",
                    "navigate_screen":"CHOOSE"}]}]}""";
        String message =
                """
                {"name":"visit","language":{"code":"en"},"components":[{"type":"button","sub_type":"flow","index":"0",
                  "parameters":[{"type":"action","action":{"flow_token":"t1","flow_action_data":{"name":"Anna"}}}]}]}""";
        assertThat(shown(template, message).at("/buttons/0/flow").toString())
                .isEqualTo(
                        "{\"action\":\"navigate\",\"screen\":\"CHOOSE\",\"token\":\"t1\",\"data\":{\"name\":\"Anna\"}}");
        client.message("template", "{\"name\":\"visit\",\"language\":{\"code\":\"en\"}}");
        assertThat(newest().at("/buttons/0/flow").toString())
                .isEqualTo("{\"action\":\"navigate\",\"screen\":\"CHOOSE\",\"token\":\"unused\"}");
    }

    @Test
    void aQuickReplyOfACardIsTappedToo() {
        configure(
                "POST",
                "",
                """
                {"name":"cards","language":"en","category":"MARKETING","components":[{"type":"BODY","text":"Fruit"},
                  {"type":"CAROUSEL","cards":[{"components":[{"type":"BODY","text":"Pears"},
                    {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"More"}]}]}]}]}""");
        client.message(
                "template",
                """
                {"name":"cards","language":{"code":"en"},"components":[{"type":"carousel","cards":[
                  {"card_index":0,"components":[{"type":"button","sub_type":"quick_reply","index":0,
                    "parameters":[{"type":"payload","payload":"more-pears"}]}]}]}]}""");
        Chat anna = emulator.chat(TestClient.NUMBER);
        assertThat(anna.taps(anna.messages().get(0), "More")
                        .at("/button/payload")
                        .asText())
                .isEqualTo("more-pears");
        assertThat(client.get("/emulator/messages?words=pears")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
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
