package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A message to the business, or a user's action on a message, such as a reaction.
 *
 * @param json the element of {@code messages}
 * @param origin the context of the message in its payload
 */
public record InboundMessage(JsonNode json, Origin origin) implements WebhookEvent {

    private static final Set<String> MEDIA = Set.of("image", "video", "audio", "voice", "document", "sticker");

    /**
     * A file in a message.
     *
     * @param id the media ID; the file can be downloaded for 7 days (Meta, "Media")
     * @param mimeType the MIME type from the service, such as {@code audio/ogg; codecs=opus}
     * @param sha256 the SHA-256 of its bytes, in Base64 with the Cloud API; empty if not given
     * @param filename the document's name on the sender's device, which is not safe as a local file name; empty if not
     *     given
     * @param caption the caption; empty for none
     * @param voice true for a voice message that was recorded in WhatsApp; false for an audio file
     * @param animated true for an animated sticker
     * @param url the address on Meta's host, valid for 5 minutes; empty if not given. {@code whatsapp360:media} with
     *     {@code operation=download} uses the media ID and gets a new address
     */
    public record Media(
            String id,
            String mimeType,
            String sha256,
            String filename,
            String caption,
            boolean voice,
            boolean animated,
            String url) {

        /** Returns a text without name, caption and URL, because contents must not be logged. */
        @Override
        public String toString() {
            return "Media[" + id + "]";
        }
    }

    /** Returns the message's ID, {@code wamid.…}. */
    public String id() {
        return JsonValues.text(json, "id");
    }

    /**
     * Returns the type: {@code text}, {@code image}, {@code video}, {@code audio}, {@code document}, {@code sticker},
     * {@code location}, {@code contacts}, {@code reaction}, {@code button}, {@code interactive}, {@code order},
     * {@code system}, {@code edit}, {@code revoke}, {@code unsupported} or another type of the API. On-Premise's
     * {@code voice} is {@code audio}.
     */
    public String type() {
        String type = JsonValues.text(json, "type");
        return type.equals("voice") ? "audio" : type;
    }

    /**
     * Returns the sender's phone number, or the business-scoped user ID if the service does not show the number (Meta,
     * "Business-scoped user IDs"). Both can be the recipient of a reply; see also {@link #groupId()}.
     */
    public String from() {
        return JsonValues.firstText(json, "from", "from_user_id");
    }

    /** Returns the sender's business-scoped user ID; empty if not given. */
    public String userId() {
        return JsonValues.text(json, "from_user_id");
    }

    /** Returns the ID of the group in which it was written; empty if it was sent to the business alone. */
    public String groupId() {
        return JsonValues.text(json, "group_id");
    }

    @Override
    public Optional<Instant> timestamp() {
        return JsonValues.instant(json, "timestamp");
    }

    /**
     * Returns the text that a person would read: the text, the caption, the title of the chosen button or row, the
     * emoji, the name and address of a location, the names of contacts, the note on an order, or the new text of an
     * edited message. Empty if there is none.
     */
    public String text() {
        JsonNode content = content();
        return switch (contentType()) {
            case "text", "system" -> JsonValues.text(content, "body");
            case "image", "video", "audio", "voice", "document", "sticker" -> JsonValues.text(content, "caption");
            case "button", "order" -> JsonValues.text(content, "text");
            case "interactive" -> JsonValues.firstText(reply(), "title", "body");
            case "reaction" -> JsonValues.text(content, "emoji");
            case "location" ->
                List.of(JsonValues.text(content, "name"), JsonValues.text(content, "address")).stream()
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
            case "contacts" ->
                StreamSupport.stream(content.spliterator(), false)
                        .map(contact -> JsonValues.text(contact.path("name"), "formatted_name"))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.joining(", "));
            default -> "";
        };
    }

    /**
     * Returns the value of the chosen button or row: the payload of a template's button, the ID of a reply button or a
     * list row, the JSON text of a flow's response, or {@code accept} or {@code reject} after a call permission
     * request. Empty if nothing was chosen.
     */
    public String payload() {
        return contentType().equals("button")
                ? JsonValues.text(content(), "payload")
                : JsonValues.firstText(reply(), "id", "response_json", "response");
    }

    /**
     * Returns the file in the message, or the new file of an edited message. Empty if there is none, or if the service
     * could not get it from the sender.
     */
    public Optional<Media> media() {
        JsonNode media = content();
        String id = JsonValues.text(media, "id");
        if (!MEDIA.contains(contentType()) || id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Media(
                id,
                JsonValues.text(media, "mime_type"),
                JsonValues.text(media, "sha256"),
                JsonValues.text(media, "filename"),
                JsonValues.text(media, "caption"),
                media.path("voice").asBoolean() || contentType().equals("voice"),
                media.path("animated").asBoolean(),
                JsonValues.firstText(media, "url", "link")));
    }

    /**
     * Returns the JSON under the message's type: the object of a location or an order, the list of contacts, and so on.
     * For an edited message, returns the new content. A missing node if there is none.
     */
    public JsonNode content() {
        return message().path(contentType());
    }

    /** Returns the ID of the message that this one replies to, or whose button was pressed; empty for none. */
    public String replyTo() {
        return JsonValues.text(message().path("context"), "id");
    }

    /** Returns the ID of the message that was reacted to, edited or revoked; empty for none. */
    public String originalId() {
        return JsonValues.firstText(json.path(type()), "message_id", "original_message_id");
    }

    /** Returns whether the sender forwarded the message from another chat. */
    public boolean isForwarded() {
        JsonNode context = message().path("context");
        return context.path("forwarded").asBoolean()
                || context.path("frequently_forwarded").asBoolean();
    }

    /**
     * Returns the reasons why the service could not deliver the content, such as 131051 for a type that the API does
     * not support.
     */
    @Override
    public List<EventError> errors() {
        return EventError.in(json);
    }

    /** Returns the message's ID; empty if it has none. */
    @Override
    public Optional<String> key() {
        return Optional.of(id()).filter(id -> !id.isEmpty());
    }

    /** Returns a text with the type only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return "InboundMessage[" + JsonValues.word(type()) + "]";
    }

    /** Returns the message, or the new content of an edited message. */
    private JsonNode message() {
        JsonNode edited = json.path("edit").path("message");
        return type().equals("edit") && edited.isObject() ? edited : json;
    }

    private String contentType() {
        return JsonValues.text(message(), "type");
    }

    /** Returns the choice in an interactive message: {@code button_reply}, {@code list_reply} or {@code nfm_reply}. */
    private JsonNode reply() {
        JsonNode interactive = message().path("interactive");
        return interactive.path(JsonValues.text(interactive, "type"));
    }
}
