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
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.media.MediaKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

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
        Recipient recipient = Recipient.of(message.to());
        return new Json()
                .text(recipient == Recipient.USER ? "recipient" : "to", message.to())
                .text("recipient_type", recipient == Recipient.GROUP ? GROUP : "")
                .text("type", message.content().type())
                .node(message.content().type(), write(message.content()))
                .textIn("context", "message_id", message.replyTo())
                .text("biz_opaque_callback_data", message.callbackData())
                .unknownFields(message.unknownFields());
    }

    /** Reads a JSON object. Missing fields are empty in the message. */
    public static OutgoingMessage read(ObjectNode json) {
        JsonFields fields = JsonFields.of(json);
        String to = readTo(fields);
        String type = fields.text("type");
        JsonNode content = type.isEmpty() ? MissingNode.getInstance() : fields.take(type);
        String replyTo = fields.textIn("context", "message_id");
        String callbackData = fields.textOrNumber("biz_opaque_callback_data");
        return new OutgoingMessage(to, readContent(type, content), replyTo, callbackData, fields.rest());
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

    static JsonNode write(Content content) {
        if (content instanceof Text text) {
            return new Json()
                    .text("body", text.body())
                    .flag("preview_url", text.previewUrl())
                    .unknownFields(text.unknownFields());
        }
        if (content instanceof Media media) {
            return new Json()
                    .text("id", media.id())
                    .text("link", media.link())
                    .textIn("provider", "name", media.provider())
                    .text("caption", media.caption())
                    .text("filename", media.filename())
                    .flag("voice", media.voice())
                    .unknownFields(media.unknownFields());
        }
        if (content instanceof Location location) {
            return new Json()
                    .number("latitude", location.latitude())
                    .number("longitude", location.longitude())
                    .text("name", location.name())
                    .text("address", location.address())
                    .unknownFields(location.unknownFields());
        }
        if (content instanceof Contacts contacts) {
            return ContactsJson.write(contacts);
        }
        if (content instanceof Reaction reaction) {
            return new Json()
                    .text("message_id", reaction.messageId())
                    .node("emoji", TextNode.valueOf(reaction.emoji()))
                    .unknownFields(reaction.unknownFields());
        }
        if (content instanceof Interactive interactive) {
            return InteractiveJson.write(interactive);
        }
        if (content instanceof Template template) {
            return TemplateJson.write(template);
        }
        return ((UnknownContent) content).json();
    }

    /** Reads the content of a type. JSON that does not have the documented form is kept as {@link UnknownContent}. */
    static Content readContent(String type, JsonNode json) {
        Optional<Media> media = readMedia(type, json);
        if (media.isPresent()) {
            return media.get();
        }
        JsonFields fields = JsonFields.of(json);
        if (type.equals("contacts")) {
            List<Contacts.Contact> contacts = JsonFields.list(json, ContactsJson::readContact);
            return contacts.isEmpty() ? new UnknownContent(type, json) : new Contacts(contacts);
        }
        if (!json.isObject()) {
            return new UnknownContent(type, json);
        }
        return switch (type) {
            case "text" -> {
                boolean preview = fields.flag("preview_url");
                yield new Text(fields.text("body"), preview, fields.rest());
            }
            case "location" ->
                new Location(
                        fields.number("latitude"),
                        fields.number("longitude"),
                        fields.text("name"),
                        fields.text("address"),
                        fields.rest());
            case "reaction" ->
                fields.peek("emoji").filter(JsonNode::isTextual).isPresent()
                        ? new Reaction(
                                fields.text("message_id"), fields.take("emoji").textValue(), fields.rest())
                        : new UnknownContent(type, json);
            case "interactive" -> InteractiveJson.read(fields);
            case "template" -> TemplateJson.read(fields);
            default -> new UnknownContent(type, json);
        };
    }

    /** Reads media content; empty if the type is not a kind of media, or if the JSON is not an object. */
    static Optional<Media> readMedia(String type, JsonNode json) {
        return MediaKind.ofType(type).filter(kind -> json.isObject()).map(kind -> {
            JsonFields fields = JsonFields.of(json);
            return new Media(
                    kind,
                    fields.textOrNumber("id"),
                    fields.text("link"),
                    fields.text("caption"),
                    fields.text("filename"),
                    fields.textIn("provider", "name"),
                    fields.flag("voice"),
                    fields.rest());
        });
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
