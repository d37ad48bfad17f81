package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.media.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What the service demands of a message, checked before anything leaves the machine. */
public final class MessageRules {

    /** Characters in a text message. Source: Meta, "Text messages". */
    public static final int MAX_TEXT = 4096;
    /** Characters in a caption. Source: Meta, "Image messages", "Video messages", "Document messages". */
    public static final int MAX_CAPTION = 1024;
    /** Characters in callback data. Source: Meta's changelog, "from 256 to 512". */
    public static final int MAX_CALLBACK_DATA = 512;
    /** Digits in a phone number. Source: ITU-T E.164. */
    public static final int MAX_DIGITS = 15;

    private MessageRules() {}

    /** What is wrong with the message; empty when it can be sent. */
    public static List<Problem> problems(Message message) {
        List<Problem> problems = new ArrayList<>();
        checkTo(message, problems);
        if (message.content() instanceof Text text) {
            checkText(text, problems);
        } else if (message.content() instanceof Media media) {
            checkMedia(media, problems);
        } else if (message.content() instanceof Other other) {
            checkOther(other, problems);
        }
        atMost(message.callbackData(), MAX_CALLBACK_DATA, "callbackData", problems);
        return problems;
    }

    /** The digits of a phone number as people write it: without {@code +}, spaces, dots, hyphens and brackets. */
    public static String digits(String number) {
        return number.replaceAll("[+\\s.()/-]", "");
    }

    private static void checkTo(Message message, List<Problem> problems) {
        String to = message.to();
        JsonNode recipientType = message.more().get("recipient_type");
        boolean group = recipientType != null && recipientType.asText().equals("group");
        if (to.isBlank() && message.more().containsKey("recipient") || group && !to.isBlank()) {
            return; // named by a user ID or a group ID, which only the service can judge
        }
        if (to.isBlank()) {
            problems.add(new Problem(
                    "to",
                    "the recipient is missing; set the header CamelWhatsapp360To or the option 'to' to a phone "
                            + "number with its country code, such as 4915112345678"));
        } else if (!digits(to).matches("[1-9][0-9]{4," + (MAX_DIGITS - 1) + "}")) {
            problems.add(new Problem(
                    "to",
                    "the recipient is not a phone number with its country code: 5 to " + MAX_DIGITS
                            + " digits, such as 4915112345678; it has " + to.length() + " characters"));
        }
    }

    private static void checkText(Text text, List<Problem> problems) {
        if (text.body().isBlank()) {
            problems.add(new Problem("text.body", "the text is empty; there is nothing to send"));
        }
        atMost(text.body(), MAX_TEXT, "text.body", problems);
    }

    private static void checkMedia(Media media, List<Problem> problems) {
        String type = media.type();
        if (media.id().isEmpty() == media.link().isEmpty()) {
            problems.add(new Problem(
                    type,
                    "needs either the ID of an uploaded file or a link, and has "
                            + (media.id().isEmpty() ? "neither" : "both")));
        }
        if (!media.link().isEmpty() && !isHttp(media.link())) {
            problems.add(new Problem(
                    type + ".link", "must be a whole http:// or https:// address that the service can reach"));
        }
        if (!media.caption().isEmpty() && !media.kind().takesCaption()) {
            problems.add(new Problem(
                    "caption",
                    "WhatsApp shows none on " + type
                            + ", only on image, video and document; remove it, or send it as a text"));
        }
        atMost(media.caption(), MAX_CAPTION, "caption", problems);
    }

    private static void checkOther(Other other, List<Problem> problems) {
        if (other.type().isEmpty()) {
            problems.add(new Problem(
                    "type", "the message has none; a message as JSON needs \"type\" and an object of that name"));
        } else if (other.json().isMissingNode() || other.json().isNull()) {
            problems.add(new Problem(
                    other.type(), "the message is of type \"" + other.type() + "\" and has nothing of that name"));
        }
    }

    private static void atMost(String value, int limit, String field, List<Problem> problems) {
        int length = value.codePointCount(0, value.length());
        if (length > limit) {
            problems.add(new Problem(field, "has " + length + " characters, and WhatsApp takes at most " + limit));
        }
    }

    private static boolean isHttp(String link) {
        try {
            URI uri = new URI(link);
            // java.net.URI knows no host with an underscore, which the web has
            String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
            return (uri.getHost() != null || authority.matches("[A-Za-z0-9._-]+(:[0-9]+)?"))
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }
}
