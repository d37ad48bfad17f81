package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {

    private static final String USER = "US.13491208655302741918";
    private static final String GROUP = "Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD";

    @ParameterizedTest
    @CsvSource({
        "4915112345678, NUMBER",
        "+49 (151) 123-45.678, NUMBER",
        USER + ", USER",
        "US.ENT.11815799212886844830, USER",
        "DE.a, USER",
        "de.13491208655302741918, OTHER",
        "USA.13491208655302741918, OTHER",
        "US., OTHER",
        "US.1349 1208, OTHER",
        GROUP + ", GROUP",
        "Y2FwaV9ncm91cDo, OTHER",
        "120363404694233820@g.us, OTHER",
        "'', OTHER",
        "Erika, OTHER"
    })
    void theFormTellsWhoItIs(String to, Recipient recipient) {
        assertThat(Recipient.of(to)).isEqualTo(recipient);
    }

    @Test
    void aUserIdHasUpTo128Characters() {
        assertThat(Recipient.of("US." + "a".repeat(128))).isEqualTo(Recipient.USER);
        assertThat(Recipient.of("US." + "a".repeat(129))).isEqualTo(Recipient.OTHER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+49 151 12345678 | {'to':'+49 151 12345678'}",
                USER + " | {'recipient':'" + USER + "'}",
                GROUP + " | {'to':'" + GROUP + "','recipient_type':'group'}",
            })
    void eachGoesIntoItsField(String to, String quoted) throws Exception {
        ObjectNode expected = (ObjectNode) new ObjectMapper().readTree(quoted.replace('\'', '"'));
        expected.put("type", "text").putObject("text").put("body", "hi");
        OutgoingMessage message = OutgoingMessage.text("hi").withTo(to);
        assertThat((JsonNode) MessageJson.write(message)).isEqualTo(expected);
        assertThat(MessageJson.read(expected)).isEqualTo(message);
        assertThat(MessageRules.problems(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'to':'" + USER + "'}",
                "{'to':'" + USER + "','recipient':'" + USER + "'}",
                "{'to':'49151','recipient':'" + USER + "'}",
                "{'to':'','recipient':'" + USER + "'}",
                "{'to':null,'recipient':'" + USER + "'}",
                "{'recipient':'4915112345678'}",
                "{'recipient':7,'recipient_type':[]}",
                "{'to':'" + GROUP + "'}",
                "{'to':'" + GROUP + "','recipient_type':'individual'}",
                "{'to':'" + GROUP + "','recipient_type':{}}",
                "{'to':'" + GROUP + "','type':'recipient_type','recipient_type':{'a':1}}",
                "{'to':'49151','recipient_type':'group'}",
                "{'to':4915112345678}",
                "{'recipient':'" + USER + "','type':'recipient'}",
            })
    void mixedUpFieldsAreKeptAsTheyCame(String quoted) throws Exception {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(quoted.replace('\'', '"'));
        assertThat((JsonNode) MessageJson.write(MessageJson.read(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({USER + ", to, recipient", GROUP + ", recipient_type, group"})
    void anIdInTheWrongFieldIsRefused(String to, String field, String words) {
        ObjectNode json = MessageJson.write(OutgoingMessage.text("hi").withTo("49151"));
        json.put("to", to);
        assertThat(MessageRules.problems(MessageJson.read(json)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.text()).contains(words).doesNotContain(to);
                });
    }

    @Test
    void aNumberMayBeANumberInJson() {
        ObjectNode json = MessageJson.write(OutgoingMessage.text("hi"));
        json.put("to", 4915112345678L);
        OutgoingMessage message = MessageJson.read(json);
        assertThat(message.to()).isEqualTo("4915112345678");
        assertThat(MessageRules.problems(message)).isEmpty();
        assertThat(MessageJson.write(message.withTo("49170111222")).get("to").textValue())
                .isEqualTo("49170111222");
    }

    @Test
    void anotherRecipientReplacesTheOneInTheJson() {
        ObjectNode json = MessageJson.write(OutgoingMessage.text("hi"));
        json.put("recipient", "Erika");
        OutgoingMessage message = MessageJson.read(json).withTo("4915112345678");
        assertThat(MessageJson.write(message).has("recipient")).isFalse();
        assertThat(MessageRules.problems(message).stream().map(Problem::field)).isEmpty();
    }
}
