package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.model.ChatMessage;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * The words by which a person finds a message.
 *
 * @param words in lower case
 * @param digits those of a number that was written with separators; empty if the words are no number
 */
record MessageWords(List<String> words, String digits) {

    static MessageWords of(String text) {
        String wanted = text.toLowerCase(Locale.ROOT).strip();
        return new MessageWords(
                List.of(wanted.split("\\s+")), wanted.matches("[+\\d\\s().-]+") ? wanted.replaceAll("\\D", "") : "");
    }

    /**
     * Returns whether a message has each of the words in its text, its file's name, its template's name, its link, its
     * place, its ID, or its customer's number.
     */
    boolean areIn(ChatEntry entry) {
        if (!digits.isEmpty() && entry.chat().contains(digits)) {
            return true;
        }
        if (!entry.mayHave(words)) {
            return false;
        }
        String all = all(entry.content(), entry.chat());
        return words.stream().allMatch(all::contains);
    }

    private static String all(MessageContent content, String chat) {
        ChatMessage message = content.message();
        JsonNode json = message.json().path(message.type());
        return String.join(
                        "\n",
                        readableText(content),
                        message.filename(),
                        message.link(),
                        json.path("name").asText(),
                        json.path("address").asText(),
                        message.id(),
                        chat)
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the name of a message's template; empty if it has none. */
    static String template(ChatMessage message) {
        return message.type().equals("template")
                ? message.json().at("/template/name").asText()
                : "";
    }

    static boolean hasFile(MessageContent content) {
        ChatMessage message = content.message();
        return !message.mediaId().isEmpty()
                || !message.link().isEmpty()
                || content.view().has("files");
    }

    /** Returns the words that the recipient reads. */
    static String readableText(MessageContent content) {
        ChatMessage message = content.message();
        JsonNode json = message.json().path(message.type());
        JsonNode template = content.view().path("template");
        StringJoiner text = new StringJoiner("\n");
        Stream.of(message.text(), message.caption()).forEach(part -> add(text, part));
        for (String part : List.of("header", "body", "footer")) {
            add(text, template.path(part).asText());
            if (message.type().equals("interactive")) {
                add(text, json.path(part).path("text").asText());
            }
        }
        add(text, template.at("/offer/text").asText());
        for (JsonNode card : template.path("cards")) {
            add(text, card.path("header").asText());
            add(text, card.path("body").asText());
        }
        add(text, json.at("/button_reply/title").asText());
        add(text, json.at("/list_reply/title").asText());
        if (message.type().equals("button")) {
            add(text, json.path("text").asText());
        }
        return text.toString();
    }

    private static void add(StringJoiner text, String part) {
        if (!part.isEmpty()) {
            text.add(part);
        }
    }
}
