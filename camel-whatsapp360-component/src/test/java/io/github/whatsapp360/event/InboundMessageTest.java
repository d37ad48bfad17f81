package io.github.whatsapp360.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that a route reads from a message of each type. */
class InboundMessageTest {

    private static final String SENDER = "491713920023";
    private static final String SHA256 = "3q2+78r+ur4AAQIDBAUGBwgJCgsMDQ4PEBESExQVFhc=";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "meta-text-message                                  | Does it come in another color?",
                "meta-text-message-from-click-to-whatsapp-ad        | Hello! Can I get more info on this?",
                "meta-image-message                                 | Taj Mahal",
                "video                                              | Film",
                "audio-voice                                        | ''",
                "document                                           | Rechnung",
                "document-no-caption                                | ''",
                "sticker-animated                                   | ''",
                "media-undownloaded                                 | verloren",
                "meta-location-message                              | Philz Coffee, 101 Forest Ave, Palo Alto, CA 94301",
                "location-live-coordinates-only                     | ''",
                "contacts-two                                       | Bo Muster, Cy Muster",
                "contacts-vcard-only                                | ''",
                "meta-reaction-message                              | 👍",
                "reaction-removed                                   | ''",
                "reaction-removed-empty                             | ''",
                "meta-button-message                                | Unsubscribe",
                "meta-interactive-button-reply-message              | Cancel",
                "meta-interactive-list-reply-message                | Priority Mail Express",
                "interactive-flow-reply                             | Sent",
                "interactive-call-permission                        | ''",
                "order                                              | Bitte als Geschenk",
                "meta-order-message                                 | ''",
                "meta-system-message                                | User Sheena Nelson changed from 16505551234 to 12195555358",
                "edit-text                                          | Nein, doch nicht.",
                "edit-image                                         | Neue Worte",
                "revoke                                             | ''",
                "unsupported-poll                                   | ''",
                "unknown-type                                       | ''",
                "request-welcome                                    | ''",
                "text-numbers-and-milliseconds                      | 7",
                "text-bare                                          | ''",
                "on-premise-text                                    | Hallo",
                "on-premise-image                                   | Bild",
                "on-premise-system                                  | Ada changed numbers",
            })
    void theTextIsWhatAPersonWouldRead(String payload, String text) {
        assertThat(Payloads.message(payload).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "meta-button-message                   | Unsubscribe",
                "meta-interactive-button-reply-message | cancel-button",
                "meta-interactive-list-reply-message   | priority_express",
                "interactive-flow-reply                | {\"flow_token\":\"t1\",\"date\":\"2026-12-01\"}",
                "interactive-call-permission           | accept",
                "meta-text-message                     | ^^",
                "meta-image-message                    | ^^",
                "unknown-type                          | ^^",
            })
    void thePayloadIsWhatAChoiceStandsFor(String payload, String expected) {
        assertThat(Payloads.message(payload).payload()).isEqualTo(expected);
    }

    @Test
    void aDocumentHasItsNameAndCaption() {
        InboundMessage.Media media = Payloads.message("document").media().orElseThrow();
        assertThat(media.id()).matches("[0-9]+");
        assertThat(media.mimeType()).isEqualTo("application/pdf");
        assertThat(media.sha256()).isEqualTo(SHA256);
        assertThat(media.filename()).isEqualTo("Rechnung 7.pdf");
        assertThat(media.caption()).isEqualTo("Rechnung");
        assertThat(media.url()).startsWith("https://lookaside.fbsbx.com/");
        assertThat(media.voice()).isFalse();
        assertThat(media.animated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "image-with-url,     image/jpeg,             false, false",
        "video,              video/mp4,              false, false",
        "audio-file,         audio/mpeg,             false, false",
        "audio-voice,        audio/ogg; codecs=opus, true,  false",
        "sticker-animated,   image/webp,             false, true",
        "edit-image,         image/jpeg,             false, false",
        "meta-image-message, image/jpeg,             false, false",
        "on-premise-voice,   audio/ogg; codecs=opus, true,  false",
        "on-premise-image,   image/jpeg,             false, false",
    })
    void aFileIsMedia(String payload, String mimeType, boolean voice, boolean animated) {
        InboundMessage.Media media = Payloads.message(payload).media().orElseThrow();
        assertThat(media.mimeType()).isEqualTo(mimeType);
        assertThat(media.voice()).isEqualTo(voice);
        assertThat(media.animated()).isEqualTo(animated);
        assertThat(media.id()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "media-undownloaded",
        "meta-text-message",
        "meta-contact-sharing-message",
        "unknown-type",
        "text-bare",
        "revoke",
        "edit-text"
    })
    void whatCannotBeDownloadedIsNoMedia(String payload) {
        assertThat(Payloads.message(payload).media()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "text-reply,                            wamid.OURS1, ''",
        "meta-text-message,                     '',          ''",
        "meta-interactive-button-reply-message, wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MEM2RUJFNkI0RENGQTVDRjUA, ''",
        "meta-reaction-message,                 '',          wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI0RTJEOTc2ODVERUY5RDlGNkYA",
        "reaction-removed,                      '',          wamid.OURS1",
        "edit-text,                             wamid.OURS1, wamid.THEIRS1",
        "revoke,                                '',          wamid.THEIRS1",
    })
    void itSaysWhichMessageItIsAbout(String payload, String replyTo, String originalId) {
        assertThat(Payloads.message(payload).replyTo()).isEqualTo(replyTo);
        assertThat(Payloads.message(payload).originalId()).isEqualTo(originalId);
    }

    @ParameterizedTest
    @CsvSource({
        "text-reply,                    491713920023,            '',                      Ada Beispiel",
        "text-numbers-and-milliseconds, 491713920023,            '',                      Ada Beispiel",
        "text-user-id,                  DE.10000000000000000001, DE.10000000000000000001, Ada Beispiel",
        "meta-system-message,           16505551234,             '',                      ''",
        "system-user-id-changed,        DE.10000000000000000001, DE.10000000000000000001, ''",
        "text-bare,                     '',                      '',                      ''",
        "on-premise-text,               491713920023,            '',                      Ada Beispiel",
    })
    void itSaysWhomToAnswer(String payload, String from, String userId, String name) {
        InboundMessage message = Payloads.message(payload);
        assertThat(message.from()).isEqualTo(from);
        assertThat(message.userId()).isEqualTo(userId);
        assertThat(message.contactName()).isEqualTo(name);
    }

    @Test
    void eachSenderHasTheirOwnNameAndNobodyAnothers() {
        assertThat(Payloads.events("several-senders").stream().map(WebhookEvent::contactName))
                .containsExactly("Ada Beispiel", "Bo", "");
    }

    @ParameterizedTest
    @CsvSource({
        "text-reply,                    2025-11-24T16:00:00Z",
        "text-numbers-and-milliseconds, 2025-11-24T16:00:00.123Z",
        "on-premise-text,               2017-09-08T20:36:28Z",
        "text-bare,                     ",
    })
    void theTimeIsInSecondsOrMilliseconds(String payload, Instant time) {
        assertThat(Payloads.message(payload).timestamp()).isEqualTo(Optional.ofNullable(time));
    }

    @Test
    void itSaysWhereItWasWrittenAndWhetherItWasForwarded() {
        assertThat(Payloads.message("text-group").groupId()).isEqualTo("Y2FwaV9ncm91cDoxMjM0NTY3ODkwZD");
        assertThat(Payloads.message("text-reply").groupId()).isEmpty();
        assertThat(Payloads.message("text-forwarded").isForwarded()).isTrue();
        assertThat(Payloads.message("text-frequently-forwarded").isForwarded()).isTrue();
        assertThat(Payloads.message("text-reply").isForwarded()).isFalse();
    }

    @Test
    void itSaysWhatWasReceivedByWhichNumber() {
        InboundMessage message = Payloads.message("text-reply");
        assertThat(message.field()).isEqualTo("messages");
        assertThat(message.accountId()).isEqualTo("360000000000099");
        assertThat(message.phoneNumberId()).isEqualTo("360000000000001");
        assertThat(message.displayPhoneNumber()).isEqualTo("493023125010");
        assertThat(message.from()).isEqualTo(SENDER);
        InboundMessage onPremise = Payloads.message("on-premise-text");
        assertThat(onPremise.field()).isEqualTo("messages");
        assertThat(onPremise.phoneNumberId() + onPremise.accountId() + onPremise.displayPhoneNumber())
                .isEmpty();
    }

    @Test
    void theContentIsWhatStandsUnderItsType() {
        assertThat(Payloads.message("location-live-coordinates-only")
                        .content()
                        .path("latitude")
                        .asDouble())
                .isEqualTo(52.520008);
        assertThat(Payloads.message("contacts-two").content()).hasSize(2);
        assertThat(Payloads.message("edit-text").content().path("body").asText())
                .isEqualTo("Nein, doch nicht.");
        assertThat(Payloads.message("on-premise-voice").content().path("id").asText())
                .startsWith("b1c68f38");
        assertThat(Payloads.message("unknown-type").content()).hasToString("{\"id\":\"h1\",\"depth\":3.5}");
        assertThat(Payloads.message("request-welcome").content().isMissingNode())
                .isTrue();
    }

    @Test
    void whatCouldNotBePassedOnHasErrors() {
        assertThat(Payloads.message("text-reply").errors()).isEmpty();
        assertThat(Payloads.message("unsupported-poll").errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.code()).hasValue(131051);
                    assertThat(error.title()).isEqualTo("Message type unknown");
                    assertThat(error.message()).isEqualTo("Message type unknown");
                    assertThat(error.details()).isEqualTo("Message type is currently not supported.");
                });
        assertThat(Payloads.message("ephemeral").errors())
                .extracting(EventError::code)
                .containsExactly(OptionalInt.of(131051));
        assertThat(Payloads.message("on-premise-unknown").errors())
                .extracting(EventError::details)
                .containsExactly("Message type is not currently supported");
    }

    @Test
    void everyCharacterArrives() {
        InboundMessage message = Payloads.message("text-unicode");
        assertThat(message.text()).isEqualTo("👩‍👩‍👧‍👦 שלום é \u202e\u0000\u2028\ud800 𝔘 🇩🇪");
        assertThat(message.contactName()).isEqualTo("Zoë 🌍 \u200f");
    }

    @Test
    void theKeyIsTheMessageId() {
        assertThat(Payloads.message("text-bare").key()).contains("wamid.BARE");
        assertThat(Payloads.message("edit-text").key())
                .contains(Payloads.message("edit-text").id());
        InboundMessage withoutId = (InboundMessage)
                WebhookJson.read("{\"messages\":[{}]}".getBytes()).get(0);
        assertThat(withoutId.key()).isEmpty();
        assertThat(withoutId.type() + withoutId.text() + withoutId.from()).isEmpty();
    }
}
