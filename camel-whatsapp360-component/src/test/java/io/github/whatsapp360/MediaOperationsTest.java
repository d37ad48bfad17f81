package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.UploadedMedia;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations of {@code whatsapp360:media} other than uploads, and their requests to the service. */
@Tag(EmulatorTest.BOTH_WAYS)
class MediaOperationsTest extends EmulatorTest {

    @TempDir
    Path folder;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:store").to("whatsapp360:media?operation=download").toD("file:" + folder);
            }
        };
    }

    @Test
    void infoTellsTypeSizeAndHash() throws Exception {
        byte[] bytes = Files.readAllBytes(sample("good/invoice.pdf"));
        UploadedMedia uploaded = upload("good/invoice.pdf");

        Exchange exchange = send("whatsapp360:media?operation=info", uploaded);

        MediaInfo info = exchange.getMessage().getBody(MediaInfo.class);
        assertThat(info)
                .isEqualTo(MediaInfo.of(uploaded.id(), "application/pdf")
                        .withSize(bytes.length)
                        .withSha256(sha256(bytes)));
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.MIME_TYPE))
                .isEqualTo("application/pdf");
    }

    @Test
    void aDownloadHasTheBytesOfTheUploadAndEndsWithItsExchange() throws Exception {
        UploadedMedia uploaded = upload("good/clip.mp4");
        File[] seen = new File[1];

        Exchange exchange = template.send("whatsapp360:media?operation=download", sent -> {
            sent.getMessage().setHeader(Whatsapp360Constants.MEDIA_ID, uploaded.id());
        });

        seen[0] = exchange.getMessage().getBody(File.class);
        assertThat(exchange.getException()).isNull();
        assertThat(seen[0]).doesNotExist();
        template.sendBodyAndHeader("direct:store", uploaded.id(), "CamelWhatsapp360Filename", "clip.mp4");
        assertThat(folder.resolve("clip-" + uploaded.id() + ".mp4")).hasSameBinaryContentAs(sample("good/clip.mp4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..\\..\\passwd",
                "/etc/passwd",
                "C:\\Windows\\passwd",
                "a/../../passwd",
                "..../passwd",
                "\u0000passwd",
                "\u202Epasswd",
                "~passwd",
                "CON",
                "..",
                ".",
                " ",
                "nul.txt"
            })
    void aNameCannotClimbOutOfTheFolder(String name) throws Exception {
        UploadedMedia uploaded = upload("good/invoice.pdf");

        Exchange exchange = send("direct:store", uploaded.id(), Map.of(Whatsapp360Constants.FILENAME, name));

        assertThat(exchange.getException()).isNull();
        try (Stream<Path> stored = Files.walk(folder)) {
            List<Path> files = stored.filter(Files::isRegularFile).toList();
            assertThat(files).hasSize(1);
            assertThat(files.get(0).getParent()).isEqualTo(folder);
            assertThat(files.get(0).getFileName().toString())
                    .doesNotStartWith(".")
                    .doesNotContain("..")
                    .doesNotMatch("(?i)(con|nul)(\\..*)?");
            assertThat(files.get(0)).hasSameBinaryContentAs(sample("good/invoice.pdf"));
        }
    }

    @Test
    void withoutANameTheIdAndTheTypeNameTheFile() throws Exception {
        UploadedMedia uploaded = upload("good/invoice.pdf");

        send("direct:store", uploaded.id());

        try (Stream<Path> stored = Files.list(folder)) {
            assertThat(stored.map(path -> path.getFileName().toString()).toList())
                    .singleElement()
                    .satisfies(name -> assertThat(name).endsWith(".pdf"));
        }
    }

    @Test
    void aDeletedFileIsGone() {
        UploadedMedia uploaded = upload("good/invoice.pdf");

        assertThat(send("whatsapp360:media?operation=delete", uploaded).getException())
                .isNull();

        assertThat(send("whatsapp360:media?operation=info", uploaded).getException())
                .isInstanceOf(ApiException.class);
        assertThat(send("whatsapp360:media?operation=delete", uploaded).getException())
                .isInstanceOf(ApiException.class);
    }

    @Test
    void aRefusedLookupIsNeverAskedAgain() {
        for (String operation : new String[] {"info", "download", "delete"}) {
            int before = emulator().requests().size();
            Exchange exchange = send("whatsapp360:media?operation=" + operation, "99999999");
            assertThat(exchange.getException()).isInstanceOf(ApiException.class);
            assertThat(emulator().requests()).hasSize(before + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../messages", "1/../../x", "12?x=1", "12#", "media", "12 34", "1\r\nHost: x", ""})
    void whatIsNoIdNeverBecomesAPath(String id) {
        for (String operation : new String[] {"info", "download", "delete"}) {
            Exchange exchange = send("whatsapp360:media", id, Map.of(Whatsapp360Constants.OPERATION, operation));
            assertThat(exchange.getException()).isInstanceOf(InvalidMessageException.class);
        }
        assertThat(emulator().requests()).isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new Fault.Refuse(), NotSentException.class),
                Arguments.of(new Fault.CloseAfterRequest(), OutcomeUnknownException.class),
                Arguments.of(new Fault.Silent(), OutcomeUnknownException.class),
                Arguments.of(new Fault.Drip(Duration.ofMillis(50)), OutcomeUnknownException.class),
                Arguments.of(new Fault.Garbage("<html>"), OutcomeUnknownException.class),
                Arguments.of(new Fault.CutAnswerAfter(5), OutcomeUnknownException.class),
                Arguments.of(new Fault.NotHttp(), OutcomeUnknownException.class),
                Arguments.of(Fault.Status.gateway(404, "not found"), ApiException.class),
                Arguments.of(Fault.Status.bare(302), ApiException.class),
                Arguments.of(Fault.Status.meta(429, 130429, "Rate limit hit"), ApiException.class),
                Arguments.of(Fault.Status.bare(502), OutcomeUnknownException.class),
                Arguments.of(Fault.Status.meta(503, 2, "Temporary"), ApiException.class));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aLookupThatFailsEndsAndTheNextOneWorks(Fault fault, Class<?> expected) {
        UploadedMedia uploaded = upload("good/invoice.pdf");
        try (FaultRelay relay = emulator().relay()) {
            String options = "&maxRetries=0&baseUrl=" + relay.baseUrl() + timeoutFor(fault);
            relay.always(fault);
            Exchange failed = send("whatsapp360:media?operation=info" + options, uploaded);
            assertThat(failed.getException()).isInstanceOf(expected);
            assertThat(failed.getException().getMessage())
                    .doesNotContain(emulator().apiKey());
            relay.clear();
            assertThat(send("whatsapp360:media?operation=info" + options, uploaded)
                            .getException())
                    .isNull();
        }
    }

    @Test
    void aDownloadThatBreaksOffIsDoneAgainAndHasTheWholeFile() throws Exception {
        UploadedMedia uploaded = upload("good/clip.mp4");
        try (FaultRelay relay = emulator().relay()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:cut")
                            .to("whatsapp360:media?operation=download&baseUrl=" + relay.baseUrl())
                            .to("file:" + folder);
                }
            });
            relay.next(new Fault.CutAnswerAfter(20)); // of the lookup: asked again
            Exchange exchange = send("direct:cut", uploaded, Map.of(Whatsapp360Constants.FILENAME, "v.mp4"));
            assertThat(exchange.getException()).isNull();
            assertThat(relay.requests()).isEqualTo(3);
            assertThat(folder.resolve("v-" + uploaded.id() + ".mp4")).hasSameBinaryContentAs(sample("good/clip.mp4"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Please log in</html>", "{\"success\":false}"})
    void whatDoesNotSayThatItWasDoneIsNotTakenForDone(String answer) {
        UploadedMedia uploaded = upload("good/invoice.pdf");
        try (FaultRelay relay = emulator().relay()) {
            relay.always(new Fault.Garbage(answer));
            String options = "&maxRetries=0&baseUrl=" + relay.baseUrl();
            assertThat(send("whatsapp360:media?operation=delete" + options, uploaded)
                            .getException())
                    .isInstanceOf(OutcomeUnknownException.class);
            assertThat(send("whatsapp360:send?operation=markRead" + options, "wamid.ABC")
                            .getException())
                    .isInstanceOf(OutcomeUnknownException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"success\":true}"})
    void theServiceMaySayThatItWasDoneInMoreThanOneWay(String answer) {
        try (FaultRelay relay = emulator().relay()) {
            relay.next(new Fault.Garbage(answer));
            assertThat(send("whatsapp360:send?operation=markRead&maxRetries=0&baseUrl=" + relay.baseUrl(), "wamid.ABC")
                            .getException())
                    .isNull();
        }
    }

    @Test
    void aTimeToLiveGoesAlongAndShortensTheExpiry() throws Exception {
        Exchange exchange = send("whatsapp360:media?mediaTtl=2h", sample("good/invoice.pdf"));

        RecordedRequest upload = uploads().get(0);
        assertThat(upload.fields()).containsEntry("ttl_minutes", "120");
        assertThat(exchange.getMessage().getBody(UploadedMedia.class).expiresAt())
                .isBetween(Instant.now().plusSeconds(7_000), Instant.now().plusSeconds(7_201));
    }

    @ParameterizedTest
    @CsvSource({
        "mediaTtl=59m, from 1 hour to 30 days",
        "mediaTtl=721h, from 1 hour to 30 days",
        "mediaTtl=2h&hosting=ON_PREMISE, hosting=CLOUD only"
    })
    void aTimeToLiveThatCannotWorkStopsTheStart(String options, String words) {
        assertThatThrownBy(() -> context.getEndpoint("whatsapp360:media?" + options))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .rootCause()
                .hasMessageContaining("Option mediaTtl")
                .hasMessageContaining(words);
    }

    @Test
    void aReceivedMessageIsMarkedAsReadAndTypingIsShown() {
        Map<String, Object> received = Map.of(Whatsapp360Constants.MESSAGE_ID, "wamid.ABC");
        assertThat(send("whatsapp360:send?operation=markRead", "kept", received)
                        .getMessage()
                        .getBody())
                .isEqualTo("kept");
        send("whatsapp360:send?operation=typing", null, received);
        send("whatsapp360:send", Map.of("status", "read", "message_id", "wamid.ABC"));

        assertThat(messages().stream().map(request -> request.body()).toList())
                .containsExactly(
                        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.ABC\"}",
                        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.ABC\","
                                + "\"typing_indicator\":{\"type\":\"text\"}}",
                        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.ABC\"}");
        assertThat(messages())
                .allSatisfy(request -> assertThat(request.status()).isEqualTo(200));
        assertThat(send("whatsapp360:send", Map.of("status", "read")).getException())
                .isInstanceOf(InvalidMessageException.class);
        assertThat(send("whatsapp360:send?operation=markRead", null).getException())
                .isInstanceOf(InvalidMessageException.class);
    }

    private UploadedMedia upload(String sample) {
        return send("whatsapp360:media", sample(sample)).getMessage().getBody(UploadedMedia.class);
    }
}
