package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store can keep the answer to a message as JSON. */
class SentMessageTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final SentMessage SENT =
            SentMessage.of("wamid.1", "4915112345678").withWaId("4915112345679").withCallbackData("é");

    @Test
    void itsJsonIsReadAgain() throws Exception {
        SentMessage copy = MAPPER.readValue(MAPPER.writeValueAsString(SENT), SentMessage.class);
        assertThat(copy).isEqualTo(SENT).hasSameHashCodeAs(SENT);
        assertThat(copy.status()).isEqualTo("accepted");
        assertThat(copy.withStatus("read")).isNotEqualTo(SENT);
    }

    @Test
    void theJsonOfALaterVersionIsRead() throws Exception {
        ObjectNode json = MAPPER.valueToTree(SENT);
        assertThat(MAPPER.treeToValue(json.put("cost", 7), SentMessage.class)).isEqualTo(SENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "to", "waId", "status", "callbackData"})
    void noFieldMayBeMissing(String field) {
        ObjectNode json = MAPPER.valueToTree(SENT);
        json.remove(field);
        assertThatThrownBy(() -> MAPPER.treeToValue(json, SentMessage.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining(field);
    }
}
