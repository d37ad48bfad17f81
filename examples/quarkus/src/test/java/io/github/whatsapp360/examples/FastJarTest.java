package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.FileDropJourney;
import io.github.whatsapp360.emulator.model.BillingTotal;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The packaged application, started with {@code java -jar}. */
class FastJarTest extends FileDropJourney {

    private static final Path INVOICE = Path.of(System.getProperty("samples.dir"), "good", "invoice.pdf");
    private static final String WHATSAPP = "messaging_system=\"whatsapp\"";
    private static final String SEND = "messaging_operation_name=\"send\"";
    private static final String UPLOAD = "messaging_operation_name=\"upload\"";
    private static final String QUALITY =
            """
            {"object": "whatsapp_business_account", "entry": [{"id": "360000000000099", "time": 1764000030, "changes": [
              {"field": "phone_number_quality_update",
               "value": {"display_phone_number": "493023125010", "event": "FLAGGED"}}]}]}
            """;

    @Override
    protected ProcessBuilder application(Path inbox, Whatsapp360Emulator service) {
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.log.level=DEBUG",
                "-Dinbox=" + inbox,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port(),
                "-Dcamel.component.whatsapp360.base-url=" + service.baseUrl(),
                "-Dcamel.component.whatsapp360.webhook-external-url=" + url(),
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
        process.environment().put("D360_API_KEY", service.apiKey());
        process.environment().put("D360_WEBHOOK_TOKEN", webhookToken());
        return process;
    }

    @Test
    @Order(4)
    void eachMeterShowsWhatHappenedAtTheEmulator() throws Exception {
        Prometheus shown = new Prometheus(url() + "/q/metrics");
        dropWith(FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.bare(503)).times(1), "invoice.pdf");
        dropWith(
                FaultRule.on(
                                FaultRule.On.MESSAGES,
                                Fault.Status.meta(400, 130429, "Rate limit hit").retryAfter("1"))
                        .times(1),
                "paused.pdf");
        emulator().statuses(StatusReports.inOrder().failing(131026, 1));
        drop(INVOICE, "undelivered.pdf");
        await("it is in .failed", () -> Files.exists(inbox().resolve(".failed/undelivered.pdf")));
        emulator().statuses(StatusReports.inOrder());
        assertThat(post("wrong", QUALITY)).isEqualTo(401);
        assertThat(post(webhookToken(), "{")).isEqualTo(400);
        assertThat(post(webhookToken(), QUALITY)).isEqualTo(200);
        await("all statuses are taken", () -> shown.sum("whatsapp360_statuses_total") == statuses(""));

