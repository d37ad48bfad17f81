package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.media.MediaKind;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRulesTest {

    private static OutgoingMessage to(Content content) {
        return OutgoingMessage.of(content).withTo("4915112345678");
    }

    static Stream<OutgoingMessage> fine() {
        return Stream.of(
                to(Text.of("a".repeat(4096))),
                to(Text.of("🚀".repeat(4096))),
                to(Media.ofId(MediaKind.IMAGE, "1").withCaption("c".repeat(1024))),
                to(Media.ofId(MediaKind.VIDEO, "1").withCaption("🚀".repeat(1024))),
                to(Media.ofId(MediaKind.DOCUMENT, "1").withCaption("c").withFilename("a.pdf")),
                to(Media.ofLink(MediaKind.AUDIO, "https://example.com/a.mp3")),
                to(Media.ofLink(MediaKind.IMAGE, "HTTP://192.0.2.1:8080/a?b=c%20d#e")),
                to(Media.ofLink(MediaKind.IMAGE, "https://[2001:db8::1]/a")),
                to(Media.ofId(MediaKind.STICKER, "1")),
                new OutgoingMessage("", Text.of("x"), "", "", "", Map.of("recipient", TextNode.valueOf("US.1349"))),
                new OutgoingMessage(
                        "a-group", Text.of("x"), "", "", "", Map.of("recipient_type", TextNode.valueOf("group"))),
                to(new UnknownContent("hologram", JsonNodeFactory.instance.objectNode())),
                to(new UnknownContent("holograms", JsonNodeFactory.instance.arrayNode())),
                to(Text.of("x")).withCallbackData("🚀".repeat(512)),
                to(Text.of("x")).withCallbackData("d".repeat(512)));
    }

    @ParameterizedTest
    @MethodSource
    void fine(OutgoingMessage message) {
        assertThat(MessageRules.problems(message)).isEmpty();
    }

    /** Host names with an underscore resolve, and stores of files have them. */
    @Test
    void aLinkMayHaveAnUnderscoreInItsHost() {
        assertThat(MessageRules.problems(to(Media.ofLink(MediaKind.IMAGE, "https://my_files.example.com/a.png"))))
                .isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(to(Text.of("a".repeat(4097))), "text.body", "4097"),
                Arguments.of(to(Text.of("🚀".repeat(4097))), "text.body", "4097"),
                Arguments.of(to(Text.of("")), "text.body", "empty"),
                Arguments.of(to(Text.of(" ")), "text.body", "empty"),
                Arguments.of(to(Text.of("\n\t ")), "text.body", "empty"),
                Arguments.of(to(Media.ofId(MediaKind.VIDEO, "1").withCaption("c".repeat(1025))), "caption", "1024"),
                Arguments.of(to(Media.ofId(MediaKind.STICKER, "1").withCaption("c")), "caption", "sticker"),
                Arguments.of(to(Media.ofId(MediaKind.AUDIO, "1").withCaption("c")), "caption", "audio"),
                Arguments.of(to(Media.ofId(MediaKind.DOCUMENT, "1").withCaption("🚀".repeat(1025))), "caption", "1025"),
                Arguments.of(to(Media.ofId(MediaKind.IMAGE, "")), "image", "neither"),
                Arguments.of(to(Media.ofLink(MediaKind.STICKER, "")), "sticker", "neither"),
                Arguments.of(
                        to(new Media(MediaKind.IMAGE, "1", "https://a.b", "", "", "", false, Map.of())),
                        "image",
                        "both"),
                Arguments.of(to(Media.ofLink(MediaKind.IMAGE, "file:///etc/passwd")), "image.link", "https://"),
                Arguments.of(to(Media.ofLink(MediaKind.IMAGE, "https:///x")), "image.link", "https://"),
                Arguments.of(to(Text.of("x")).withCallbackData("d".repeat(513)), "callbackData", "512"),
                Arguments.of(to(Media.ofLink(MediaKind.VIDEO, "ftp://a.b/c")), "video.link", "https://"),
                Arguments.of(to(Media.ofLink(MediaKind.AUDIO, "a.mp3")), "audio.link", "https://"),
                Arguments.of(to(Media.ofLink(MediaKind.DOCUMENT, "//a.b/c")), "document.link", "https://"),
                Arguments.of(to(Media.ofLink(MediaKind.IMAGE, "https://a b/c")), "image.link", "https://"),
                Arguments.of(to(new UnknownContent("", MissingNode.getInstance())), "type", "\"type\""),
                Arguments.of(to(new UnknownContent("location", MissingNode.getInstance())), "location", "location"),
                Arguments.of(to(new UnknownContent("text", NullNode.getInstance())), "text", "no field of that name"),
                Arguments.of(
                        new OutgoingMessage(
                                "", Text.of("x"), "", "", "", Map.of("recipient_type", TextNode.valueOf("group"))),
                        "to",
                        "missing"),
                Arguments.of(
                        new OutgoingMessage(
                                "abc", Text.of("x"), "", "", "", Map.of("recipient", TextNode.valueOf("US.1349"))),
                        "to",
                        "country code"),
                Arguments.of(OutgoingMessage.text("x"), "to", "missing"),
                Arguments.of(OutgoingMessage.text("x").withTo(" "), "to", "missing"));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(OutgoingMessage message, String field, String words) {
        assertThat(MessageRules.problems(message)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.text()).contains(words);
        });
    }

    @Test
    void onlyAFileIsCheckedBeforeItsUpload() {
        Media file = Media.ofFile(MediaKind.AUDIO).withCaption("c");
        assertThat(MessageRules.problemsBeforeUpload(to(file))).hasSize(1);
        assertThatThrownBy(() -> MessageRules.problemsBeforeUpload(to(Text.of("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("message");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        OutgoingMessage message = OutgoingMessage.of(
                        new Media(MediaKind.AUDIO, "1", "file:/a", "c".repeat(1025), "", "", false, Map.of()))
                .withTo("abc")
                .withCallbackData("d".repeat(513));
        assertThat(MessageRules.problems(message).stream().map(Problem::field))
                .containsExactly("to", "audio", "audio.link", "caption", "caption", "callbackData");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4915112345678", "+49 (151) 123-45.678", "12345", "123456789012345", "٤٩١٥١١٢٣٤٥٦٧٨"})
    void aPhoneNumberAsPeopleWriteIt(String number) {
        assertThat(MessageRules.problems(OutgoingMessage.text("x").withTo(number)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "015112345678",
                "9876",
                "1234567890123456",
                "49x151",
                "wa:4915112345678",
                "++",
                "(49)",
                "0049 151 12345678",
                "+0151 12345678",
                "12 34",
                "4915112345678, 4915198765432",
                "4915112345678@c.us"
            })
    void whatIsNoPhoneNumberIsRefusedWithoutRepeatingIt(String number) {
        assertThat(MessageRules.problems(OutgoingMessage.text("x").withTo(number)))
                .singleElement()
                .extracting(Problem::text)
                .asString()
                .contains("country code")
                .doesNotContain(number);
    }
}
