package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.Problem;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRulesTest {

    private static Message to(Content content) {
        return Message.of(content).withTo("4915112345678");
    }

    static Stream<Message> fine() {
        return Stream.of(
                to(Text.of("a".repeat(4096))),
                to(Text.of("🚀".repeat(4096))),
                to(Media.ofId(MediaKind.IMAGE, "1").withCaption("c".repeat(1024))),
                to(Media.ofLink(MediaKind.AUDIO, "https://example.com/a.mp3")),
                to(Text.of("x")).withCallbackData("d".repeat(512)));
    }

    @ParameterizedTest
    @MethodSource
    void fine(Message message) {
        assertThat(MessageRules.problems(message)).isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(to(Text.of("a".repeat(4097))), "text.body", "4097"),
                Arguments.of(to(Text.of(" ")), "text.body", "empty"),
                Arguments.of(to(Media.ofId(MediaKind.VIDEO, "1").withCaption("c".repeat(1025))), "caption", "1024"),
                Arguments.of(to(Media.ofId(MediaKind.STICKER, "1").withCaption("c")), "caption", "sticker"),
                Arguments.of(to(Media.ofId(MediaKind.IMAGE, "")), "image", "neither"),
                Arguments.of(to(new Media(MediaKind.IMAGE, "1", "https://a.b", "", "", Map.of())), "image", "both"),
                Arguments.of(to(Media.ofLink(MediaKind.IMAGE, "file:///etc/passwd")), "image.link", "https://"),
                Arguments.of(to(Media.ofLink(MediaKind.IMAGE, "https:///x")), "image.link", "https://"),
                Arguments.of(to(Text.of("x")).withCallbackData("d".repeat(513)), "callbackData", "512"),
                Arguments.of(Message.text("x"), "to", "missing"));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Message message, String field, String words) {
        assertThat(MessageRules.problems(message)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.text()).contains(words);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"4915112345678", "+49 (151) 123-45.678", "12345", "123456789012345"})
    void aPhoneNumberAsPeopleWriteIt(String number) {
        assertThat(MessageRules.problems(Message.text("x").withTo(number))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "015112345678", "9876", "1234567890123456", "49x151", "wa:4915112345678"})
    void whatIsNoPhoneNumberIsRefusedWithoutRepeatingIt(String number) {
        assertThat(MessageRules.problems(Message.text("x").withTo(number)))
                .singleElement()
                .extracting(Problem::text)
                .asString()
                .contains("country code")
                .doesNotContain(number);
    }
}
