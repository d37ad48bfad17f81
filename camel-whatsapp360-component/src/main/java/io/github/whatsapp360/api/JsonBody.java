package io.github.whatsapp360.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.media.Problem;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** What the JSON of all hostings has in common. */
final class JsonBody {

    private JsonBody() {}

    static HttpEntity of(ObjectNode json, ObjectMapper mapper) {
        try {
            return new ByteArrayEntity(mapper.writeValueAsBytes(json), ContentType.APPLICATION_JSON);
        } catch (JsonProcessingException e) {
            throw new InvalidMessageException(new Problem("body", "cannot be written as JSON"), e);
        }
    }

    /** Sets a field that the JSON leaves open. */
    static void fillIn(ObjectNode json, String field, String value) {
        if (!json.hasNonNull(field)) {
            json.put(field, value);
        }
    }

    /** The field's text, or its number as text; empty if there is none. */
    static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
    }

    /** The answer to a call that asks for nothing: {@code {"success":true}}, {@code null} or no body at all. */
    static Optional<Boolean> done(JsonNode answer) {
        return Optional.of(answer.path("success").asBoolean(true)).filter(success -> success);
    }

    /** The answer to a message; empty if it does not name one. */
    static Optional<SentMessage> sent(JsonNode answer, OutgoingMessage message) {
        JsonNode sent = answer.path("messages").path(0);
        String status = text(sent, "message_status").orElse("accepted");
        String waId = text(answer.path("contacts").path(0), "wa_id").orElse("").trim();
        return text(sent, "id").map(id -> new SentMessage(id, message.to(), waId, status, message.callbackData()));
    }
}
