package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.whatsapp360.api.ApiException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The life of a route that receives webhooks with the component's own consumer: addresses, start, suspension and stop.
 */
class EventsConsumerTest extends WebhookTest {

    private static final String EVENTS = "whatsapp360:events?webhookAutoRegister=false";
    private static final String AT_WHATSAPP = EVENTS + "&webhookPath=/whatsapp";

    /** A route whose exchanges wait until the test lets them go on. */
    private final CountDownLatch held = new CountDownLatch(1);

    private final AtomicInteger begun = new AtomicInteger();

    private void holdEvents() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(AT_WHATSAPP).routeId("events").process(exchange -> {
                    begun.incrementAndGet();
                    held.await();
                    taken.add(exchange);
                });
            }
        });
    }

    private static CompletableFuture<Void> later(Action action) {
        return CompletableFuture.runAsync(() -> {
            try {
                action.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private interface Action {
        void run() throws Exception;
    }

    private List<String> ids() {
        return taken.stream()
                .map(exchange -> exchange.getMessage().getHeader(Whatsapp360Constants.MESSAGE_ID, String.class))
                .toList();
    }

    @Test
    void aRouteNeedsNoOptionsButTheSecret() throws Exception {
        context.getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .setWebhookAutoRegister(false);
        listen("whatsapp360:events");
        byte[] body = payload(text("wamid.1")).getBytes(StandardCharsets.UTF_8);
        // url() + "360" is the default path
        assertThat(post("360", "application/json", body, Map.of(SECRET_HEADER, SECRET))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("360", "application/json", body, Map.of()).statusCode()).isEqualTo(401);
        assertThat(ids()).containsExactly("wamid.1");
        assertThat(taken.remove().getFromRouteId()).isEqualTo("events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"InOnly", "InOut"})
    void theEndpointDecidesOnTheExchangePattern(String pattern) throws Exception {
        listen(AT_WHATSAPP + (pattern.equals("InOut") ? "&exchangePattern=InOut" : ""));
        assertThat(post(payload(text("wamid.1"))).statusCode()).isEqualTo(200);
        assertThat(taken.remove().getPattern()).isEqualTo(ExchangePattern.valueOf(pattern));
    }

    @Test
    void twoRoutesReceiveAtTwoPaths() throws Exception {
        listen(AT_WHATSAPP);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(EVENTS + "&webhookPath=whatsapp/raw&rawPayload=true")
                        .setHeader("raw", constant(true))
                        .process(taken::add);
            }
        });
        String body = payload(text("wamid.1"));
        assertThat(post(
                                "/raw",
                                "application/json",
                                body.getBytes(StandardCharsets.UTF_8),
                                Map.of(SECRET_HEADER, SECRET))
                        .statusCode())
                .isEqualTo(200);
        assertThat(taken.remove().getMessage().getHeader("raw")).isEqualTo(true);
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(ids()).containsExactly("wamid.1");
    }

    /** The server would give all requests to one of them. */
    @Test
    void twoRoutesWithOnePathAreRefused() throws Exception {
        listen(AT_WHATSAPP);
        RouteBuilder second = new RouteBuilder() {
            @Override
            public void configure() {
                from(AT_WHATSAPP + "&rawPayload=true").routeId("second").process(taken::add);
            }
        };
        assertThatThrownBy(() -> context.addRoutes(second))
                .hasStackTraceContaining(
                        "Another route receives webhooks at platform-http:/whatsapp: give each route a "
                                + "path of its own with the option webhookPath");

        assertThat(post(payload(text("wamid.1"))).statusCode()).isEqualTo(200);
        assertThat(ids()).containsExactly("wamid.1");

        context.removeRoute("second");
        context.getRouteController().stopRoute("events");
        context.addRoutes(second);
        assertThat(post(payload(text("wamid.2"))).statusCode()).isEqualTo(200);
        assertThat(taken).hasSize(2);
    }

    @Test
    void aSuspendedRouteIsDeliveredToWhenItIsResumed() throws Exception {
        holdEvents();
        String body = payload(text("wamid.1"), text("wamid.2"));
        CompletableFuture<Void> first = later(() -> post(body));
        await().until(() -> begun.get() == 1);

        CompletableFuture<Void> suspension =
                later(() -> context.getRouteController().suspendRoute("events"));
        await().until(() -> post(payload()).statusCode() == 503);
        held.countDown();
        suspension.get();
        first.get();
        assertThat(ids()).containsExactly("wamid.1"); // what was not in the route comes again
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(post(body.getBytes(StandardCharsets.UTF_8), Map.of()).statusCode())
                .isEqualTo(401);
        assertThat(begun).hasValue(1);

        context.getRouteController().resumeRoute("events");
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(ids()).containsExactly("wamid.1", "wamid.2");
    }

    @Test
    void aRouteThatStopsAnswers503UntilItsExchangesHaveEnded() throws Exception {
        holdEvents();
        CompletableFuture<Void> first = later(() -> post(payload(text("wamid.1"))));
        await().until(() -> begun.get() == 1);

        CompletableFuture<Void> stop = later(() -> context.getRouteController().stopRoute("events"));
        await().until(() -> post(payload()).statusCode() == 503);
        assertThat(stop).isNotDone();
        held.countDown();
        stop.get();
        first.get();
        assertThat(ids()).containsExactly("wamid.1");
        assertThat(post(payload()).statusCode()).isEqualTo(404);

        context.getRouteController().startRoute("events");
        assertThat(post(payload(text("wamid.1"), text("wamid.2"))).statusCode()).isEqualTo(200);
        assertThat(ids()).containsExactly("wamid.1", "wamid.2");
    }

    @Test
    void aRouteWhoseWebhookCannotBeRegisteredIsNotOpen() throws Exception {
        assertThatThrownBy(() -> listen("whatsapp360:events?webhookPath=/whatsapp"))
                .hasStackTraceContaining("webhookExternalUrl")
                .hasStackTraceContaining("webhookAutoRegister=false");
        context.removeRoute("events");
        String url = "&webhookExternalUrl=" + url().resolve("/");
        assertThatThrownBy(() -> route("whatsapp360:events?webhookPath=/whatsapp&apiKey=wrong" + url, "direct:take"))
                .hasRootCauseInstanceOf(ApiException.class);
        assertThat(post(payload(text("wamid.1"))).statusCode()).isEqualTo(404);
        context.removeRoute("events");

        route("whatsapp360:events?webhookPath=/whatsapp" + url, "direct:take");
        emulator().chat(TO).writes("Hello?");
        await().until(() -> taken.size() == 1);
    }

    /** As camel-webhook does it too. */
    @Test
    void theContextPathOfRestRoutesIsPartOfTheAddress() throws Exception {
        context.getRestConfiguration().setContextPath("whatsapp");
        listen("whatsapp360:events?webhookPath=/in&webhookExternalUrl=" + url().resolve("/"));
        emulator().chat(TO).writes("Hello?");
        await().until(() -> taken.size() == 1);
        assertThat(post("/in", "application/json", new byte[0], Map.of(SECRET_HEADER, SECRET))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/a?b", "/a b", "/a*", "/{id}"})
    void aPathThatIsNoneIsRefused(String path) {
        Whatsapp360Configuration options = new Whatsapp360Configuration();
        options.setWebhookPath(path);
        assertThatThrownBy(options::check).hasMessageContaining("webhookPath");
    }

    @Test
    void withoutAnHttpServerTheErrorNamesOne() {
        assertThatThrownBy(() -> listen(AT_WHATSAPP + "&webhookComponentName=servlet"))
                .hasStackTraceContaining("webhookComponentName")
                .hasStackTraceContaining("camel-platform-http-main")
                .hasStackTraceContaining("camel-platform-http-starter");
    }

    @Test
    void withAServerThatDoesNotRunTheErrorSaysHowToStartIt() throws Exception {
        CamelContext other = new DefaultCamelContext();
        other.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(AT_WHATSAPP + "&webhookVerifyToken=" + SECRET).to("log:none");
            }
        });
        assertThatThrownBy(other::start).hasStackTraceContaining("camel.server.enabled=true");
        other.stop();
    }

    @Test
    void aRouteThatAcceptsEveryoneWarns() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            listen(AT_WHATSAPP + "&allowUnauthenticated=true");
            assertThat(log.lines()).noneMatch(this::isWarning); // the secret is checked in any case
            context.getRouteController().stopRoute("events");
            context.removeRoute("events");
            route(AT_WHATSAPP + "&allowUnauthenticated=true&webhookVerifyToken=", "direct:take");
            assertThat(log.lines()).filteredOn(this::isWarning).hasSize(1);
        }
    }

    private boolean isWarning(CapturedLog.Line line) {
        return line.isFrom(Level.WARN) && line.text().contains("allowUnauthenticated");
    }
}
