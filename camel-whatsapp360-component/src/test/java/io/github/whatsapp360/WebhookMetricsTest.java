package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.OtherEvent;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.Template;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The meters of webhooks, compared with what the emulator has posted. */
class WebhookMetricsTest extends WebhookTest {

    private static final String PROCESS = "messaging.process.duration";
    private static final String QUIET = NAME + "&webhookAutoRegister=false";

    private final Meters meters = new Meters();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", meters.registry);
        return context;
    }

    @AfterEach
    void noTagHasData() {
        assertThat(meters.strangeTags()).isEmpty();
        assertThat(meters.tags()).noneMatch(tag -> tag.contains(TO) || tag.contains(SECRET));
    }

    private double answers(String answer) {
        return meters.value("whatsapp360.webhooks", "answer", answer);
    }

    @Test
    void eventsAreCountedByTypeAndStatusesByStateAndPrice() throws Exception {
        listen(registered());
        emulator().statuses(StatusReports.inOrder().andRead());
        emulator().chat(TO).writes("Hello?");
        for (int n = 0; n < 2; n++) {
            assertThat(send("whatsapp360:send?confirm=read", "Yes?").getException())
                    .isNull();
        }
        await().until(() -> taken.size() == 7);
        await().until(() -> answers("taken") == emulator().webhooks().delivered());

        assertThat(meters.value("whatsapp360.webhook.events", "type", "message"))
                .isEqualTo(1);
        assertThat(meters.value("whatsapp360.webhook.events", "type", "status")).isEqualTo(6);
        for (String status : List.of("sent", "delivered")) {
            assertThat(meters.value(
                            "whatsapp360.statuses", "status", status, "category", "service", "billable", "false"))
                    .isEqualTo(2);
        }
        assertThat(meters.value("whatsapp360.statuses", "status", "read", "category", "none", "billable", "none"))
                .isEqualTo(2);
        assertThat(meters.value("whatsapp360.statuses")).isEqualTo(6);
        assertThat(meters.value(PROCESS, "messaging.system", "whatsapp", "error.type", "none"))
                .isEqualTo(7);
        assertThat(meters.value("whatsapp360.confirmations", "status", "read")).isEqualTo(2);
        assertThat(meters.value("whatsapp360.webhooks"))
                .isEqualTo(emulator().webhooks().delivered());
    }

    @Test
    void eachFieldOfADocumentedEventIsATag() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/payloads/webhooks"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".json")).toList()) {
                byte[] payload = Files.readAllBytes(file);
                assertThat(send("whatsapp360:events", payload).getException()).isNull();
                assertThat(WebhookJson.read(payload))
                        .filteredOn(event -> event instanceof AccountEvent && !(event instanceof OtherEvent))
                        .allSatisfy(
                                event -> assertThat(meters.value("whatsapp360.webhook.events", "type", event.field()))
                                        .as(event.field())
                                        .isPositive());
            }
        }
    }

    @Test
    void aTemplateIsCountedInItsCategory() throws Exception {
        listen(registered());
        send("whatsapp360:send", OutgoingMessage.of(Template.of("hello_world", "en_US")));
        await().until(() -> meters.value("whatsapp360.statuses") == 2);
        assertThat(meters.value(
                        "whatsapp360.statuses", "status", "delivered", "category", "marketing", "billable", "true"))
                .isEqualTo(1);
    }

    /** A registry may refuse a meter, because of a filter of the application or of an incompatible version. */
    @Test
    void aRegistryThatFailsEndsNeitherWebhooksNorTheEventsAfterThem() throws Exception {
        listen(registered());
        meters.registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (id.getName()
                        .matches("whatsapp360\\.(statuses|webhooks|webhook\\.events|store\\.failures)|" + PROCESS)) {
                    throw new NoSuchMethodError("an incompatible registry");
                }
                return id;
            }
        });
        try (CapturedLog log = new CapturedLog()) {
            for (String status : List.of("sent", "delivered", "read")) {
                assertThat(post(status("wamid.1", status, "")).statusCode()).isEqualTo(200);
            }
            assertThat(post("no JSON").statusCode()).isEqualTo(400);
            assertThat(log.lines())
                    .filteredOn(line -> line.isFrom(Level.WARN) && line.text().contains("metrics may be incomplete"))
                    .hasSize(1);
        }
        assertThat(taken).hasSize(3);
        assertThat(meters.value("whatsapp360.events.active")).isZero();
    }

    @Test
    void whatWaitsForAStatusIsShown() throws Exception {
        listen(registered());
        emulator().statuses(StatusReports.none());
        CompletableFuture<Exchange> waiting =
                template.asyncSend("whatsapp360:send?confirm=delivered", exchange -> exchange.getMessage()
                        .setBody("hello"));
        await().until(() -> meters.value("whatsapp360.waiting", "for", "confirmation") == 1);
        await().until(() -> messages().size() == 1);
        String id = emulator().chat(TO).awaitMessages(1).get(0).id();
        assertThat(post(status(id, "delivered", "")).statusCode()).isEqualTo(200);
        assertThat(waiting.join().getException()).isNull();
        assertThat(meters.value("whatsapp360.waiting", "for", "confirmation")).isZero();
        assertThat(meters.value("whatsapp360.confirmations", "status", "delivered"))
                .isEqualTo(1);

        emulator().statuses(StatusReports.inOrder().failing(131026, 1));
        assertThat(send("whatsapp360:send?confirm=delivered", "hello").getException())
                .isNotNull();
        assertThat(meters.value("whatsapp360.confirmations", "status", "failed"))
                .isEqualTo(1);
        assertThat(meters.value("messaging.client.operation.duration", "error.type", "131026"))
                .isEqualTo(1);
        // the service had accepted it
        assertThat(meters.value("messaging.client.sent.messages", "error.type", "none"))
                .isEqualTo(2);
        assertThat(meters.value("whatsapp360.errors", "code", "131026", "source", "status"))
                .isEqualTo(1);
    }

    @Test
    void eachAnswerIsCounted() throws Exception {
        FailingRepository keys = new FailingRepository();
        SwitchableMessageRepository records = new SwitchableMessageRepository();
        context.getRegistry().bind("keys", keys);
        context.getRegistry().bind("records", records);
        CountDownLatch open = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(QUIET + "&secretKey=key&idempotentRepository=#keys&messageRepository=#records")
                        .choice()
                        .when(header(Whatsapp360Constants.MESSAGE_ID).isEqualTo("wamid.fail"))
                        .throwException(new IllegalStateException("the route fails"))
                        .when(header(Whatsapp360Constants.MESSAGE_ID).isEqualTo("wamid.slow"))
                        .process(exchange -> open.await());
            }
        });
        byte[] good = payload(text("wamid.1")).getBytes(StandardCharsets.UTF_8);
        assertThat(post(good, Map.of()).statusCode()).isEqualTo(401);
        assertThat(post(good, Map.of(SECRET_HEADER, SECRET)).statusCode()).isEqualTo(401);
        assertThat(signed("no JSON")).isEqualTo(400);
        assertThat(signed(" ".repeat(EventsWebhook.MAX_BYTES + 1))).isEqualTo(413);
        assertThat(signed(payload(text("wamid.fail")))).isEqualTo(500);
        assertThat(signed(payload(text("wamid.slow")))).isEqualTo(503);
        assertThat(meters.value("whatsapp360.events.active")).isEqualTo(1);
        open.countDown();
        await().until(() -> meters.value("whatsapp360.events.active") == 0);
        records.unreachable = true;
        assertThat(signed(status("wamid.2", "delivered", ",\"biz_opaque_callback_data\":\"order-1\"")))
                .isEqualTo(500);
        keys.broken = true;
        assertThat(signed(payload(text("wamid.3")))).isEqualTo(500);
        keys.broken = false;
        assertThat(signed(payload(text("wamid.4")))).isEqualTo(200);

        assertThat(answers("wrong_secret")).isEqualTo(1);
        assertThat(answers("wrong_signature")).isEqualTo(1);
        assertThat(answers("invalid")).isEqualTo(1);
        assertThat(answers("too_large")).isEqualTo(1);
        assertThat(answers("route_failed")).isEqualTo(2); // a store of keys that fails ends the event alike
        assertThat(answers("route_slow")).isEqualTo(1);
        assertThat(answers("store_failed")).isEqualTo(1);
        assertThat(answers("taken")).isEqualTo(1);
        assertThat(meters.value("whatsapp360.store.failures", "store", "events"))
                .isEqualTo(1);
        assertThat(meters.value("whatsapp360.store.failures", "store", "messages"))
                .isEqualTo(1);
        assertThat(meters.value(PROCESS, "error.type", "route")).isEqualTo(1);
        assertThat(meters.value(PROCESS, "error.type", "none")).isEqualTo(2);
        assertThat(meters.timer(PROCESS, "error.type", "none").max(TimeUnit.MILLISECONDS))
                .isPositive();
    }

    private int signed(String body) throws Exception {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String signature = java.util.HexFormat.of().formatHex(mac.doFinal(bytes));
        return post(bytes, Map.of(SECRET_HEADER, SECRET, "X-360Dialog-Signature", signature))
                .statusCode();
    }

    @Test
    void aRepetitionIsAnotherWebhookAndNotAnotherStatus() throws Exception {
        listen(QUIET);
        String priced = ",\"pricing\":{\"billable\":true,\"pricing_model\":\"PMP\",\"category\":\"utility\"}";
        for (int n = 0; n < 3; n++) {
            assertThat(post(status("wamid.1", "delivered", priced)).statusCode())
                    .isEqualTo(200);
        }
        assertThat(answers("taken")).isEqualTo(3);
        assertThat(meters.value("whatsapp360.webhook.events", "type", "status")).isEqualTo(3);
        assertThat(meters.value("whatsapp360.statuses", "category", "utility", "billable", "true"))
                .isEqualTo(1);
    }

    @Test
    void whatComesByAnotherWayIsCountedToo() {
        send("whatsapp360:events", status("wamid.1", "delivered", ""));
        assertThat(meters.value("whatsapp360.webhook.events", "type", "status")).isEqualTo(1);
        assertThat(meters.value("whatsapp360.statuses", "status", "delivered")).isEqualTo(1);
        assertThat(meters.value("whatsapp360.webhooks")).isZero();
    }

    @Test
    void aPayloadAsAWholeHasItsStatusesToo() throws Exception {
        listen(QUIET + "&rawPayload=true");
        assertThat(post(status("wamid.1", "read", "")).statusCode()).isEqualTo(200);
        assertThat(meters.value("whatsapp360.statuses", "status", "read")).isEqualTo(1);
        assertThat(meters.value(PROCESS, "error.type", "none")).isEqualTo(1);
    }

    @Test
    void changesOfTheAccountAreCountedByWhatTheySay() throws Exception {
        listen(QUIET);
        for (String name : List.of("account-update", "template-quality", "phone-number-quality", "template-status")) {
            assertThat(post(Files.readString(Path.of("src/test/resources/payloads/webhooks", name + ".json")))
                            .statusCode())
                    .isEqualTo(200);
        }
        post(change("account_alerts", "{\"alert_info\":{\"alert_severity\":\"CRITICAL\"}}"));
        Map<String, String> expected = Map.of(
                "account_update",
                "account_restriction",
                "message_template_quality_update",
                "yellow",
                "phone_number_quality_update",
                "throughput_upgrade",
                "account_alerts",
                "critical");
        expected.forEach((field, event) -> {
            assertThat(meters.value("whatsapp360.account.events", "field", field, "event", event))
                    .as(field)
                    .isEqualTo(1);
            assertThat(meters.value("whatsapp360.webhook.events", "type", field))
                    .isEqualTo(1);
        });
        assertThat(meters.value("whatsapp360.account.events")).isEqualTo(5);
    }

    @Test
    void aWarningBeginsAtZero() throws Exception {
        listen(QUIET);
        assertThat(meters.registry
                        .get("whatsapp360.account.events")
                        .tags("field", "phone_number_quality_update", "event", "flagged")
                        .counter()
                        .count())
                .isZero();
    }

    /** Sends webhooks with ever new words. */
    @Test
    void whatAWebhookSaysCreatesNoTags() throws Exception {
        listen(QUIET);
        List<String> bodies = new ArrayList<>();
        IntStream.range(0, 50).forEach(n -> {
            bodies.add(change("field_" + n, "{\"event\":\"EVENT_" + n + "\"}"));
            bodies.add(change("account_update", "{\"event\":\"" + TO + n + "\"}"));
            bodies.add(change("message_template_quality_update", "{\"new_quality_score\":\"" + n + "\"}"));
            bodies.add(status(
                    "wamid." + n,
                    "status_" + n,
                    ",\"pricing\":{\"billable\":" + n + ",\"category\":\"category " + n + "\"},\"errors\":[{\"code\":"
                            + (900_000 + n) + ",\"title\":\"" + TO + "\"}]"));
        });
        post(change("account_update", "{\"event\":\"ACCOUNT_DELETED\"}"));
        for (String body : bodies.subList(0, 4)) {
            assertThat(post(body).statusCode()).isEqualTo(200);
        }
        int before = meters.ours().size();
        for (String body : bodies) {
            assertThat(post(body).statusCode()).isEqualTo(200);
        }
        assertThat(meters.ours()).hasSize(before);
        assertThat(meters.value("whatsapp360.webhook.events", "type", "other")).isEqualTo(51);
        assertThat(meters.value("whatsapp360.account.events", "event", "other")).isEqualTo(153);
        assertThat(meters.value("whatsapp360.statuses", "status", "other", "category", "other", "billable", "none"))
                .isEqualTo(50);
        assertThat(meters.value("whatsapp360.errors", "code", "other", "source", "status"))
                .isEqualTo(51);
    }

    private static String status(String id, String status, String more) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\","
                + "\"value\":{\"messaging_product\":\"whatsapp\",\"statuses\":[{\"id\":\"" + id + "\",\"status\":\""
                + status + "\",\"timestamp\":\"1764000000\",\"recipient_id\":\"" + TO + "\"" + more + "}]}}]}]}";
    }

    private static String change(String field, String value) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"" + field
                + "\",\"value\":" + value + "}]}]}";
    }
}
