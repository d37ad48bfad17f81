package io.github.whatsapp360.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid and invalid payloads, and the events from parts that do not have the documented form. */
class WebhookJsonTest {

    private static final String NUMBER = "491713920023";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no JSON " + NUMBER,
                "<html>" + NUMBER + "</html>",
                "null",
                "true",
                "\"" + NUMBER + "\"",
                NUMBER,
                "[]",
                "[{\"messages\":[]}]",
                "{}",
                "{\"object\":\"whatsapp_business_account\"}",
                "{\"entry\":null}",
                "{\"entry\":{\"id\":\"" + NUMBER + "\"}}",
                "{\"messages\":\"" + NUMBER + "\"}",
                "{\"messages\":null,\"statuses\":{}}",
                "{\"contacts\":[]}",
                "{\"entry\":[",
                "{\"entry\":[]}x",
                "{\"entry\":[]}{\"entry\":[]}",
                "{\"entry\":[NaN]}",
                "{'entry':[]}",
                "{\"entry\":[],}",
                "{\"entry\":[\"\u0001\"]}",
                "{\"entry\":[01]}",
                "{\"entry\":[]} // " + NUMBER,
            })
    void whatIsNoPayloadIsRefused(String payload) {
        assertThatExceptionOfType(InvalidWebhookException.class)
                .isThrownBy(() -> WebhookJson.read(payload.getBytes(UTF_8)))
                .withMessageStartingWith("not ")
                .withMessageNotContaining("91713")
                .withNoCause();
    }

    @Test
    void bytesThatAreNoCharactersAreRefused() {
        byte[] payload = "{\"messages\":[{\"id\":\"é\"}]}".getBytes(ISO_8859_1);
        assertThatExceptionOfType(InvalidWebhookException.class).isThrownBy(() -> WebhookJson.read(payload));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 100_000})
    void whatIsNestedTooDeepIsRefused(int depth) {
        String payload = "{\"messages\":[" + "[".repeat(depth) + "]".repeat(depth) + "]}";
        assertThatExceptionOfType(InvalidWebhookException.class)
                .isThrownBy(() -> WebhookJson.read(payload.getBytes(UTF_8)));
    }

    @Test
    void aLongNumberIsRefusedAndAWideOneHarmless() {
        String tooLong = "{\"messages\":[{\"timestamp\":" + "9".repeat(1_001) + "}]}";
        assertThatExceptionOfType(InvalidWebhookException.class)
                .isThrownBy(() -> WebhookJson.read(tooLong.getBytes(UTF_8)));
        InboundMessage wide = message(
                "{\"timestamp\":1e999999999,\"id\":1e-999999999,\"errors\":[{\"code\":1e99},{\"code\":9999999999}]}");
        assertThat(wide.timestamp()).isEmpty();
        assertThat(wide.id()).isNotEmpty();
        assertThat(wide.errors())
                .extracting(EventError::code)
                .containsExactly(OptionalInt.empty(), OptionalInt.empty());
    }

    /** The payload that the button "Test" of Meta's app dashboard sends. */
    @ParameterizedTest
    @ValueSource(strings = {"messages", "account_update", ""})
    void aChangeAloneIsReadToo(String field) {
        String value = field.equals("messages")
                ? "{\"metadata\":{\"phone_number_id\":\"7\"},\"messages\":[{\"id\":\"wamid.1\"}]}"
                : "{\"event\":\"x\"}";
        WebhookEvent event = WebhookJson.read(("{\"field\":\"" + field + "\",\"value\":" + value + "}").getBytes(UTF_8))
                .get(0);

        assertThat(event.field()).isEqualTo(field);
        assertThat(event).isInstanceOf(field.equals("messages") ? InboundMessage.class : AccountEvent.class);
        assertThat(event.phoneNumberId()).isEqualTo(field.equals("messages") ? "7" : "");
        assertThat(WebhookJson.read(event.envelope())).containsExactly(event);
    }

    @Test
    void nothingAtAllIsRefusedToo() {
        assertThatExceptionOfType(InvalidWebhookException.class)
                .isThrownBy(() -> WebhookJson.read(MissingNode.getInstance()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE"})
    void jsonMayBeInAnyUnicodeEncoding(String charset) {
        byte[] payload = "{\"messages\":[{\"id\":\"é😀\"}]}".getBytes(Charset.forName(charset));
        assertThat(WebhookJson.read(payload))
                .extracting(WebhookEvent::key)
                .first()
                .hasToString("Optional[é😀]");
        assertThat(WebhookJson.read(("\ufeff{\"entry\":[]}").getBytes(UTF_8))).isEmpty();
        assertThat(WebhookJson.read(("\ufeff{\"entry\":[]}").getBytes(UTF_16BE)))
                .isEmpty();
    }

    @Test
    void ofTwoFieldsWithOneNameTheLastCounts() {
        assertThat(message("{\"id\":\"a\",\"id\":\"b\"}").id()).isEqualTo("b");
    }

    @Test
    void numbersKeepTheirDigits() {
        String json = "{\"a\":1.10,\"b\":123456789012345678901234567890.125,\"c\":1E+400}";
        assertThat(message(json).json()).hasToString(json);
    }

    @Test
    void errorsBesideMessagesAreEvents() {
        AccountEvent event = Payloads.account("errors-only");
        assertThat(event.field()).isEqualTo("errors");
        assertThat(event.phoneNumberId()).isEqualTo("360000000000001");
        assertThat(event.errors()).extracting(EventError::code).containsExactly(OptionalInt.of(131000));
        assertThat(event.errors()).extracting(EventError::json).containsExactly(event.json());
        assertThat(event.key()).isEmpty();
        assertThat(Payloads.account("on-premise-error").errors())
                .extracting(EventError::details)
                .containsExactly("Media is not found");
    }

    @Test
    void anAccountEventIsTheValue() {
        AccountEvent event = Payloads.account("template-status");
        assertThat(event.field()).isEqualTo("message_template_status_update");
        assertThat(event.json().path("event").asText()).isEqualTo("REJECTED");
        assertThat(event.accountId()).isEqualTo("360000000000099");
        assertThat(event.timestamp()).contains(Instant.ofEpochSecond(1764000030));
        assertThat(event.errors()).isEmpty();
        assertThat(Payloads.account("phone-number-quality").displayPhoneNumber())
                .isEqualTo("493023125010");
        assertThat(Payloads.account("user-preferences").contactName()).isEqualTo("Ada Beispiel");
        assertThat(Payloads.account("message-echo").phoneNumberId()).isEqualTo("360000000000001");
    }

    @Test
    void eachEventKnowsItsOwnEntryOnly() {
        List<WebhookEvent> events = Payloads.events("two-entries");
        assertThat(events)
                .extracting(WebhookEvent::accountId)
                .containsExactly("360000000000099", "360000000000099", "360000000000098", "360000000000098");
        assertThat(events)
                .extracting(WebhookEvent::phoneNumberId)
                .containsExactly("360000000000001", "360000000000001", "", "360000000000002");
        Origin origin = events.get(0).origin();
        assertThat(origin.payload()).hasToString("{\"object\":\"whatsapp_business_account\"}");
        assertThat(origin.entry()).hasToString("{\"id\":\"360000000000099\",\"time\":1764000020}");
        assertThat(origin.change())
                .hasToString("{\"field\":\"messages\",\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":"
                        + "{\"display_phone_number\":\"493023125010\",\"phone_number_id\":\"360000000000001\"},"
                        + "\"contacts\":[{\"profile\":{\"name\":\"Ada Beispiel\"},\"wa_id\":\"491713920023\"}]}}");
        assertThat(origin.contact()).isEqualTo(origin.change().at("/value/contacts/0"));
        Origin onPremise = Payloads.message("on-premise-text").origin();
        assertThat(onPremise.payload().at("/contacts/0")).isEqualTo(onPremise.contact());
    }

    static List<IntFunction<JsonNode>> largePayloads() {
        return List.of(WebhookJsonTest::ofManyParts, WebhookJsonTest::ofManyContacts);
    }

    @ParameterizedTest
    @MethodSource("largePayloads")
    void aPayloadOfManySmallPartsIsReadInTimeThatGrowsWithItsSize(IntFunction<JsonNode> payload) {
        JsonNode small = payload.apply(3_000);
        JsonNode large = payload.apply(30_000);
        long ofSmall = Long.MAX_VALUE;
        long ofLarge = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            ofSmall = Math.min(ofSmall, nanosToRead(small, 3_000));
            ofLarge = Math.min(ofLarge, nanosToRead(large, 30_000));
        }
        assertThat((double) ofLarge / ofSmall)
                .as("with ten times the parts; were each compared with each, a hundred")
                .isLessThan(50);
    }

    private static JsonNode ofManyParts(int parts) {
        ObjectNode payload = (ObjectNode) Payloads.json("{}".getBytes(UTF_8));
        for (int i = 0; i < parts; i++) {
            payload.put("f" + i, i);
        }
        ArrayNode changes = payload.putArray("entry").addObject().putArray("changes");
        for (int i = 0; i < parts / 30; i++) {
            changes.addObject().put("field", "f").put("value", i);
        }
        return payload;
    }

    private static JsonNode ofManyContacts(int parts) {
        ObjectNode payload = (ObjectNode) Payloads.json("{\"field\":\"calls\"}".getBytes(UTF_8));
        ObjectNode value = payload.putObject("value");
        ArrayNode contacts = value.putArray("contacts");
        for (int i = 0; i < parts; i++) {
            contacts.addObject();
        }
        ArrayNode calls = value.putArray("calls");
        for (int i = 0; i < parts / 30; i++) {
            calls.addObject().put("from", i);
        }
        return payload;
    }

    /** Of this thread's own time: others may be using the processor too. */
    private static long nanosToRead(JsonNode payload, int parts) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(WebhookJson.read(payload)).hasSize(parts / 30);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }

    @Test
    void morePartsThanTheServiceSendsAreRefused() {
        JsonNode payload = ofManyParts(WebhookJson.MAX_EVENTS * 30 + 30);
        assertThatThrownBy(() -> WebhookJson.read(payload))
                .isInstanceOf(InvalidWebhookException.class)
                .hasMessage("more than 1000 events in one payload");
    }

    @Test
    void newsOfTheAccountAreKnownByTheirTimeAndContent() {
        String payload =
                "{\"entry\":[{\"id\":\"1\"%s,\"changes\":[{\"field\":\"account_update\",\"value\":{\"event\":\"%s\"}}]}]}";
        String first = key(payload.formatted(",\"time\":1764000000", "VERIFIED_ACCOUNT"));
        assertThat(first).matches("account_update/1764000000000/[0-9a-f]{32}");
        assertThat(key(payload.formatted(",\"time\":1764000000", "VERIFIED_ACCOUNT")))
                .isEqualTo(first);
        assertThat(key(payload.formatted(",\"time\":1764000001", "VERIFIED_ACCOUNT")))
                .isNotEqualTo(first);
        assertThat(key(payload.formatted(",\"time\":1764000000", "DISABLED_UPDATE")))
                .isNotEqualTo(first);
        assertThat(key(payload.formatted("", "VERIFIED_ACCOUNT"))).isEmpty();
    }

    @Test
    void eventsOfTwoNumbersAccountsOrFieldsAreTwoEvents() {
        String change =
                "{\"field\":\"%s\",\"value\":{\"metadata\":{\"phone_number_id\":\"%s\"},\"%s\":[{\"wa_id\":\"49\","
                        + "\"id\":\"7\"}]}}";
        String payload = "{\"entry\":[{\"id\":\"%s\",\"time\":1764000000,\"changes\":[%s]}]}";
        List<String> keys = Stream.of(
                        payload.formatted("1", change.formatted("user_preferences", "11", "user_preferences")),
                        payload.formatted("1", change.formatted("user_preferences", "22", "user_preferences")),
                        payload.formatted("2", change.formatted("user_preferences", "11", "user_preferences")),
                        payload.formatted("1", change.formatted("standby", "11", "messages")),
                        payload.formatted("1", change.formatted("calls", "11", "calls")),
                        payload.formatted("1", change.formatted("calls", "11", "statuses")),
                        payload.formatted("1", change.formatted("Field1", "11", "x")),
                        payload.formatted("1", change.formatted("Field2", "11", "x")))
                .map(WebhookJsonTest::key)
                .toList();
        assertThat(keys).doesNotHaveDuplicates().doesNotContain("");
        // a column of Camel's repository for databases
        assertThat(key(payload.formatted("1", change.formatted("a".repeat(40), "11", "x"))))
                .hasSizeLessThanOrEqualTo(100);
    }

    private static String key(String payload) {
        return WebhookJson.read(payload.getBytes(UTF_8)).get(0).key().orElse("");
    }

    @Test
    void whatIsMalformedHarmsNothingElse() {
        List<WebhookEvent> events = Payloads.events("malformed-items");
        assertThat(events).filteredOn(InboundMessage.class::isInstance).hasSize(2);
        assertThat(events.stream().filter(AccountEvent.class::isInstance).map(event -> event.json()
                        .toString()))
                .containsExactly(
                        "7",
                        "{\"id\":\"360000000000099\",\"messaging\":[{\"x\":1}]}",
                        "null",
                        "{\"field\":\"messages\"}",
                        "\"words\"",
                        "null",
                        "\"text\"",
                        "[1]",
                        "{\"id\":\"wamid.OURS1\",\"status\":\"sent\"}");
    }

    @Test
    void bothFormsAreReadShouldTheyComeTogether() {
        assertThat(WebhookJson.read(
                        "{\"entry\":[1],\"statuses\":[{\"id\":\"a\",\"status\":\"sent\"}]}".getBytes(UTF_8)))
                .hasToString("[OtherEvent[?], MessageStatus[sent]]");
    }

    @Test
    void aThousandUpdatesComeInOneRequest() {
        ObjectNode payload = (ObjectNode) Payloads.json(Payloads.bytes("on-premise-text"));
        JsonNode message = payload.at("/messages/0");
        ArrayNode messages = payload.putArray("messages");
        ArrayNode contacts = payload.putArray("contacts");
        for (int i = 0; i < 1000; i++) {
            String sender = String.valueOf(491713920000L + i);
            messages.add(((ObjectNode) message.deepCopy()).put("from", sender).put("id", "wamid." + i));
            contacts.addObject().put("wa_id", sender).putObject("profile").put("name", "N" + i);
        }
        List<WebhookEvent> events = WebhookJson.read(payload);
        assertThat(events).hasSize(1000);
        assertThat(events.get(999).contactName()).isEqualTo("N999");
        assertThat(events).extracting(WebhookEvent::key).doesNotHaveDuplicates();
    }

    private static InboundMessage message(String json) {
        return (InboundMessage) WebhookJson.read(("{\"messages\":[" + json + "]}").getBytes(UTF_8))
                .get(0);
    }

    @Test
    void aNumberThatNobodyCanHoldIsRefused() {
        byte[] payload = "{\"statuses\":[{\"id\":\"1\",\"recipient_id\":4e91713920023}]}".getBytes(UTF_8);
        assertThatExceptionOfType(InvalidWebhookException.class)
                .isThrownBy(() -> WebhookJson.read(payload))
                .withMessageContaining("too large");
    }
}
