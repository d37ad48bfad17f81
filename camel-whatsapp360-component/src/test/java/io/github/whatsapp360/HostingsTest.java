package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.SentMessage;
import java.io.ByteArrayInputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox and On-Premise, each against an emulator that speaks nothing else. */
@Tag(EmulatorTest.BOTH_WAYS)
class HostingsTest {

    @Nested
    class Sandbox extends EmulatorTest {

        @RegisterExtension
        static final Whatsapp360EmulatorExtension SANDBOX = Whatsapp360EmulatorExtension.of(
                builder -> builder.hosting(EmulatedHosting.SANDBOX).unlimited());

        @Override
        void configure(Whatsapp360Configuration options) {
            super.configure(options);
            options.setHosting(Hosting.SANDBOX);
            options.setBaseUrl(SANDBOX.emulator().baseUrl());
        }

        @Test
        void textsAndLinksGo() {
            assertThat(send("whatsapp360:send", "hello").getException()).isNull();
            assertThat(send("whatsapp360:send", URI.create("https://example.com/a.pdf"))
                            .getException())
                    .isNull();
            assertThat(SANDBOX.emulator().chat(TO).messages())
                    .extracting(ChatMessage::type)
                    .containsExactly("text", "document");
            assertThat(SANDBOX.emulator().requests())
                    .allSatisfy(request -> assertThat(request.path()).isEqualTo("/v1/messages"));
        }

        @Test
        void filesAreRefusedBeforeTheNetworkEvenWithoutValidation() {
            for (String uri : List.of(
                    "whatsapp360:media",
                    "whatsapp360:send",
                    "whatsapp360:media?operation=info",
                    "whatsapp360:media?operation=download",
                    "whatsapp360:media?operation=delete",
                    "whatsapp360:media?validate=false")) {
                Object body = uri.contains("operation") ? "123456" : sample("good/invoice.pdf");
                Exception failure = send(uri, body).getException();
                assertThat(failure).isInstanceOf(InvalidMessageException.class);
                assertThat(failure.getMessage()).contains("sandbox").contains("CamelWhatsapp360Link");
            }
            assertThat(SANDBOX.emulator().requests()).isEmpty();
        }

        @Test
        void receivedMessagesAreMarkedAsReadAndTheBaseUrlMayEndInTheVersion() {
            String options = "&baseUrl=" + SANDBOX.emulator().baseUrl() + "/v1";
            for (String operation : new String[] {"markRead", "typing"}) {
                assertThat(send("whatsapp360:send?operation=" + operation + options, "wamid.ABC")
                                .getException())
                        .isNull();
            }
            assertThat(SANDBOX.emulator().requests()).hasSize(2).allSatisfy(request -> assertThat(request.status())
                    .isEqualTo(200));
        }

        @Test
        void aMediaIdIsRefusedToo() {
            Exchange exchange = send(
                    "whatsapp360:send",
                    null,
                    Map.of(Whatsapp360Constants.MEDIA_ID, "123", Whatsapp360Constants.TYPE, "image"));
            assertThat(exchange.getException()).isInstanceOf(InvalidMessageException.class);
            assertThat(SANDBOX.emulator().requests()).isEmpty();
        }
    }

    @Nested
    class OnPremise extends EmulatorTest {

        @RegisterExtension
        static final Whatsapp360EmulatorExtension PREMISES = Whatsapp360EmulatorExtension.of(
                builder -> builder.hosting(EmulatedHosting.ON_PREMISE).unlimited());

        @TempDir
        Path folder;

        @Override
        void configure(Whatsapp360Configuration options) {
            super.configure(options);
            options.setHosting(Hosting.ON_PREMISE);
            options.setBaseUrl(premises().baseUrl());
        }

