package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What someone wrote to the business, or did to a message of it.
 *
 * @param json the element of {@code messages}
 * @param origin what stood around it
 */
public record InboundMessage(JsonNode json, Origin origin) implements WebhookEvent {

    private static final Set<String> MEDIA = Set.of("image", "video", "audio", "voice", "document", "sticker");

    /**
     * A file in a message.
     *
     * @param id the media ID, to be downloaded within 7 days (Meta, "Media")
     * @param mimeType its type as the service says it, such as {@code audio/ogg; codecs=opus}
     * @param sha256 of its bytes, in Base64 where it comes from the Cloud API; empty if not given
     * @param filename a document's name as the sender's device has it, which is no safe name for a file here; empty if
     *     not given
     * @param caption what the sender wrote below it; empty for none
     * @param voice whether it was spoken into WhatsApp; false for an audio file
     * @param animated whether it is a moving sticker
     * @param url where the service has it for 5 minutes, on Meta's host; empty if not given. {@code whatsapp360:media} with
     *     {@code operation=download} takes the ID and gets a new one.
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

        /** Without name, caption and URL: contents do not belong into a log. */
        @Override
        public String toString() {
            return "Media[" + id + "]";
        }
    }

    /** The message's ID, {@code wamid.…}. */
    public String id() {
        return JsonValues.text(json, "id");
    }

    /**
     * What it is: {@code text}, {@code image}, {@code video}, {@code audio}, {@code document}, {@code sticker},
     * {@code location}, {@code contacts}, {@code reaction}, {@code button}, {@code interactive}, {@code order},
     * {@code system}, {@code edit}, {@code revoke}, {@code unsupported} or what else the API may bring. On-Premise's
     * {@code voice} is {@code audio}.
     */
    public String type() {
        String type = JsonValues.text(json, "type");
        return type.equals("voice") ? "audio" : type;
    }

    /**
     * Whom to answer: the sender's phone number, or the business-scoped user ID where the service keeps the number back
     * (Meta, "Business-scoped user IDs"). Either may be the recipient of an answer; see also {@link #groupId()}.
     */
    public String from() {
        return JsonValues.firstText(json, "from", "from_user_id");
    }

    /** The sender's business-scoped user ID; empty if not given. */
    public String userId() {
        return JsonValues.text(json, "from_user_id");
    }

    /** The group it was written in; empty if it was written to the business alone. */
    public String groupId() {
        return JsonValues.text(json, "group_id");
    }

    @Override
    public Optional<Instant> timestamp() {
        return JsonValues.instant(json, "timestamp");
    }

    /**
     * What a person would read: the text, the caption, the label of the button or row that was chosen, the emoji, the
     * place, the names of contacts, the note on an order, the new text of an edited message. Empty if there is nothing.
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
     * What a chosen button or row stands for: the payload of a template's button, the ID of a reply button or a list's
     * row, the JSON text that a flow answered, {@code accept} or {@code reject} where a call was asked for. Empty if nothing
     * was chosen.
     */
    public String payload() {
        return contentType().equals("button")
                ? JsonValues.text(content(), "payload")
                : JsonValues.firstText(reply(), "id", "response_json", "response");
    }

    /**
     * The file in it, also the new one of an edited message; empty if there is none, or none to download because the
     * service could not get it from the sender.
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
     * What stands in the JSON under its type: the object of a location, an order, the list of contacts …; of an edited
     * message, what it says now. A missing node if nothing does.
     */
    public JsonNode content() {
        return message().path(contentType());
    }

    /** The ID of the message that this one answers and quotes, or whose button was pressed; empty for none. */
    public String replyTo() {
        return JsonValues.text(message().path("context"), "id");
    }

    /** The ID of the message that was reacted to, edited or taken back; empty for none. */
    public String originalId() {
        return JsonValues.firstText(json.path(type()), "message_id", "original_message_id");
    }

    /** Whether the sender forwarded it from another chat. */
    public boolean isForwarded() {
        JsonNode context = message().path("context");
        return context.path("forwarded").asBoolean()
                || context.path("frequently_forwarded").asBoolean();
    }

    /** Why the service could not pass on what was sent, such as 131051 for a type that the API does not support. */
    @Override
    public List<EventError> errors() {
        return EventError.in(json);
    }

    /** The message's ID; empty if it has none. */
    @Override
    public Optional<String> key() {
        return Optional.of(id()).filter(id -> !id.isEmpty());
    }

    /** Says what kind of message it is and nothing more: neither numbers nor contents belong into a log. */
    @Override
    public String toString() {
        return "InboundMessage[" + JsonValues.word(type()) + "]";
    }

    /** The message itself; of an edited one, what it says now. */
    private JsonNode message() {
        JsonNode edited = json.path("edit").path("message");
        return type().equals("edit") && edited.isObject() ? edited : json;
    }

    private String contentType() {
        return JsonValues.text(message(), "type");
    }

    /** What is chosen in an interactive message: {@code button_reply}, {@code list_reply} or {@code nfm_reply}. */
    private JsonNode reply() {
        JsonNode interactive = message().path("interactive");
        return interactive.path(JsonValues.text(interactive, "type"));
    }
}
