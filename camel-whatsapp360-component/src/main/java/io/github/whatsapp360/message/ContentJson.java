package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.media.MediaKind;
import java.util.Optional;

/** The JSON forms of the contents that are one flat object. */
final class ContentJson {

    private ContentJson() {}

    static ObjectNode write(Text text) {
        return new Json()
                .text("body", text.body())
                .flag("preview_url", text.previewUrl())
                .unknownFields(text.unknownFields());
    }

    static Text readText(JsonFields fields) {
        boolean preview = fields.flag("preview_url");
        return new Text(fields.text("body"), preview, fields.rest());
    }

    static ObjectNode write(Media media) {
        return new Json()
                .text("id", media.id())
                .text("link", media.link())
                .textIn("provider", "name", media.provider())
                .text("caption", media.caption())
                .text("filename", media.filename())
                .flag("voice", media.voice())
                .unknownFields(media.unknownFields());
    }

    static Media readMedia(MediaKind kind, JsonFields fields) {
        return new Media(
                kind,
                fields.textOrNumber("id"),
                fields.text("link"),
                fields.text("caption"),
                fields.text("filename"),
                fields.textIn("provider", "name"),
                fields.flag("voice"),
                fields.rest());
    }

    /** Reads an image, a video and so on; empty if the type is none of these, or the JSON is no object. */
    static Optional<Media> readMedia(String type, JsonNode json) {
        return MediaKind.ofType(type).filter(kind -> json.isObject()).map(kind -> readMedia(kind, JsonFields.of(json)));
    }

    static ObjectNode write(Location location) {
        return new Json()
                .number("latitude", location.latitude())
                .number("longitude", location.longitude())
                .text("name", location.name())
                .text("address", location.address())
                .unknownFields(location.unknownFields());
    }

    static Location readLocation(JsonFields fields) {
        return new Location(
                fields.number("latitude"),
                fields.number("longitude"),
                fields.text("name"),
                fields.text("address"),
                fields.rest());
    }

    static ObjectNode write(Reaction reaction) {
        return new Json()
                .text("message_id", reaction.messageId())
                .node("emoji", TextNode.valueOf(reaction.emoji()))
                .unknownFields(reaction.unknownFields());
    }

    /** Reads a reaction; empty without an emoji, since an empty emoji removes an earlier reaction. */
    static Optional<Reaction> readReaction(JsonNode json) {
        JsonFields fields = JsonFields.of(json);
        return fields.peek("emoji")
                .filter(JsonNode::isTextual)
                .map(emoji -> new Reaction(
                        fields.text("message_id"), fields.take("emoji").textValue(), fields.rest()));
    }
}