        @Override
        protected RoutesBuilder createRouteBuilder() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:store")
                            .to("whatsapp360:media?operation=download")
                            .to("file:" + folder);
                }
            };
        }

        private static Whatsapp360Emulator premises() {
            return PREMISES.emulator();
        }

        @ParameterizedTest
        @ValueSource(strings = {"invoice.pdf", "photo.jpg", "clip.mp4", "voice.ogg", "sticker.webp", "contract.docx"})
        void aFileIsUploadedRawAndSentById(String name) throws Exception {
            Exchange exchange = send("whatsapp360:send", sample("good/" + name).toFile());

            assertThat(exchange.getException()).isNull();
            assertThat(premises().chat(TO).messages()).singleElement().satisfies(message -> {
                assertThat(message.sha256()).isEqualTo(sha256(Files.readAllBytes(sample("good/" + name))));
                assertThat(message.json().has("messaging_product")).isFalse();
            });
            assertThat(exchange.getMessage().getBody(SentMessage.class).id()).isNotEmpty();
        }

        @Test
        void aFileThatTheServiceHasLostIsUploadedAgainAndSentOnce() throws Exception {
            Path file = sample("good/invoice.pdf");
            String id =
                    send("whatsapp360:send", file).getMessage().getHeader(Whatsapp360Constants.MEDIA_ID, String.class);
            HttpRequest deletion = HttpRequest.newBuilder(
                            URI.create(PREMISES.emulator().baseUrl() + "/v1/media/" + id))
                    .header("D360-API-KEY", PREMISES.emulator().apiKey())
                    .DELETE()
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(deletion, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);

            Exchange again = send("whatsapp360:send", file);

            assertThat(again.getException()).isNull();
            assertThat(again.getMessage().getHeader(Whatsapp360Constants.MEDIA_ID))
                    .isNotEqualTo(id);
            assertThat(PREMISES.emulator().chat(TO).messages()).hasSize(2);
        }

        @Test
        void anUploadKnowsItsShorterLife() {
            UploadedMedia media = send("whatsapp360:media", sample("good/invoice.pdf"))
                    .getMessage()
                    .getBody(UploadedMedia.class);
            assertThat(Duration.between(Instant.now(), media.expiresAt()))
                    .isBetween(Duration.ofDays(13), Duration.ofDays(14));
        }

        @Test
        void infoDownloadAndDeleteWork() throws Exception {
            byte[] bytes = Files.readAllBytes(sample("good/invoice.pdf"));
            UploadedMedia media = send("whatsapp360:media", sample("good/invoice.pdf"))
                    .getMessage()
                    .getBody(UploadedMedia.class);

            assertThat(send("whatsapp360:media?operation=info", media)
                            .getMessage()
                            .getBody(MediaInfo.class))
                    .isEqualTo(MediaInfo.of(media.id(), "application/pdf")
                            .withSize(bytes.length)
                            .withSha256(sha256(bytes)));
            send("direct:store", media, Map.of(Whatsapp360Constants.FILENAME, "in.pdf"));
            assertThat(folder.resolve("in-" + media.id() + ".pdf")).hasBinaryContent(bytes);
            assertThat(send("whatsapp360:media?operation=delete", media).getException())
                    .isNull();
            assertThat(send("whatsapp360:media?operation=info", media).getException())
                    .isInstanceOf(ApiException.class);
        }

        @Test
        void aBaseUrlMayEndInTheVersion() {
            assertThat(send("whatsapp360:send?baseUrl=" + premises().baseUrl() + "/v1/", "hello")
                            .getException())
                    .isNull();
        }

        @Test
        void aProviderStandsBesideTheLink() {
            Map<String, Object> image =
                    Map.of("link", "https://example.com/a.jpg", "provider", Map.of("name", "shop"), "caption", "A");
            Exchange exchange = send("whatsapp360:send", Map.of("type", "image", "image", image));
            assertThat(exchange.getException()).isNull();
            assertThat(premises()
                            .messages()
                            .get(0)
                            .json()
                            .at("/image/provider/name")
                            .asText())
                    .isEqualTo("shop");
        }

        @Test
        void moreThan64MegabytesAnimatedStickersAndStreamsOfUnknownLengthAreRefused() throws Exception {
            Path large = folder.resolve("large.pdf");
            try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
                file.write("%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII));
                file.setLength((64L << 20) + 1);
            }
            assertThat(send("whatsapp360:media", large).getException())
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("64 MB");
            byte[] sticker = Files.readAllBytes(sample("good/sticker.webp"));
            byte[] animated = Arrays.copyOf(sticker, sticker.length);
            System.arraycopy("VP8X".getBytes(StandardCharsets.US_ASCII), 0, animated, 12, 4);
            animated[20] = 2;
            Path moving = Files.write(folder.resolve("moving.webp"), animated);
            assertThat(send("whatsapp360:media", moving).getException())
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("animated");
            byte[] pdf = Files.readAllBytes(sample("good/invoice.pdf"));
            Exchange stream = send(
                    "whatsapp360:media", new ByteArrayInputStream(pdf), Map.of(Whatsapp360Constants.FILENAME, "a.pdf"));
            assertThat(stream.getException())
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("unknown length");
            assertThat(premises().requests()).isEmpty();
        }

        @Test
        void aReceivedMessageIsMarkedAsReadByItsPath() {
            Map<String, Object> received = Map.of(Whatsapp360Constants.MESSAGE_ID, "gBEGkYiEB1VXAglK1ZEqA1YKPrU");
            assertThat(send("whatsapp360:send?operation=markRead", null, received)
                            .getException())
                    .isNull();
            assertThat(premises().requests()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("PUT");
                assertThat(request.path()).isEqualTo("/v1/messages/gBEGkYiEB1VXAglK1ZEqA1YKPrU");
                assertThat(request.status()).isEqualTo(200);
            });
            assertThat(send("whatsapp360:send?operation=typing", null, received).getException())
                    .isInstanceOf(InvalidMessageException.class);
        }

        @Test
        void aRefusalIsReadInItsOwnForm() {
            Exchange exchange = send("whatsapp360:send?validate=false", "hello", Map.of("CamelWhatsapp360To", "abc"));
            assertThat(exchange.getException()).isInstanceOfSatisfying(ApiException.class, e -> {
                assertThat(e.getCode()).isPresent();
                assertThat(e.getDetails()).isNotEmpty();
            });
        }
    }
}
