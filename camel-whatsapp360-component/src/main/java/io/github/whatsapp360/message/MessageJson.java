package io.github.whatsapp360.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.media.MediaKind;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one place that knows how a {@link Message} is written in JSON.
 *
 * <p>Reading loses nothing: a field that is unknown, or not of the expected JSON type, stays in {@code more}.
 */
public final class MessageJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MessageJson() {}

    /** Writes the fields that the message has; what the API wants besides is the API's business. */
    public static ObjectNode write(Message message) {
        ObjectNode json = NODES.objectNode();
        put(json, "to", message.to());
        put(json, "type", message.content().type());
        JsonNode content = writeContent(message.content());
        if (!content.isMissingNode()) {
            json.set(message.content().type(), content);
        }
        if (!message.replyTo().isEmpty()) {
            json.set("context", NODES.objectNode().put("message_id", message.replyTo()));
        }
        put(json, "biz_opaque_callback_data", message.callbackData());
        json.setAll(message.more());
        return json;
    }

    /** Reads any JSON object; what is missing in it is empty in the message. */
    public static Message read(ObjectNode json) {
        Map<String, JsonNode> rest = fields(json);
        String to = takeText(rest, "to");
        String type = takeText(rest, "type");
        Content content = readContent(type, type.isEmpty() ? null : rest.remove(type));
        String replyTo = "";
        JsonNode context = rest.get("context");
        if (context != null
                && context.size() == 1
                && !context.path("message_id").asText("").isEmpty()
                && context.path("message_id").isTextual()) {
            replyTo = takeText(fields((ObjectNode) rest.remove("context")), "message_id");
        }
        return new Message(to, content, replyTo, takeText(rest, "biz_opaque_callback_data"), rest);
    }

    private static JsonNode writeContent(Content content) {
        ObjectNode json = NODES.objectNode();
        if (content instanceof Text text) {
            put(json, "body", text.body());
            if (text.previewUrl()) {
                json.put("preview_url", true);
            }
            return json.setAll(text.more());
        }
        if (content instanceof Media media) {
            put(json, "id", media.id());
            put(json, "link", media.link());
            put(json, "caption", media.caption());
            put(json, "filename", media.filename());
            return json.setAll(media.more());
        }
        return ((Other) content).json();
    }

    private static Content readContent(String type, JsonNode json) {
        if (json instanceof ObjectNode object) {
            Map<String, JsonNode> rest = fields(object);
            if ("text".equals(type)) {
                boolean preview = rest.get("preview_url") == NODES.booleanNode(true);
                if (preview) {
                    rest.remove("preview_url");
                }
                return new Text(takeText(rest, "body"), preview, rest);
            }
            MediaKind kind = MediaKind.ofType(type).orElse(null);
            if (kind != null) {
                return new Media(
                        kind,
                        takeText(rest, "id"),
                        takeText(rest, "link"),
                        takeText(rest, "caption"),
                        takeText(rest, "filename"),
                        rest);
            }
        }
        return new Other(type, json == null ? MissingNode.getInstance() : json);
    }

    private static Map<String, JsonNode> fields(ObjectNode json) {
        Map<String, JsonNode> fields = new TreeMap<>();
        json.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    /** Takes a field out if it is a text with something in it; an empty one stays where it is, for it means the same. */
    private static String takeText(Map<String, JsonNode> fields, String name) {
        JsonNode value = fields.get(name);
        if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
            return "";
        }
        fields.remove(name);
        return value.textValue();
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    /** Lets any ObjectMapper write a message, whatever its settings. */
    static final class Serializer extends JsonSerializer<Message> {
        @Override
        public void serialize(Message message, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(message).serialize(out, provider);
        }
    }

    /** Lets any ObjectMapper read a message, whatever its settings. */
    static final class Deserializer extends JsonDeserializer<Message> {
        @Override
        public Message deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(in);
            if (tree instanceof ObjectNode object) {
                return read(object);
            }
            return context.reportInputMismatch(Message.class, "a message is a JSON object");
        }
    }
}