        calls(shown);
        waits(shown);
        webhooks(shown);
        assertThat(shown.text()).doesNotContain(TO).doesNotContain(emulator().apiKey());
        for (String meter : documentedMeters()) {
            assertThat(shown.asked()).as(meter).anyMatch(name -> name.startsWith(meter.replace('.', '_')));
        }
    }

    /** Lets the service fail once, and waits until the file has arrived. */
    private void dropWith(FaultRule fault, String name) throws IOException {
        emulator().faults(fault);
        Files.deleteIfExists(inbox().resolve(".sent/" + name));
        drop(INVOICE, name);
        await(name + " is sent", () -> Files.exists(inbox().resolve(".sent/" + name)));
        emulator().faults();
    }

    private void calls(Prometheus shown) {
        int arrived = emulator().messages().size();
        assertThat(shown.sum("messaging_client_sent_messages_total")).isEqualTo(arrived);
        assertThat(shown.sum("messaging_client_sent_messages_total", "error_type=\"none\"", WHATSAPP))
                .isEqualTo(arrived);
        String attempts = "whatsapp360_attempts_seconds_count";
        assertThat(shown.sum(attempts, SEND)).isEqualTo(requests("/messages").count());
        assertThat(shown.sum(attempts, SEND, "error_type=\"none\"")).isEqualTo(arrived);
        assertThat(shown.sum(attempts, UPLOAD)).isEqualTo(requests("/media").count());
        assertThat(shown.sum(attempts, "messaging_operation_name=\"webhook\"")).isEqualTo(1);
        String retries = "whatsapp360_retries_total";
        assertThat(shown.sum(retries)).isEqualTo(2);
        assertThat(shown.sum(retries, SEND, "error_type=\"http_5xx\"")).isEqualTo(1);
        assertThat(shown.sum(retries, SEND, "error_type=\"130429\"")).isEqualTo(1);

        String operations = "messaging_client_operation_duration_seconds_count";
        assertThat(shown.sum(operations, SEND, "error_type=\"none\"")).isEqualTo(arrived - 1);
        assertThat(shown.sum(operations, SEND, "error_type=\"131026\"")).isEqualTo(1); // not delivered
        assertThat(shown.sum(operations, "error_type=\"invalid_message\"")).isEqualTo(1); // the journey's bitmap

        assertThat(shown.sum("whatsapp360_upload_size_bytes_count"))
                .isEqualTo(requests("/media").count());
        assertThat(shown.sum("whatsapp360_upload_size_bytes_sum"))
                .isEqualTo(requests("/media").mapToLong(RecordedRequest::size).sum());
        assertThat(shown.sum("whatsapp360_media_reused_total"))
                .isEqualTo(emulator().chat(TO).messages().size()
                        - requests("/media").count())
                .isEqualTo(1); // the invoice, which the journey has sent under this name

        String errors = "whatsapp360_errors_total";
        assertThat(shown.sum(errors)).isEqualTo(3);
        assertThat(shown.sum(errors, "code=\"other\"", "source=\"answer\"")).isEqualTo(1); // 503 without a code
        assertThat(shown.sum(errors, "code=\"130429\"", "source=\"answer\"")).isEqualTo(1);
        assertThat(shown.sum(errors, "code=\"131026\"", "source=\"status\"")).isEqualTo(1);
        assertThat(shown.text()).contains("whatsapp360_store_failures_total{store=\"events\"");
        assertThat(shown.sum("whatsapp360_store_failures_total")).isZero();
    }

    private void waits(Prometheus shown) {
        String pauses = "whatsapp360_queue_pauses_seconds";
        assertThat(shown.sum(pauses + "_count")).isEqualTo(1);
        assertThat(shown.sum(pauses + "_sum", "queue=\"messages\"", "error_type=\"130429\""))
                .isGreaterThanOrEqualTo(1);
        assertThat(shown.sum("whatsapp360_queue_wait_seconds_count", SEND)).isGreaterThanOrEqualTo(1);
        String confirmations = "whatsapp360_confirmations_seconds_count";
        assertThat(shown.sum(confirmations, "status=\"failed\"")).isEqualTo(1);
        assertThat(shown.sum(confirmations, "status=\"delivered\""))
                .isEqualTo(emulator().chat(TO).messages().size() - 1);

        for (String reason : List.of("place", "order", "message_turn", "upload_turn", "retry", "confirmation")) {
            assertThat(shown.text()).contains("whatsapp360_waiting{for=\"" + reason + "\"");
        }
        for (String gauge : List.of(
                "whatsapp360_waiting",
                "whatsapp360_exchanges_active",
                "whatsapp360_events_active",
                "whatsapp360_queue_age_seconds",
                "whatsapp360_queue_pause_seconds")) {
            assertThat(shown.text()).contains("\n" + gauge);
            await(gauge + " is 0", () -> shown.sum(gauge) == 0);
        }
        assertThat(shown.sum("whatsapp360_rate_used", "queue=\"messages\"")).isBetween(0.0, 1.0);
    }

    private void webhooks(Prometheus shown) {
        String answers = "whatsapp360_webhooks_total";
        assertThat(shown.sum(answers, "answer=\"wrong_secret\"")).isEqualTo(1);
        assertThat(shown.sum(answers, "answer=\"invalid\"")).isEqualTo(1);
        List<WebhookDelivery> attempts = emulator().webhooks().attempts();
        // equal, unless the emulator had to give up an answer or to repeat a webhook on a slow machine
        double repeated = attempts.size() - emulator().webhooks().delivered();
        assertThat(shown.sum(answers, "answer=\"taken\""))
                .isBetween(emulator().webhooks().delivered() + 1.0, attempts.size() + 1.0);
        String events = "whatsapp360_webhook_events_total";
        assertThat(shown.sum(events, "type=\"status\"")).isBetween((double) statuses(""), statuses("") + repeated);
        assertThat(shown.sum(events, "type=\"message\"")).isBetween(1.0, 1 + repeated);
        assertThat(shown.sum(events, "type=\"phone_number_quality_update\"")).isEqualTo(1);
        String changes = "whatsapp360_account_events_total";
        assertThat(shown.sum(changes)).isEqualTo(1);
        assertThat(shown.sum(changes, "field=\"phone_number_quality_update\"", "event=\"flagged\""))
                .isEqualTo(1);

        String statuses = "whatsapp360_statuses_total";
        for (String status : List.of("sent", "delivered", "failed")) {
            assertThat(shown.sum(statuses, "status=\"" + status + "\""))
                    .as(status)
                    .isEqualTo(statuses(status));
        }
        for (boolean billable : new boolean[] {true, false}) {
            assertThat(shown.sum(statuses, "status=\"delivered\"", "billable=\"" + billable + "\""))
                    .isEqualTo(emulator().billing().stream()
                            .filter(total -> total.pricing().billable() == billable)
                            .mapToLong(BillingTotal::count)
                            .sum());
        }
        assertThat(shown.sum("messaging_process_duration_seconds_count", "error_type=\"none\"", WHATSAPP))
                .isEqualTo(statuses("") + 2); // with the customer's text and the change of the quality
    }

    private Stream<RecordedRequest> requests(String path) {
        return emulator().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .filter(request -> request.path().equals(path));
    }

    /** Returns the number of statuses that begin so and that the application has taken. */
    private long statuses(String status) {
        return emulator().webhooks().attempts().stream()
                .filter(attempt -> attempt.outcome() == WebhookDelivery.Outcome.DELIVERED)
                .filter(attempt -> attempt.what().startsWith("status " + status))
                .count();
    }

    private int post(String token, String webhook) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/whatsapp360"))
                .header("Content-Type", "application/json")
                .header("X-Webhook-Secret", token)
                .POST(HttpRequest.BodyPublishers.ofString(webhook))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** Returns the first column of the guide's tables, without the meters of flows: the example answers none. */
    private static List<String> documentedMeters() throws IOException {
        Path guide = Path.of("..", "..", "docs", "guide", "metrics.md");
        List<String> meters = Pattern.compile("(?m)^\\| `((?:messaging|whatsapp360)\\.[a-z.]+)` \\|")
                .matcher(Files.readString(guide))
                .results()
                .map(row -> row.group(1))
                .filter(meter -> !meter.startsWith("whatsapp360.flow."))
                .toList();
        assertThat(meters).contains("messaging.client.sent.messages", "whatsapp360.statuses");
        return meters;
    }

    @Override
    protected List<String> row(String output) {
        return List.of(
                "Quarkus",
                find("powered by Quarkus (\\S+)\\)", output) + ", Camel " + find("Apache Camel (\\S+) \\(", output),
                "the fast-jar of `examples/quarkus`, in JVM mode, with camel-quarkus-platform-http " + platformHttp(),
                "`/q/metrics` shows each meter with what happened at the emulator");
    }

    /** Returns the version of the extension with the HTTP server; the other extensions may have another one. */
    private static String platformHttp() {
        String[] jars = Path.of("target", "quarkus-app", "lib", "main").toFile().list();
        return find("\\.camel-quarkus-platform-http-(\\d.*?)\\.jar", String.join("\n", jars));
    }
}
