package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.whatsapp360.api.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The service's rules for messages, which are checked before anything is sent. The limits are in {@link Limit}.
 *
 * <p>Values in {@code unknownFields}, and unknown types and kinds, are not checked here. Only the service can check
 * them.
 */
public final class MessageRules {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private MessageRules() {}

    /** Returns the problems of a message; empty if it can be sent. */
    public static List<Problem> problems(OutgoingMessage message) {
        Objects.requireNonNull(message, "message");
        Problems problems = new Problems();
        checkTo(message, problems);
        checkContent(message.content(), problems);
        return problems(message, problems);
    }

    /**
     * Returns the problems of a message that sends a file, before the file is uploaded and has a media ID.
     *
     * @param message a message whose content is a {@link Media}
     * @throws IllegalArgumentException if its content is something else
     */
    public static List<Problem> problemsBeforeUpload(OutgoingMessage message) {
        Objects.requireNonNull(message, "message");
        if (!(message.content() instanceof Media media)) {
            throw new IllegalArgumentException("message: its content is no file");
        }
        Problems problems = new Problems();
        checkTo(message, problems);
        checkCaption(media, problems);
        return problems(message, problems);
    }

    private static List<Problem> problems(OutgoingMessage message, Problems problems) {
        problems.text(
                "callbackData",
                message.callbackData(),
                message.unknownFields(),
                "biz_opaque_callback_data",
                Limit.CALLBACK_DATA);
        checkWord("messaging_product", message.unknownFields(), Set.of("whatsapp"), problems);
        checkWord("recipient_type", message.unknownFields(), Set.of("individual", "group"), problems);
        return problems.list();
    }

    private static void checkTo(OutgoingMessage message, Problems problems) {
        String to = message.to();
        JsonNode written = message.unknownFields().get("to");
        boolean odd = written != null && !written.isNull() && !written.isTextual();
        if (odd && written.isFloatingPointNumber()) {
            problems.add("to", "the recipient " + PhoneNumber.SPREADSHEET);
        } else if (odd && !(written.isIntegralNumber() && written.asText().matches("[0-9]+"))) {
            problems.add("to", "must be a text");
        } else if (to.isBlank()) {
            checkToElsewhere(message.unknownFields(), problems);
        } else if (!isGroup(message.unknownFields()) && Recipient.of(to) == Recipient.OTHER) {
            problems.add("to", "the recipient " + Recipient.problem(to));
        }
    }

    /** Checks a recipient that {@link MessageJson#read} left in the unknown fields. */
    private static void checkToElsewhere(Map<String, JsonNode> unknownFields, Problems problems) {
        Recipient to = Recipient.of(
                unknownFields.getOrDefault("to", MissingNode.getInstance()).asText());
        if (to == Recipient.USER) {
            problems.add(
                    "to", "a user ID belongs in the field \"recipient\"; with \"to\" the message would not arrive");
        } else if (to == Recipient.GROUP) {
            problems.add("recipient_type", "must be \"group\", since \"to\" is a group ID");
        } else if (!unknownFields.containsKey("recipient")) {
            // only the service can check another kind of recipient
            problems.add(
                    "to",
                    "the recipient is missing; set the header CamelWhatsapp360To or the option 'to' to a phone "
                            + "number with its country code, such as 4915112345678");
        }
    }

    /** Checks an optional field that has a fixed set of values. */
    private static void checkWord(
            String field, Map<String, JsonNode> unknownFields, Set<String> words, Problems problems) {
        JsonNode value = unknownFields.get(field);
        if (value != null && !value.isNull() && !words.contains(value.asText())) {
            problems.add(field, "must be " + String.join(" or ", new java.util.TreeSet<>(words)));
        }
    }

    static boolean isGroup(Map<String, JsonNode> unknownFields) {
        JsonNode type = unknownFields.get("recipient_type");
        return type != null && type.asText().equals("group");
    }

    private static void checkContent(Content content, Problems problems) {
        ContentType.of(content)
                .ifPresentOrElse(
                        type -> type.check(content, problems), () -> checkUnknown((UnknownContent) content, problems));
    }

    static void checkText(Text text, Problems problems) {
        if (text.body().isBlank() && !Problems.isElsewhere(text.unknownFields(), "body")) {
            problems.add("text.body", "the text is empty; there is nothing to send");
        } else {
            problems.text("text.body", text.body(), text.unknownFields(), "body", Limit.TEXT);
        }
    }

