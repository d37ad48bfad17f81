package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.media.UploadedMedia;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every failure, of a text, an upload and a message by ID, with the component's own retries and with Camel's
 * redelivery: how it ends, how many requests were on the wire, and that what arrived is the file. The failure happens
 * once; the next attempt, if there is one, goes through. The table in the documentation is made of the same lines.
 */
@Tag(EmulatorTest.BOTH_WAYS)
class FailureMatrixTest extends EmulatorTest {

    private static final Class<? extends Whatsapp360Exception> UNSENT = NotSentException.class;
    private static final Class<? extends Whatsapp360Exception> UNKNOWN = OutcomeUnknownException.class;
    private static final Class<? extends Whatsapp360Exception> REFUSED = ApiException.class;
    private static final long MIDDLE = 9_000; // bytes: more than a text has, fewer than the invoice

    /**
     * One failure.
     *
     * @param ofMessage the exception of a message that is not retried; null if a message has no such failure
     * @param ofUpload the exception of an upload that is not retried
     * @param message true if the component retries a message
     * @param upload true if the component retries an upload
     */
    record Row(
            String name,
            Fault fault,
            Class<? extends Whatsapp360Exception> ofMessage,
            Class<? extends Whatsapp360Exception> ofUpload,
            boolean message,
            boolean upload) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> rows() {
        String html = "<html><body>Bad gateway</body></html>";
        return List.of(
                new Row(
                        "connection reset in the middle of the request body",
                        new Fault.ResetAfter(MIDDLE),
                        null,
                        UNSENT,
                        false,
                        true),
                new Row("the server stops reading the request", new Fault.StopReading(100), null, UNSENT, false, true),
                unknown("connection closed after the whole request", new Fault.CloseAfterRequest()),
                unknown("accepted, but the answer is lost", new Fault.LoseAnswer()),
                unknown("no answer", new Fault.Silent()),
                unknown("an answer that comes byte by byte", new Fault.Drip(Duration.ofMillis(100))),
                unknown("200 with HTML", new Fault.Garbage(html)),
                unknown("200 without a body", new Fault.Garbage("")),
                unknown("200 with an incomplete body", new Fault.CutAnswerAfter(5)),
                unknown("an answer that is not HTTP", new Fault.NotHttp()),
                refused("302", Fault.Status.bare(302)),
                refused("400 in Meta's form", Fault.Status.meta(400, 131009, "Parameter value is not valid")),
                refused("400 in Meta's form within 360dialog's", Fault.Status.wrapped(400, 100, "Invalid parameter")),
                refused("400 in 360dialog's form", Fault.Status.gateway(400, "API disabled for the number")),
                refused("400 with plain text", Fault.Status.of(400, "{\"error\":\"lack of payment\"}")),
                refused(
                        "400 in the On-Premise form",
                        Fault.Status.of(
                                400, "{\"errors\":[{\"code\":1009,\"title\":\"Parameter value is not valid\"}]}")),
                refused("400 without a body", Fault.Status.bare(400)),
                throttled("400 with a rate-limit code", Fault.Status.meta(400, 130429, "Rate limit hit")),
                refused(
                        "400 with the code of a limit that lasts longer than seconds",
                        Fault.Status.meta(400, 131048, "Spam rate limit hit")),
                throttled(
                        "400 with the text \"endpoint rate limit\"",
                        Fault.Status.gateway(400, "Endpoint rate limit exceeded")),
                refused("401", Fault.Status.gateway(401, "Invalid api key")),
                refused("403", Fault.Status.gateway(403, "Path is not allowed")),
                refused("404", Fault.Status.gateway(404, "Path not found")),
                throttled("429", Fault.Status.bare(429)),
                throttled(
                        "429 with Retry-After",
                        Fault.Status.meta(429, 130429, "Rate limit hit").retryAfter("1")),
                unknown("500 of a proxy", Fault.Status.of(500, html)),
                throttled("500 with a temporary code of Meta", Fault.Status.meta(500, 131000, "Something went wrong")),
                refused("500 with a permanent code of Meta", Fault.Status.meta(500, 131045, "Not registered")),
                unknown("502", Fault.Status.of(502, html)),
                throttled("503", Fault.Status.bare(503)),
                unknown("504", Fault.Status.bare(504)),
                unsent("522 of a proxy", Fault.Status.of(522, html)),
                unknown("524 of a proxy", Fault.Status.of(524, html)));
    }

