package io.github.whatsapp360.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
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

    private static final Set<String> MEDIA = Set.of("image", "video", "audio", "document", "sticker");

    /** The types of system messages that report a changed ID. Source: Meta, "System messages webhook reference". */
    private static final Set<String> ID_CHANGES = Set.of("user_changed_number", "user_changed_user_id");

    public InboundMessage {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * A file in a message: a view of its JSON, like the message itself.
     *
     * @param type the API's type: {@code image}, {@code video}, {@code audio}, {@code document} or {@code sticker}, and
     *     {@code voice} for the voice messages of On-Premise numbers
     * @param json the JSON under the type; must not be changed
     */
    public record Media(String type, JsonNode json) {

        public Media {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(json, "json");
        }

        @Override
        @JsonValue
        public JsonNode json() {
            return json;
        }

        /** Returns the media ID; the file can be downloaded for 7 days (Meta, "Media"). */
        public String id() {
            return JsonValues.text(json, "id");
        }

        /** Returns the MIME type from the service, such as {@code audio/ogg; codecs=opus}. */
        public String mimeType() {
            return JsonValues.text(json, "mime_type");
        }

        /** Returns the SHA-256 of the file's bytes, in Base64 with the Cloud API; empty if not given. */
        public String sha256() {
            return JsonValues.text(json, "sha256");
        }

        /**
         * Returns the document's name on the sender's device, which is not safe as a local file name; empty if not
         * given.
         */
        public String filename() {
            return JsonValues.text(json, "filename");
        }

        /** Returns the caption; empty for none. */
        public String caption() {
            return JsonValues.text(json, "caption");
        }

        /** Returns true for a voice message that was recorded in WhatsApp; false for an audio file. */
        public boolean voice() {
            return json.path("voice").asBoolean() || OnPremisePayload.isVoice(type);
        }

        /** Returns true for an animated sticker. */
        public boolean animated() {
            return json.path("animated").asBoolean();
        }

        /**
         * Returns the address on Meta's host, valid for 5 minutes; empty if not given. {@code whatsapp360:media} with
         * {@code operation=download} uses the media ID and gets a new address.
         */
        public String url() {
            return JsonValues.firstText(json, "url", "link");
        }

        /** Returns a text without name, caption and URL, because contents must not be logged. */
        @Override
        public String toString() {
            return "Media[" + id() + "]";
        }
    }

    /** Returns the message's ID, {@code wamid.…}. */
    public String id() {
        return JsonValues.text(json, "id");
    }

    /**
     * Returns the type: {@code text}, {@code image}, {@code video}, {@code audio}, {@code document}, {@code sticker},
     * {@code location}, {@code contacts}, {@code reaction}, {@code button}, {@code interactive}, {@code order},
     * {@code system}, {@code edit}, {@code revoke}, {@code unsupported} or another type of the API. A voice
     * message has the type {@code audio}.
     */
    public String type() {
        return OnPremisePayload.type(JsonValues.text(json, "type"));
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

    /**
     * Returns all IDs of the sender that the webhook has: the phone number, the WhatsApp ID and the business-scoped
     * user IDs. The first one is {@link #from()}.
     */
    public Set<String> senderIds() {
        JsonNode contact = origin.contact();
        Set<String> ids = new LinkedHashSet<>();
        ids.add(from());
        ids.add(userId());
        ids.add(JsonValues.text(contact, "wa_id").strip());
        ids.add(JsonValues.text(contact, "user_id"));
        ids.add(JsonValues.text(contact, "parent_user_id"));
        ids.remove("");
        return ids;
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
        return switch (OnPremisePayload.type(contentType())) {
            case "text", "system" -> JsonValues.text(content, "body");
            case "image", "video", "audio", "document", "sticker" -> JsonValues.text(content, "caption");
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
        Media media = new Media(contentType(), content());
        boolean isMedia = MEDIA.contains(OnPremisePayload.type(media.type()));
        return isMedia && !media.id().isEmpty() ? Optional.of(media) : Optional.empty();
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

    /**
     * Returns the sender's changed business-scoped user ID, if this is the system message that reports it; empty for
     * other messages.
     */
    public Optional<UserIdChange> idChange() {
        JsonNode system = json.path("system");
        String change = JsonValues.text(system, "type");
        return ID_CHANGES.contains(change) ? Optional.of(new UserIdChange(system)) : Optional.empty();
    }

    /**
     * Returns the hash of the sender's identity key, for {@code CamelWhatsapp360IdentityKeyHash} of an answer; empty
     * unless the number's identity change check is on.
     */
    public String identityKeyHash() {
        return JsonValues.text(origin.contact(), "identity_key_hash");
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
