package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.StatusReports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** docs/guide/troubleshooting.md quotes messages and lines of the log that really appear. */
class TroubleshootingPageTest extends WebhookTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "troubleshooting.md");
    private static final String REFUSED = "360dialog refused the request with HTTP ";

    private static String page;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeAll
    static void read() throws Exception {
        page = Files.readString(PAGE);
    }

    @AfterEach
    void detach() {
        ((Logger) LoggerFactory.getLogger(WebhookState.class)).detachAppender(lines);
    }

    /** The page breaks no line of a quotation, and a quotation may end before the message does. */
    private static void isQuoted(Throwable failure) {
        assertThat(failure).isNotNull();
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        isQuoted(root.getMessage(), failure.getMessage());
    }

    private static void isQuoted(String... texts) {
        List<String> quotes = page.lines()
                .filter(line -> line.startsWith("> `"))
                .map(line -> line.substring(3, line.lastIndexOf('`')))
                .toList();
        assertThat(quotes).isNotEmpty();
        assertThat(Stream.of(texts).anyMatch(text -> quotes.stream().anyMatch(text::contains)))
                .as("%s quotes none of %s", PAGE, List.of(texts))
                .isTrue();
    }

    private record Refusal(int status, int code, String words) {}

    static Stream<Refusal> refusals() {
        return Stream.of(
                new Refusal(400, 131047, "Re-engagement message"),
                new Refusal(400, 132001, "Template name does not exist in the translation"),
                new Refusal(400, 131042, "Business eligibility payment issue"),
                new Refusal(400, 130429, "Rate limit hit"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusal(Refusal refusal) {
        emulator()
                .faults(FaultRule.on(
                        FaultRule.On.MESSAGES, Fault.Status.meta(refusal.status(), refusal.code(), refusal.words())));
        isQuoted(send("whatsapp360:send?maxRetries=0", "hello").getException());
    }

    @Test
    void aWrongKey() {
        isQuoted(send("whatsapp360:send?apiKey=wrong", "hello").getException());
    }

    @Test
    void aRedirect() {
        emulator().faults(FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.bare(302)));
        assertThat(send("whatsapp360:send", "hello").getException()).hasMessageStartingWith(REFUSED + 302);
        isQuoted(send("whatsapp360:send", "hello").getException());
    }

    @Test
    void aProxyThatAnswers() {
        emulator()
                .faults(FaultRule.on(
                        FaultRule.On.MESSAGES, Fault.Status.of(403, "<html><body>Access denied</body></html>")));
        isQuoted(send("whatsapp360:send", "hello").getException());
    }

    @Test
    void noConnection() {
        try (FaultRelay relay = emulator().relay()) {
            relay.always(new Fault.Refuse());
            isQuoted(send("whatsapp360:send?maxRetries=0&baseUrl=" + relay.baseUrl(), "hello")
                    .getException());
        }
    }

    @Test
    void anAnswerThatIsLost() {
        try (FaultRelay relay = emulator().relay()) {
            relay.always(new Fault.LoseAnswer());
            isQuoted(
                    send("whatsapp360:send?baseUrl=" + relay.baseUrl(), "hello").getException());
        }
    }

    @Test
    void noStatus() throws Exception {
        route(registered(), "log:events?level=DEBUG");
        emulator().statuses(StatusReports.none());
        isQuoted(send("whatsapp360:send?confirm=delivered&confirmTimeout=100", "hello")
                .getException());
    }

    @Test
    void aMessageThatIsNotDelivered() throws Exception {
        route(registered(), "log:events?level=DEBUG");
        emulator().statuses(StatusReports.inOrder().failing(131026, TO));
        isQuoted(send("whatsapp360:send?confirm=delivered", "hello").getException());
    }

    @Test
    void aNumberWithoutItsCountry() {
        isQuoted(send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.TO, "0151 12345678"))
                .getException());
    }

    @Test
    void aFileThatIsNoFileOfWhatsApp() {
        isQuoted(send(
                        "whatsapp360:send",
                        "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8),
                        Map.of(Whatsapp360Constants.FILENAME, "customers.csv"))
                .getException());
    }

    @Test
    void aBodyThatCannotBeSent() {
        isQuoted(send("whatsapp360:send", null).getException());
    }

    static Stream<String> starts() {
        return Stream.of(
                "whatsapp360:events",
                "whatsapp360:events?webhookExternalUrl=http://app.example.com",
                "whatsapp360:events?webhookExternalUrl=https://app.example.com:8443");
    }

    @ParameterizedTest
    @MethodSource("starts")
    void anAddressThatTheServiceCannotReach(String uri) {
        isQuoted(catchThrowable(() -> route(uri, "mock:events")));
    }

    @Test
    void noHttpServer() {
        isQuoted(catchThrowable(
                () -> route("whatsapp360:events?webhookAutoRegister=false&webhookComponentName=none", "mock:events")));
    }

    @Test
    void noSecret() {
        context.getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .setWebhookVerifyToken(null);
        isQuoted(catchThrowable(() -> route(registered(), "mock:events")));
    }

    @Test
    void noKey() {
        context.getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .setApiKey(null);
        isQuoted(catchThrowable(() -> context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:keyless").to("whatsapp360:send");
            }
        })));
    }

    @Test
    void anOptionThatDoesNotExist() {
        isQuoted(catchThrowable(() -> context.getEndpoint("whatsapp360:send?captoin=Paid")));
    }

    @Test
    void aWrongSecret() throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        lines.start();
        ((Logger) LoggerFactory.getLogger(WebhookState.class)).addAppender(lines);
        assertThat(post(payload(text("wamid.1")).getBytes(StandardCharsets.UTF_8), Map.of(SECRET_HEADER, "wrong"))
                        .statusCode())
                .isEqualTo(401);
        isQuoted(lines.list.get(0).getFormattedMessage());
    }
}