    private static Row unknown(String name, Fault fault) {
        return new Row(name, fault, UNKNOWN, UNKNOWN, false, true);
    }

    private static Row unsent(String name, Fault fault) {
        return new Row(name, fault, UNSENT, UNSENT, true, true);
    }

    private static Row refused(String name, Fault fault) {
        return new Row(name, fault, REFUSED, REFUSED, false, false);
    }

    private static Row throttled(String name, Fault fault) {
        return new Row(name, fault, REFUSED, REFUSED, true, true);
    }

    static Stream<Arguments> matrix() {
        return rows().stream().flatMap(row -> Stream.of("text", "upload", "by ID")
                .filter(what -> what.equals("upload") || row.ofMessage() != null)
                .flatMap(what -> Stream.of("component", "camel").map(way -> Arguments.of(row, what, way))));
    }

    private FaultRelay relay;

    @TempDir
    Path folder;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        relay = emulator().relay();
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String action : new String[] {"send", "media"}) {
                    route(action, "");
                    route(action, timeoutFor(new Fault.Silent()));
                }
            }

            private void route(String action, String timeout) {
                String uri = "whatsapp360:" + action + "?retryDelay=10&baseUrl=" + relay.baseUrl() + timeout;
                from("direct:component-" + action + timeout).to(uri + "&maxRetries=1");
                from("direct:camel-" + action + timeout)
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(10))
                        .to(uri + "&maxRetries=0");
                from("direct:none-" + action + timeout).to(uri + "&maxRetries=0");
            }
        };
    }

    @AfterEach
    void disconnect() {
        relay.close();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("matrix")
    void aFailureEndsAsTheTableSays(Row row, String what, String way) throws Exception {
        boolean upload = what.equals("upload");
        boolean again = way.equals("camel") || (upload ? row.upload() : row.message());
        Path file = file(row);
        Map<String, Object> headers = headers(what);
        relay.next(row.fault());

        Exchange exchange = run(row, way, what, file, headers);

        assertThat(relay.requests()).as("requests on the wire").isEqualTo(again ? 2 : 1);
        if (again) {
            assertThat(exchange.getException()).isNull();
        } else {
            assertThat(exchange.getException()).isInstanceOf(upload ? row.ofUpload() : row.ofMessage());
        }
        if (!again) {
            assertThat(run(row, way, what, file, headers).getException())
                    .as("the next one")
                    .isNull();
        }
        if (upload) {
            assertThat(uploads()).isNotEmpty().allSatisfy(request -> assertThat(request.sha256())
                    .isEqualTo(sha256(Files.readAllBytes(file))));
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("once")
    void withoutAnotherAttemptItEndsInItsException(Row row, String what) throws Exception {
        relay.next(row.fault());

        Exchange exchange = run(row, "none", what, file(row), headers(what));

        assertThat(exchange.getException())
                .isInstanceOf(what.equals("upload") ? row.ofUpload() : row.ofMessage())
                .satisfies(failure -> assertThat(failure.getMessage())
                        .doesNotContain(emulator().apiKey())
                        .doesNotContain(TO));
        assertThat(relay.requests()).isEqualTo(1);
        if (exchange.getException() instanceof OutcomeUnknownException unknown && !what.equals("upload")) {
            assertThat(unknown.getCallbackData()).isEqualTo("ref-1");
        }
    }

    static Stream<Arguments> once() {
        return matrix().filter(arguments -> arguments.get()[2].equals("camel"))
                .map(arguments -> Arguments.of(arguments.get()[0], arguments.get()[1]));
    }

    static Stream<Arguments> unreachable() {
        String noHost = "http://" + "x".repeat(64) + ".test"; // no name of this length can be asked for
        return Stream.of("refused", noHost, "https").flatMap(where -> Stream.of("text", "upload", "by ID")
                .flatMap(what -> Stream.of("component", "camel").map(way -> Arguments.of(where, what, way))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("unreachable")
    void aServiceThatCannotBeReachedWasSentNothing(String where, String what, String way) throws Exception {
        Map<String, Object> headers = headers(what);
        String baseUrl = where;
        if (where.equals("refused")) {
            relay.always(new Fault.Refuse());
            baseUrl = relay.baseUrl();
        } else if (where.equals("https")) {
            baseUrl = emulator().baseUrl().replace("http:", "https:");
        }
        int before = emulator().requests().size();
        String action = what.equals("upload") ? "media" : "send";
        int retries = way.equals("component") ? 2 : 0;
        String uri = "whatsapp360:" + action + "?connectTimeout=500&retryDelay=10&maxRetries=" + retries + "&baseUrl="
                + baseUrl;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:away")
                        .errorHandler(defaultErrorHandler()
                                .maximumRedeliveries(retries == 0 ? 2 : 0)
                                .redeliveryDelay(10))
                        .to(uri);
            }
        });

        Exchange exchange =
                send("direct:away", what.equals("upload") ? sample("good/invoice.pdf") : body(what), headers);

        assertThat(exchange.getException()).isInstanceOf(UNSENT);
        assertThat(emulator().requests()).hasSize(before);
    }

    @Test
    void theTableInTheDocumentationIsMadeOfTheseLines() throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "# Failures, one by one",
                "",
                "`FailureMatrixTest` writes this page. It runs each row with a text, with a message by media ID and with an",
                "upload: with the component's retries, with Camel's redelivery, and with neither. *Retried* means that the",
                "component makes another attempt (`maxRetries`). Camel's redelivery repeats every failure, so it sends a message",
                "twice if the service has accepted the first one.",
                "",
                "| failure | exception of a message | retried | exception of an upload | retried |",
                "|---|---|---|---|---|",
                "| connection refused, unknown host, no TLS | `NotSentException` | yes | `NotSentException` | yes |"));
        for (Row row : rows()) {
            lines.add("| " + row.name() + " | " + cell(row.ofMessage()) + " | "
                    + (row.ofMessage() == null ? "–" : yes(row.message())) + " | " + cell(row.ofUpload()) + " | "
                    + yes(row.upload()) + " |");
        }
        String made = String.join("\n", lines) + "\n";
        Files.writeString(Path.of("target", "failures.md"), made);
        assertThat(made)
                .as("docs/reference/failures.md; if the change is meant, copy target/failures.md there")
                .isEqualTo(Files.readString(Path.of("..", "docs", "reference", "failures.md")));
    }

    private static String cell(Class<?> exception) {
        return exception == null ? "–" : "`" + exception.getSimpleName() + "`";
    }

    private static String yes(boolean again) {
        return again ? "yes" : "no";
    }

    private Exchange run(Row row, String way, String what, Path file, Map<String, Object> headers) {
        String timeout = timeoutFor(row.fault());
        return what.equals("upload")
                ? send("direct:" + way + "-media" + timeout, file, headers)
                : send("direct:" + way + "-send" + timeout, body(what), headers);
    }

    private static Object body(String what) {
        return what.equals("text") ? "hello" : null;
    }

    private Map<String, Object> headers(String what) {
        if (what.equals("upload")) {
            return Map.of();
        }
        if (what.equals("text")) {
            return Map.of(Whatsapp360Constants.CALLBACK_DATA, "ref-1");
        }
        UploadedMedia media =
                send("whatsapp360:media", sample("good/photo.jpg")).getMessage().getBody(UploadedMedia.class);
        return Map.of(
                Whatsapp360Constants.MEDIA_ID,
                media.id(),
                Whatsapp360Constants.TYPE,
                "image",
                Whatsapp360Constants.CALLBACK_DATA,
                "ref-1");
    }

    /** A file for faults in the middle of an upload, large enough that both sides see the middle. */
    private Path file(Row row) throws Exception {
        if (row.ofMessage() != null) {
            return sample("good/invoice.pdf");
        }
        Path file = folder.resolve("large.pdf");
        if (!Files.exists(file)) {
            TestPdf.write(file, 8 << 20);
        }
        return file;
    }
}
