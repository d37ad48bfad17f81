package io.github.whatsapp360.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.MessageStatus.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that a route reads from a status, and the order of statuses. */
class MessageStatusTest {

    private static final String GROUP = "Y2FwaV9ncm91cDoxMjM0NTY3ODkwZD";

    @ParameterizedTest
    @CsvSource({
        "sent, SENT",
        "delivered, DELIVERED",
        "read, READ",
        "played, PLAYED",
        "failed, FAILED",
        "DELIVERED, DELIVERED",
        "deleted, OTHER",
        "warning, OTHER",
        "'', OTHER",
    })
    void aWordIsAState(String word, State state) {
        MessageStatus status = status("a:" + word).get(0);
        assertThat(status.status()).isEqualTo(word);
        assertThat(status.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "sent,      SENT",
        "delivered, SENT DELIVERED",
        "read,      SENT DELIVERED READ",
        "played,    SENT DELIVERED READ PLAYED",
        "failed,    ''",
        "deleted,   ''",
    })
    void aMessageHasComeAtLeastSoFar(String word, String reached) {
        MessageStatus status = status("a:" + word).get(0);
        Set<State> states = EnumSet.allOf(State.class);
        states.removeIf(state -> !status.isAtLeast(state));
        assertThat(states.stream().map(State::name).collect(Collectors.joining(" ")))
                .isEqualTo(reached);
    }

    @Test
    void itSaysWhichMessageItIsAbout() {
        MessageStatus status = Payloads.status("status-sent");
        assertThat(status.id()).isEqualTo("wamid.OURS1");
        assertThat(status.callbackData()).isEqualTo("order-7");
        assertThat(status.timestamp()).contains(Instant.parse("2025-11-24T16:00:10Z"));
        assertThat(status.phoneNumberId()).isEqualTo("360000000000001");
        assertThat(status.pricing()).map(Pricing::category).contains("utility");
        assertThat(status.json().at("/conversation/origin/type").asText()).isEqualTo("utility");
        assertThat(status.errors()).isEmpty();
        assertThat(Payloads.status("status-read").callbackData()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "status-sent,              491713920023,            '',                      '',              ''",
        "status-numbers-and-nulls, 491713920023,            '',                      '',              ''",
        "status-user-id,           DE.10000000000000000001, DE.10000000000000000001, '',              Ada Beispiel",
        "status-group,             " + GROUP + ",           '',                      " + GROUP + ",   Ada Beispiel",
        "on-premise-status,        491713920023,            '',                      '',              ''",
    })
    void itSaysToWhomTheMessageWent(String payload, String recipient, String userId, String group, String name) {
        MessageStatus status = Payloads.status(payload);
        assertThat(status.recipient()).isEqualTo(recipient);
        assertThat(status.userId()).isEqualTo(userId);
        assertThat(status.groupId()).isEqualTo(group);
        assertThat(status.contactName()).isEqualTo(name);
    }

    @Test
    void inAGroupEachParticipantHasAStatus() {
        List<MessageStatus> statuses = Payloads.events("status-group").stream()
                .map(MessageStatus.class::cast)
                .toList();
        assertThat(statuses).extracting(MessageStatus::participant).containsExactly("491713920023", "491713920024");
        assertThat(statuses).extracting(MessageStatus::contactName).containsExactly("Ada Beispiel", "Bo");
        assertThat(statuses).extracting(MessageStatus::key).doesNotHaveDuplicates();
    }

    @Test
    void aFailureSaysWhy() {
        assertThat(Payloads.status("status-failed").errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).hasValue(131053);
            assertThat(error.details()).isEqualTo("Unsupported video codec");
            assertThat(error.json().path("href").asText()).startsWith("https://developers.facebook.com/");
        });
        assertThat(Payloads.status("on-premise-status-failed").errors())
                .extracting(EventError::code)
                .containsExactly(OptionalInt.of(470));
        assertThat(Payloads.status("status-numbers-and-nulls").errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a:sent a:delivered a:read,             a:sent a:delivered a:read",
        "a:read a:delivered a:sent,             a:sent a:delivered a:read",
        "a:delivered b:read a:sent b:sent,      a:sent b:sent a:delivered b:read",
        "a:played a:failed a:sent,              a:sent a:failed a:played",
        "a:failed a:sent,                       a:failed a:sent",
        "a:deleted a:delivered a:x a:sent,      a:deleted a:sent a:x a:delivered",
        "a:read a:read a:sent a:sent,           a:sent a:sent a:read a:read",
        ":read :sent,                           :read :sent",
        "b:read a:read,                         b:read a:read",
    })
    void theStepsOfAMessageComeInTheirOrder(String came, String told) {
        assertThat(status(came).stream()
                        .map(status -> status.id() + ":" + status.status())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(told);
    }

    @Test
    void equalStepsStayInTheirOrder() {
        List<WebhookEvent> events = WebhookJson.read(
                utf8(
                        "{'statuses':[{'id':'a','status':'read','n':1},{'id':'a','status':'sent','n':2},{'id':'a','status':'sent','n':3}]}"));
        assertThat(events).extracting(event -> event.json().path("n").asInt()).containsExactly(2, 3, 1);
    }

    @ParameterizedTest
    @CsvSource({"a:sent, a/sent", "a:, ''", ":sent, ''"})
    void theKeyIsMessageAndStatus(String came, String key) {
        assertThat(status(came).get(0).key().orElse("")).isEqualTo(key);
    }

    /** {@code "a:sent b:read"} as a payload. */
    private static List<MessageStatus> status(String statuses) {
        String json = Arrays.stream(statuses.split(" "))
                .map(status -> status.split(":", 2))
                .map(parts -> "{'id':'%s','status':'%s'}".formatted(parts[0], parts[1]))
                .collect(Collectors.joining(",", "{'statuses':[", "]}"));
        return WebhookJson.read(utf8(json)).stream()
                .map(MessageStatus.class::cast)
                .toList();
    }

    private static byte[] utf8(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
