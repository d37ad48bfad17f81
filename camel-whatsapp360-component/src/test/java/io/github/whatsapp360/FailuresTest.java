package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which one call can fail: which exception, how many requests, how long, and that the next call works. */
@Tag(EmulatorTest.BOTH_WAYS)
class FailuresTest extends EmulatorTest {

    private static final Class<NotSentException> UNSENT = NotSentException.class;
    private static final Class<OutcomeUnknownException> UNKNOWN = OutcomeUnknownException.class;
    private static final Class<ApiException> REFUSED = ApiException.class;

    private FaultRelay relay;

    @TempDir
    Path folder;

    @BeforeEach
    void connect() {
        relay = emulator().relay();
    }

    @AfterEach
    void disconnect() {
        relay.close();
    }

    static Stream<Arguments> faults() {
        String html = "<html><body>proxy</body></html>";
        return Stream.of(
                // fault, of a text, of an upload of 8 MB
                Arguments.of(new Fault.Refuse(), UNSENT, UNSENT),
                // the few bytes of a text may have left the process before the reset is seen, or not
                Arguments.of(new Fault.ResetAfter(0), Whatsapp360Exception.class, UNSENT),
                Arguments.of(new Fault.ResetAfter(3_000_000), null, UNSENT),
                Arguments.of(new Fault.StopReading(100_000), null, UNSENT),
                Arguments.of(new Fault.CloseAfterRequest(), UNKNOWN, UNKNOWN),
                Arguments.of(new Fault.Silent(), UNKNOWN, UNKNOWN),
                Arguments.of(new Fault.Drip(Duration.ofMillis(50)), UNKNOWN, UNKNOWN),
                Arguments.of(new Fault.Garbage(html), UNKNOWN, UNKNOWN),
                Arguments.of(new Fault.Garbage(""), UNKNOWN, UNKNOWN),
                Arguments.of(new Fault.Garbage("null"), UNKNOWN, UNKNOWN),
                Arguments.of(new Fault.Garbage("{\"id\":{}}"), UNKNOWN, UNKNOWN),
                Arguments.of(new Fault.Garbage("{".repeat(100_000)), UNKNOWN, UNKNOWN),
                Arguments.of(new Fault.CutAnswerAfter(0), UNKNOWN, UNKNOWN),
                Arguments.of(new Fault.CutAnswerAfter(5), UNKNOWN, UNKNOWN),
                Arguments.of(Fault.Status.bare(302), REFUSED, REFUSED),
                Arguments.of(Fault.Status.meta(400, 131009, "Parameter value is not valid"), REFUSED, REFUSED),
                Arguments.of(Fault.Status.gateway(400, "Endpoint rate limit exceeded"), REFUSED, REFUSED),
                Arguments.of(Fault.Status.gateway(401, "Invalid api key"), REFUSED, REFUSED),
                Arguments.of(Fault.Status.bare(403), REFUSED, REFUSED),
                Arguments.of(Fault.Status.bare(404), REFUSED, REFUSED),
                Arguments.of(Fault.Status.meta(429, 130429, "Rate limit hit").retryAfter("1"), REFUSED, REFUSED),
                Arguments.of(Fault.Status.meta(500, 131000, "Something went wrong"), REFUSED, REFUSED),
                Arguments.of(new Fault.Status(500, html, ""), UNKNOWN, UNKNOWN),
                Arguments.of(new Fault.Status(502, html, ""), UNKNOWN, UNKNOWN),
                Arguments.of(Fault.Status.bare(503), REFUSED, REFUSED),
                Arguments.of(Fault.Status.bare(504), UNKNOWN, UNKNOWN));
    }

