package io.github.whatsapp360.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Objects;

/**
 * The JSON form of {@link OutgoingMessage}.
 *
 * <p>Reading loses no data: a field that is unknown, or does not have the expected JSON type, stays in
 * {@code unknownFields}.
 */
public final class MessageJson {

    private static final String GROUP = "group";

    private MessageJson() {}

    /** Writes the fields of the message. The classes of the API add fields that the API requires. */
    public static ObjectNode write(OutgoingMessage message) {
        Objects.requireNonNull(message, "message");
        Recipient recipient = Recipient.of(message.to());
        return new Json()
                .text(recipient == Recipient.USER ? "recipient" : "to", message.to())
                .text("recipient_type", recipient == Recipient.GROUP ? GROUP : "")
                .text("type", message.content().type())
                .node(message.content().type(), write(message.content()))
                .textIn("context", "message_id", message.replyTo())
                .text("biz_opaque_callback_data", message.callbackData())
                .text("recipient_identity_key_hash", message.identityKeyHash())
                .unknownFields(message.unknownFields());
    }

    /** Reads a JSON object. Missing fields are empty in the message. */
    public static OutgoingMessage read(ObjectNode json) {
        Objects.requireNonNull(json, "json");
        JsonFields fields = JsonFields.of(json);
        String to = readTo(fields);
        String type = fields.text("type");
        JsonNode content = type.isEmpty() ? MissingNode.getInstance() : fields.take(type);
        String replyTo = fields.textIn("context", "message_id");
        String callbackData = fields.textOrNumber("biz_opaque_callback_data");
        String identity = fields.text("recipient_identity_key_hash");
        return new OutgoingMessage(to, readContent(type, content), replyTo, callbackData, identity, fields.rest());
    }

    /**
     * Reads the recipient, but only from the field to which {@link #write} writes it. Other JSON stays in the unknown
     * fields.
     */
    private static String readTo(JsonFields fields) {
        JsonNode to = fields.peek("to").orElse(MissingNode.getInstance());
        Recipient recipient = Recipient.of(to.asText());
        if (recipient == Recipient.USER) {
            return "";
        }
        if (recipient == Recipient.GROUP) {
            JsonNode type = fields.peek("recipient_type").orElse(MissingNode.getInstance());
            if (type.isMissingNode()) {
                return "";
            }
            if (type.isTextual() && type.textValue().equals(GROUP)) {
                fields.take("recipient_type");
            }
        }
        JsonNode user = fields.peek("recipient").orElse(MissingNode.getInstance());
        boolean byUser = to.isMissingNode() && user.isTextual() && Recipient.of(user.textValue()) == Recipient.USER;
        return byUser ? fields.text("recipient") : fields.textOrNumber("to");
    }

    /** Writes the object that stands under the type. */
    static JsonNode write(Content content) {
        return ContentType.of(content).map(type -> type.write(content)).orElseGet(() -> ((UnknownContent) content)
                .json());
    }

    /** Reads the content of a type. JSON that does not have the documented form is kept as {@link UnknownContent}. */
    static Content readContent(String type, JsonNode json) {
        return ContentType.ofWord(type)
                .flatMap(known -> known.read(json))
                .orElseGet(() -> new UnknownContent(type, json));
    }

    /** A serializer that writes messages with any ObjectMapper and any of its settings. */
    static final class Serializer extends JsonSerializer<OutgoingMessage> {
        @Override
        public void serialize(OutgoingMessage message, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            write(message).serialize(out, provider);
        }
    }

    /** A deserializer that reads messages with any ObjectMapper and any of its settings. */
    static final class Deserializer extends JsonDeserializer<OutgoingMessage> {
        @Override
        public OutgoingMessage deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(in);
            if (tree instanceof ObjectNode object) {
                return read(object);
            }
            return context.reportInputMismatch(OutgoingMessage.class, "a message is a JSON object");
        }
    }
}