    static void checkReaction(Reaction reaction, Problems problems) {
        problems.required("reaction.message_id", reaction.messageId(), reaction.unknownFields(), "message_id");
    }

    static void checkMedia(Media media, Problems problems) {
        checkMedia(media.type(), media, problems);
    }

    static void checkMedia(String field, Media media, Problems problems) {
        for (String name : new String[] {"id", "link", "caption", "filename"}) {
            problems.isText(field + "." + name, media.unknownFields(), name);
        }
        boolean id = !media.id().isBlank() || Problems.isElsewhere(media.unknownFields(), "id");
        boolean link = !media.link().isBlank() || Problems.isElsewhere(media.unknownFields(), "link");
        if (id == link) {
            problems.add(
                    field, "needs either the ID of an uploaded file or a link, and has " + (id ? "both" : "neither"));
        }
        if (media.unknownFields().containsKey("link")
                && media.unknownFields().get("link").isNumber()) {
            problems.add(field + ".link", "must be a text");
        }
        if (media.provider().isEmpty()) { // links of a provider may begin with its name
            problems.url(field + ".link", media.link());
        }
        checkCaption(media, problems);
    }

    private static void checkCaption(Media media, Problems problems) {
        if (!media.caption().isEmpty() && !media.kind().takesCaption()) {
            problems.add(
                    "caption",
                    "WhatsApp shows no caption on " + media.type()
                            + ", only on image, video and document; remove it, or send it as a text");
        }
        problems.text("caption", media.caption(), Limit.CAPTION);
    }

    static void checkLocation(Location location, Problems problems) {
        checkLocation("location", location, problems);
    }

    static void checkLocation(String field, Location location, Problems problems) {
        degrees(field, location.latitude(), location.unknownFields(), "latitude", Limit.LATITUDE, problems);
        degrees(field, location.longitude(), location.unknownFields(), "longitude", Limit.LONGITUDE, problems);
    }

    private static void degrees(
            String field,
            OptionalDouble value,
            Map<String, JsonNode> unknownFields,
            String name,
            Limit limit,
            Problems problems) {
        if (value.isEmpty()) {
            problems.add(
                    field + "." + name,
                    Problems.isElsewhere(unknownFields, name) ? "is not a number of degrees" : "is missing or empty");
        } else if (!(value.getAsDouble() >= limit.min() && value.getAsDouble() <= limit.max())) { // also NaN
            problems.add(field + "." + name, "must be from " + limit.min() + " to " + limit.max() + " degrees");
        }
    }

    static void checkContacts(Contacts contacts, Problems problems) {
        problems.count("contacts", contacts.contacts().size(), Limit.CONTACTS);
        for (int i = 0; i < contacts.contacts().size(); i++) {
            Contacts.Contact contact = contacts.contacts().get(i);
            Contacts.Name name = contact.name();
            String field = "contacts[" + i + "].name";
            if (!Problems.isElsewhere(contact.unknownFields(), "name")) {
                problems.required(
                        field + ".formatted_name", name.formattedName(), name.unknownFields(), "formatted_name");
                boolean hasOtherPart = Stream.of(
                                name.firstName(), name.middleName(), name.lastName(), name.prefix(), name.suffix())
                        .anyMatch(part -> !part.isBlank());
                if (!hasOtherPart && name.unknownFields().isEmpty()) {
                    problems.add(field, "needs one more part besides formatted_name, such as first_name");
                }
            }
            if (!contact.birthday().isEmpty()
                    && !DATE.matcher(contact.birthday()).matches()) {
                problems.add("contacts[" + i + "].birthday", "must be of the form YYYY-MM-DD");
            }
        }
    }

    private static void checkUnknown(UnknownContent unknown, Problems problems) {
        String type = unknown.type();
        Content known = MessageJson.readContent(type, unknown.json());
        if (type.isEmpty()) {
            problems.add("type", "the message has none; a message as JSON needs \"type\" and an object of that name");
        } else if (unknown.json().isMissingNode() || unknown.json().isNull()) {
            problems.add(type, "the message has the type \"" + type + "\" but no field of that name");
        } else if (!(known instanceof UnknownContent)) {
            checkContent(known, problems);
        } else if (type.equals("reaction") && unknown.json().isObject()) {
            problems.add("reaction.emoji", "is missing; an empty text removes an earlier reaction");
        } else if (ContentType.ofWord(type).isPresent()) {
            problems.add(type, "must be " + (type.equals("contacts") ? "an array of objects" : "an object"));
        }
    }
}
