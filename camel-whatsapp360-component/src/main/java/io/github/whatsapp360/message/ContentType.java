package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.media.MediaKind;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of messages that this version knows. One row is all that a type needs: its word in the API, its record, how
 * its JSON is read and written, and its rules. A row without one of its parts does not compile. Each record of
 * {@link Content} takes its {@link Content#type} from its row, so it does not compile without one.
 */
enum ContentType {
    TEXT("text", Text.class, object(ContentJson::readText), ContentJson::write, MessageRules::checkText),
    IMAGE(MediaKind.IMAGE),
    VIDEO(MediaKind.VIDEO),
    AUDIO(MediaKind.AUDIO),
    STICKER(MediaKind.STICKER),
    DOCUMENT(MediaKind.DOCUMENT),
    LOCATION(
            "location",
            Location.class,
            object(ContentJson::readLocation),
            ContentJson::write,
            MessageRules::checkLocation),
    CONTACTS("contacts", Contacts.class, ContactsJson::read, ContactsJson::write, MessageRules::checkContacts),
    REACTION("reaction", Reaction.class, ContentJson::readReaction, ContentJson::write, MessageRules::checkReaction),
    INTERACTIVE(
            "interactive",
            Interactive.class,
            object(InteractiveJson::read),
            InteractiveJson::write,
            InteractiveRules::check),
    TEMPLATE("template", Template.class, object(TemplateJson::read), TemplateJson::write, TemplateRules::check);

    private static final Map<String, ContentType> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ContentType::word, Function.identity()));

    private final String word;
    private final Function<JsonNode, Optional<Content>> reader;
    private final Function<Content, JsonNode> writer;
    private final BiConsumer<Content, Problems> rules;

    <C extends Content> ContentType(
            String word,
            Class<C> content,
            Function<JsonNode, Optional<C>> reader,
            Function<C, JsonNode> writer,
            BiConsumer<C, Problems> rules) {
        this.word = word;
        this.reader = json -> reader.apply(json).map(Function.identity());
        this.writer = written -> writer.apply(content.cast(written));
        this.rules = (checked, problems) -> rules.accept(content.cast(checked), problems);
    }

    ContentType(MediaKind kind) {
        this(
                kind.type(),
                Media.class,
                object(fields -> ContentJson.readMedia(kind, fields)),
                ContentJson::write,
                MessageRules::checkMedia);
    }

    /** Returns the type of a content; empty for an {@link UnknownContent}, whatever its word is. */
    static Optional<ContentType> of(Content content) {
        return content instanceof UnknownContent ? Optional.empty() : ofWord(content.type());
    }

    /** Returns the type with this word of the API. */
    static Optional<ContentType> ofWord(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** Returns the API's word, which is the value of {@code type} and the name of the field beside it. */
    String word() {
        return word;
    }

    /** Reads what stands under the word; empty if it does not have the form that the API documents. */
    Optional<Content> read(JsonNode json) {
        return reader.apply(json);
    }

    JsonNode write(Content content) {
        return writer.apply(content);
    }

    void check(Content content, Problems problems) {
        rules.accept(content, problems);
    }

    private static <C> Function<JsonNode, Optional<C>> object(Function<JsonFields, C> reader) {
        return json -> json.isObject() ? Optional.of(reader.apply(JsonFields.of(json))) : Optional.empty();
    }
}