    /** A front, such as Cloudflare's, that had the request and no answer; or no connection to pass it on. */
    static Stream<Arguments> fronts() {
        List<Integer> unsent = List.of(511, 521, 522, 523, 525, 526);
        return Stream.concat(unsent.stream(), Stream.of(501, 505, 507, 520, 524, 527, 530, 598, 599))
                .flatMap(status -> Stream.of(
                        Arguments.of(
                                new Fault.Status(status, "<html><body>front</body></html>", ""),
                                unsent.contains(status) ? UNSENT : UNKNOWN),
                        Arguments.of(Fault.Status.bare(status), unsent.contains(status) ? UNSENT : UNKNOWN),
                        Arguments.of(Fault.Status.meta(status, 131000, "Something went wrong"), REFUSED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fronts")
    void aFrontTellsWhetherItPassedTheMessageOn(Fault fault, Class<? extends Exception> outcome) {
        ends(fault, outcome, "the text");
    }

    /** Gateways and application servers write JSON too; their words are not the service's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'timestamp':'2026-11-27T04:00:00Z','path':'/messages','status':504,'error':'Gateway Timeout'}",
                "{'statusCode':504,'error':'Gateway Timeout','message':'upstream'}",
                "{'error':{'code':504,'message':'upstream request timeout','status':'DEADLINE_EXCEEDED'}}",
                "{'type':'about:blank','title':'Gateway Timeout','status':504}",
                "{'message':'Endpoint request timed out'}"
            })
    void aGatewaysJsonIsNotTheServices(String json) {
        ends(new Fault.Status(504, json.replace('\'', '"'), ""), UNKNOWN, "the text");
    }

    @ParameterizedTest
    @CsvSource({
        "302, redirects",
        "403, it blocks this request",
        "404, baseUrl",
        "407, proxyAuthUsername",
        "413, larger",
        "431, longer",
        "418, on the way"
    })
    void whatAnswersInThePlaceOfTheServiceIsNamed(int status, String words) {
        relay.always(new Fault.Status(status, "<html><body>for 4915112345678</body></html>", ""));

        Exchange exchange = send("whatsapp360:send?maxRetries=0&baseUrl=" + relay.baseUrl(), "hello");

        assertThat(exchange.getException())
                .isInstanceOf(REFUSED)
                .hasMessageContaining("on the way")
                .hasMessageContaining("HTTP " + status)
                .hasMessageContaining(words)
                .hasMessageNotContaining(TO);
    }

    static Stream<Arguments> faultsOfTexts() {
        return faults().filter(fault -> fault.get()[1] != null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfTexts")
    void aTextEndsWithTheRightException(Fault fault, Class<? extends Exception> outcome) {
        ends(fault, outcome, "the text");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void anUploadEndsWithTheRightException(Fault fault, Class<?> ofText, Class<? extends Exception> outcome)
            throws IOException {
        ends(fault, outcome, TestPdf.write(folder.resolve("large.pdf"), 8 << 20));
    }

    private void ends(Fault fault, Class<? extends Exception> outcome, Object body) {
        String uri = (body instanceof String ? "whatsapp360:send" : "whatsapp360:media") + "?maxRetries=0&baseUrl="
                + relay.baseUrl() + timeoutFor(fault);
        relay.always(fault);
        long start = System.nanoTime();

        Exchange exchange = send(uri, body, Map.of("CamelWhatsapp360CallbackData", "ref-9"));

        if (!timeoutFor(fault).isEmpty()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("sooner than without the option")
                    .isLessThan(Duration.ofMillis(new Whatsapp360Configuration().getResponseTimeout()));
        }
        assertThat(exchange.getException()).isInstanceOf(outcome).isInstanceOfAny(REFUSED, UNSENT, UNKNOWN);
        if (outcome != REFUSED) {
            assertThat(exchange.getException()).isNotInstanceOf(REFUSED);
        }
        assertThat(relay.requests()).isLessThanOrEqualTo(1);
        if (exchange.getException() instanceof OutcomeUnknownException unknown) {
            assertThat(unknown.getCallbackData()).isEqualTo(body instanceof String ? "ref-9" : "");
        }

        relay.clear();
        assertThat(send(uri, body).getException()).as("the next call").isNull();
    }

    @Test
    void aHostThatDoesNotExistIsNamed() {
        // a label of more than 63 letters is no host name (RFC 1035), which is found out without asking anyone
        String host = "no-such-host-" + "x".repeat(60);
        Exchange exchange = send("whatsapp360:send?maxRetries=0&baseUrl=http://" + host, "hello");
        assertThat(exchange.getException())
                .isInstanceOf(NotSentException.class)
                .hasMessageContaining("The host " + host + " was not found")
                .hasMessageContaining("baseUrl");
    }

    @Test
    void aServerThatNeverAcceptsIsAFailedConnection() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // it accepts at TCP's level and never speaks TLS
            Exchange exchange = send(
                    "whatsapp360:send?maxRetries=0&connectTimeout=200&responseTimeout=200&baseUrl=https://127.0.0.1:"
                            + full.getLocalPort(),
                    "hello");
            assertThat(exchange.getException()).isInstanceOf(NotSentException.class);
        }
    }

    @Test
    void aMessageIsRepeatedOnlyWhereNothingWasAccepted() {
        relay.next(
                Fault.Status.meta(429, 130429, "Rate limit hit"),
                Fault.Status.bare(503),
                Fault.Status.meta(400, 131056, "Pair rate limit hit"));
        assertThat(send("whatsapp360:send?baseUrl=" + relay.baseUrl(), "hello").getException())
                .isNull();
        assertThat(relay.requests()).isEqualTo(4);
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void aMessageIsNeverRepeatedWhenItsOutcomeIsUnknown() {
        relay.next(new Fault.CutAnswerAfter(5));
        Exchange exchange = send("whatsapp360:send?baseUrl=" + relay.baseUrl(), "hello");
        assertThat(exchange.getException())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("callback data");
        assertThat(relay.requests()).isEqualTo(1);
        assertThat(chat().messages()).as("it was accepted").hasSize(1);
    }

    @Test
    void anUploadIsRepeatedAlsoWhenItsOutcomeIsUnknown() throws Exception {
        relay.next(new Fault.CutAnswerAfter(5), new Fault.Garbage("<html>"));
        Exchange exchange = send("whatsapp360:media?baseUrl=" + relay.baseUrl(), sample("good/invoice.pdf"));
        assertThat(exchange.getException()).isNull();
        assertThat(relay.requests()).isEqualTo(3);
        assertThat(uploads()).isNotEmpty().allSatisfy(upload -> assertThat(upload.sha256())
                .isEqualTo(sha256(Files.readAllBytes(sample("good/invoice.pdf")))));
    }

    @Test
    void theRetriesAreBounded() {
        relay.always(Fault.Status.bare(503));
        Exchange exchange = send("whatsapp360:send?maxRetries=2&baseUrl=" + relay.baseUrl(), "hello");
        assertThat(exchange.getException()).isInstanceOf(ApiException.class);
        assertThat(relay.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"400, 131048", "400, 80007", "429, 613", "400, 133016", "400, 4", "400, 2494100"})
    void whatSecondsDoNotHealIsReportedAtOnce(int status, int code) {
        relay.always(Fault.Status.meta(status, code, "limit"));
        Exchange exchange = send("whatsapp360:send?baseUrl=" + relay.baseUrl(), "hello");
        assertThat(exchange.getException()).isInstanceOfSatisfying(REFUSED, refusal -> assertThat(refusal.isRetryable())
                .isTrue());
        assertThat(relay.requests()).isEqualTo(1);
    }

    @Test
    void anOutageCostsABoundedNumberOfRepetitions() {
        String uri = "whatsapp360:send?retryDelay=1&baseUrl=" + relay.baseUrl();
        relay.always(Fault.Status.bare(503));
        for (int call = 1; call <= 150; call++) {
            assertThat(send(uri, "hello").getException()).isInstanceOf(REFUSED);
        }
        assertThat(relay.requests()).as("150 with 400 repetitions").isEqualTo(550);

        relay.clear();
        for (int call = 1; call <= 5; call++) {
            assertThat(send(uri, "hello").getException()).isNull();
        }
        relay.next(Fault.Status.bare(503));
        assertThat(send(uri, "hello").getException()).as("repeated again").isNull();
        assertThat(relay.requests()).isEqualTo(557);
    }

    @Test
    void aRecipientsLimitTakesNoRepetitionsFromTheOthers() {
        String uri = "whatsapp360:send?retryDelay=1&baseUrl=" + relay.baseUrl();
        relay.always(Fault.Status.meta(400, 131056, "Pair rate limit hit"));
        for (int call = 1; call <= 140; call++) {
            assertThat(send(uri, "hello").getException()).isInstanceOf(REFUSED);
        }
        assertThat(relay.requests()).isEqualTo(560);
        relay.clear();
        relay.next(Fault.Status.bare(503));
        assertThat(send(uri, "hello").getException()).isNull();
    }

    @Test
    void retryAfterWinsOverTheDelay() {
        relay.next(Fault.Status.meta(429, 130429, "Rate limit hit").retryAfter("1"));
        long start = System.nanoTime();
        assertThat(send("whatsapp360:send?retryDelay=1&baseUrl=" + relay.baseUrl(), "hello")
                        .getException())
                .isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    @Test
    void aRefusalThatComesBeforeTheLastByteIsReported() throws Exception {
        Path large = TestPdf.write(folder.resolve("large.pdf"), 20 << 20);
        Exchange exchange = send("whatsapp360:media?maxRetries=0&apiKey=wrong", large);
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(ApiException.class, refusal -> assertThat(refusal.getStatus())
                        .isEqualTo(401));
    }

    @Test
    void aFileThatDisappearsBetweenAttemptsWasNotSent() throws Exception {
        Path file = TestPdf.write(folder.resolve("shrinking.pdf"), 1 << 20);
        relay.next(Fault.Status.bare(503));
        var sending = template.asyncSend(
                "whatsapp360:media?retryDelay=3000&baseUrl=" + relay.baseUrl(),
                exchange -> exchange.getMessage().setBody(file));
        await().until(() -> relay.requests() == 1);
        Files.delete(file);

        Exception failure = sending.get().getException();

        assertThat(failure)
                .isInstanceOfSatisfying(
                        UNSENT, unsent -> assertThat(unsent.getReason()).isEqualTo(NotSentException.Reason.LOCAL_FILE))
                .hasMessageContaining("cannot be read");
        assertThat(uploads()).noneMatch(upload -> upload.status() == 200);
    }

    @Test
    void whatWaitsForAnotherAttemptIsNotSentWhenTheComponentStops() throws Exception {
        relay.always(Fault.Status.bare(503));
        var sending = template.asyncSend(
                "whatsapp360:send?retryDelay=1h&baseUrl=" + relay.baseUrl(),
                exchange -> exchange.getMessage().setBody("hello"));
        await().until(() -> relay.requests() == 1);
        assertThat(sending).isNotDone();

        context.getComponent("whatsapp360", Whatsapp360Component.class).stop();

        assertThat(sending.get().getException())
                .isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                        .isEqualTo(NotSentException.Reason.STOPPED))
                .hasCauseInstanceOf(ApiException.class);
        assertThat(relay.requests()).isEqualTo(1);
        assertThat(send("whatsapp360:send?retryDelay=1h&baseUrl=" + relay.baseUrl(), "too late")
                        .getException())
                .isInstanceOf(NotSentException.class)
                .hasMessageContaining("stopped");
        assertThat(relay.requests()).isEqualTo(1);
    }
}
