package io.github.whatsapp360.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** JSON helpers for all hostings. */
final class JsonBody {

    private JsonBody() {}

    static HttpEntity of(ObjectNode json, ObjectMapper mapper) {
        try {
            return new ByteArrayEntity(mapper.writeValueAsBytes(json), ContentType.APPLICATION_JSON);
        } catch (JsonProcessingException e) {
            throw new InvalidMessageException(new Problem("body", "cannot be written as JSON"), e);
        }
    }

    /** Sets a field if the JSON does not have it. */
    static void fillIn(ObjectNode json, String field, String value) {
        if (!json.hasNonNull(field)) {
            json.put(field, value);
        }
    }

    /** Returns the text of a field, or its number as text; empty if there is none. */
    static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
    }

    /**
     * Returns true if the answer reports success: {@code {"success":true}}, {@code null} or no body; empty if it does
     * not.
     */
    static Optional<Boolean> done(JsonNode answer) {
        return Optional.of(answer.path("success").asBoolean(true)).filter(success -> success);
    }

    /** Returns the sent message from the answer; empty if the answer has no message ID. */
    static Optional<SentMessage> sent(JsonNode answer, OutgoingMessage message) {
        JsonNode sent = answer.path("messages").path(0);
        String status = text(sent, "message_status").orElse("accepted");
        String waId = text(answer.path("contacts").path(0), "wa_id").orElse("").trim();
        return text(sent, "id").map(id -> SentMessage.of(id, message.to())
                .withWaId(waId)
                .withStatus(status)
                .withCallbackData(message.callbackData()));
    }
}
