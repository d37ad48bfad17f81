package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.event.MessageStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;

/** The state of webhooks and confirmations in JMX and in the log, and the account's number that a webhook shows. */
class LookingInWebhooksTest extends WebhookTest {

    private static final String TEXT = "the secret of the message";
    private static final int MANY = 200;

    private final FailingRepository repository = new FailingRepository();

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(context);
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true);
        registry.register(producers);
        context.getRegistry().bind("mine", repository);
        return context;
    }

    private JsonNode state() throws Exception {
        return new ObjectMapper().readTree((String) new ComponentBean(context).invoke("dumpStateAsJson"));
    }

    private long number(String attribute) throws Exception {
        return new ComponentBean(context).number(attribute);
    }

    private static List<CapturedLog.Line> warnings(CapturedLog log) {
        return log.lines().stream()
                .filter(line -> line.isFrom(Level.WARN) && line.logger().startsWith("io.github.whatsapp360"))
                .toList();
    }

    @Test
    void theAnswersAreCountedByTheirReasonAndLoggedOnceAMinute() throws Exception {
        Instant start = Instant.now();
        listen(NAME + "&webhookAutoRegister=false");
        byte[] body = payload(text("wamid.1")).getBytes(StandardCharsets.UTF_8);
        try (CapturedLog log = new CapturedLog("io.vertx", "io.netty")) {
            for (int n = 0; n < MANY; n++) {
                assertThat(post(body, Map.of(SECRET_HEADER, "a-guess")).statusCode())
                        .isEqualTo(401);
                assertThat(post(TO + " is no JSON").statusCode()).isEqualTo(400);
            }
            assertThat(post(body, Map.of(SECRET_HEADER, SECRET)).statusCode()).isEqualTo(200);
            assertThat(warnings(log))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line.text())
                            .startsWith("Webhook platform-http:///whatsapp: a request was answered with 40")
                            .doesNotContain(TO, "a-guess", SECRET))
                    .anySatisfy(line -> assertThat(line.text()).contains("401", "'webhookVerifyToken'"))
                    .anySatisfy(line -> assertThat(line.text()).contains("400", "no payload of the service"));
        }
        JsonNode webhook = state().path("webhooks").path(0);
        assertThat(webhook.path("address").asText()).isEqualTo("platform-http:///whatsapp");
        assertThat(webhook.path("answers").toString())
                .isEqualTo("{\"TAKEN\":1,\"INVALID\":" + MANY + ",\"WRONG_SECRET\":" + MANY + "}");
        assertThat(webhook.path("eventsInProgress").asInt()).isZero();
        assertThat(Instant.parse(webhook.path("lastWebhookAt").asText())).isBetween(start, Instant.now());
        assertThat(number("TakenWebhooks")).isEqualTo(taken.size());
        assertThat(number("RefusedWebhooks")).isEqualTo(2L * MANY);

        context.getRouteController().stopRoute("events");
        assertThat(state().path("webhooks")).isEmpty();
    }

    @Test
    void aRepositoryOfEventsThatFailsIsShownAndLoggedOnceAMinute() throws Exception {
        listen(NAME + "&webhookAutoRegister=false&idempotentRepository=#mine");
        repository.broken = true;
        repository.failure = new IllegalStateException("the table of " + TO + " is away");
        try (CapturedLog log = new CapturedLog("io.vertx", "io.netty")) {
            for (int n = 0; n < MANY; n++) {
                assertThat(post(payload(text("wamid." + n))).statusCode()).isEqualTo(500);
            }
            assertThat(warnings(log)).hasSize(2).allSatisfy(line -> assertThat(line.text())
                    .doesNotContain(TO));
            assertThat(number("FailingStores")).isEqualTo(1);
            JsonNode store = state().path("stores").path(0);
            assertThat(store.path("store").asText()).isEqualTo("idempotentRepository");
            assertThat(store.path("type").asText()).isEqualTo("FailingRepository");
            assertThat(store.path("lastFailure").asText()).isEqualTo("IllegalStateException");

            repository.broken = false;
            assertThat(post(payload(text("wamid.0"))).statusCode()).isEqualTo(200);
            assertThat(log.lines())
                    .filteredOn(line -> line.text().contains("idempotent repository (FailingRepository) works again"))
                    .hasSize(1);
        }
        assertThat(number("FailingStores")).isZero();
        assertThat(taken).hasSize(1);
    }

    @Test
    void theNumberOfAnAccountIsKnownFromItsFirstStatus() throws Exception {
        listen(registered());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to("whatsapp360:send?confirm=delivered");
            }
        });
        String account = state().path("accounts").path(0).path("account").asText();
        assertThat(account).matches("[0-9a-f]{8}");

        assertThat(send("direct:send", TEXT).getException()).isNull();
        await().until(() -> !taken.isEmpty()); // a send may end before the route gets the status

        String number = taken.stream()
                .map(exchange -> exchange.getMessage().getBody(MessageStatus.class))
                .findFirst()
                .orElseThrow()
                .origin()
                .displayPhoneNumber()
                .replaceAll("[^0-9]", "");
        String name = account + " (***" + number.substring(number.length() - 3) + ")";
        assertThat(state().path("accounts").path(0).path("account").asText()).isEqualTo(name);
        assertThat(state().toString()).doesNotContain(number);

        assertThat(new ComponentBean(context).invoke("pauseAccount", name)).isEqualTo(true);
        HealthCheck.Result health = HealthCheckHelper.invokeReadiness(context).stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:whatsapp360-"))
                .findFirst()
                .orElseThrow();
        assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health.getDetails()).containsEntry("account", name).containsEntry("paused", "by an operator");
        assertThat(new ComponentBean(context).invoke("resumeAccount", name)).isEqualTo(true);
    }

    @Test
    void messagesThatWaitForAStatusAndFailedOnesAreShown() throws Exception {
        listen(registered());
        emulator().statuses(StatusReports.none());
        CompletableFuture<Exchange> waiting = template.asyncSend(
                "whatsapp360:send?confirm=delivered&confirmTimeout=2000",
                exchange -> exchange.getMessage().setBody(TEXT));
        await().until(() -> number("ConfirmationsWaiting") == 1);
        assertThat(state().path("confirmationsWaiting").asInt()).isEqualTo(1);
        assertThat(chat().awaitMessages(1)).hasSize(1);
        assertThat(waiting.get().getException()).isNotNull();
        assertThat(number("ConfirmationsWaiting")).isZero();

        emulator().statuses(StatusReports.inOrder().failing(131026, 1));
        assertThat(send("whatsapp360:send?confirm=delivered", TEXT).getException())
                .isNotNull();
        await().untilAsserted(
                        () -> { // the exchange goes on before the webhook is answered
                            assertThat(state().path("lastFailedStatuses").has("131026"))
                                    .isTrue();
                            JsonNode failures = state().path("accounts").path(0).path("lastFailures");
                            assertThat(failures.has("131026")).isTrue();
                            assertThat(failures.has("confirmation_timeout")).isTrue();
                        });
    }
}
