package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhook requests, the events that the route gets, and the answers to the service. */
class EventsWebhookTest extends WebhookTest {

    @TempDir
    Path inbox;

    private List<String> ids() {
        return taken.stream()
                .map(exchange -> exchange.getMessage().getHeader(Whatsapp360Constants.MESSAGE_ID, String.class))
                .toList();
    }

    @Test
    void theServiceIsToldOnStartAndThenReportsWhatHappens() throws Exception {
        listen(registered());

        emulator().chat(TO).named("Anna").writes("Hello?");
        String id =
                send("whatsapp360:send", "Yes?").getMessage().getHeader(Whatsapp360Constants.MESSAGE_ID, String.class);

        await().until(() -> taken.size() == 3);
        assertThat(taken)
                .extracting(
                        exchange -> exchange.getMessage().getBody().getClass().getSimpleName())
                .containsExactlyInAnyOrder("InboundMessage", "MessageStatus", "MessageStatus");
        Exchange received = taken.stream()
                .filter(exchange -> exchange.getMessage().getBody() instanceof InboundMessage)
                .findFirst()
                .orElseThrow();
        assertThat(received.getMessage().getHeaders())
                .containsEntry(Whatsapp360Constants.EVENT_TYPE, "message")
                .containsEntry(Whatsapp360Constants.FROM, TO)
                .containsKeys(Whatsapp360Constants.MESSAGE_ID, Whatsapp360Constants.PHONE_NUMBER_ID);
        assertThat(received.getMessage().getHeader(Whatsapp360Constants.TIMESTAMP, Instant.class))
                .isBetween(Instant.now().minusSeconds(600), Instant.now());
        assertThat(received.getMessage().getBody(InboundMessage.class).text()).isEqualTo("Hello?");
        assertThat(received.getMessage().getBody(InboundMessage.class).contactName())
                .isEqualTo("Anna");
        assertThat(received.getFromRouteId()).isEqualTo("events");
        List<Exchange> statuses = taken.stream()
                .filter(exchange -> exchange.getMessage().getBody() instanceof MessageStatus)
                .toList();
        assertThat(statuses)
                .extracting(exchange -> exchange.getMessage().getHeader(Whatsapp360Constants.MESSAGE_STATUS))
                .containsExactly("sent", "delivered");
        assertThat(statuses)
                .allSatisfy(exchange -> assertThat(exchange.getMessage().getHeaders())
                        .containsEntry(Whatsapp360Constants.EVENT_TYPE, "status")
                        .containsEntry(Whatsapp360Constants.MESSAGE_ID, id)
                        .containsEntry(Whatsapp360Constants.PRICING_CATEGORY, "service")
                        .containsEntry(Whatsapp360Constants.BILLABLE, false));
        assertThat(received.getMessage().getHeaders())
                .doesNotContainKeys(Whatsapp360Constants.PRICING_CATEGORY, Whatsapp360Constants.BILLABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"pricing\":{}", ",\"pricing\":[1]", ",\"pricing\":{\"category\":[],\"billable\":2}"})
    void aStatusWithoutAPriceHasNoHeadersOfIt(String pricing) throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        String payload = "{\"statuses\":[{\"id\":\"wamid.1\",\"status\":\"delivered\"" + pricing + "}]}";
        assertThat(post(payload).statusCode()).isEqualTo(200);
        await().until(() -> taken.size() == 1);
        assertThat(taken.element().getMessage().getHeaders())
                .containsEntry(Whatsapp360Constants.MESSAGE_STATUS, "delivered")
                .doesNotContainKeys(Whatsapp360Constants.PRICING_CATEGORY, Whatsapp360Constants.BILLABLE);
    }

    @Test
    void oneExchangeForEachEventInTheirOrder() throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        String[] all =
                IntStream.range(0, 1000).mapToObj(n -> text("wamid." + n)).toArray(String[]::new);

        assertThat(post(payload(all)).statusCode()).isEqualTo(200);

        assertThat(ids())
                .containsExactlyElementsOf(
                        IntStream.range(0, 1000).mapToObj(n -> "wamid." + n).toList());
    }

    @Test
    void otherWebhooksAreEventsToo() throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        String body =
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"time\":1764000000,\"changes\":"
                        + "[{\"field\":\"account_update\",\"value\":{\"event\":\"VERIFIED_ACCOUNT\"}}]}]}";

        assertThat(post(body).statusCode()).isEqualTo(200);

        Exchange exchange = taken.remove();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(AccountEvent.class);
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.EVENT_TYPE))
                .isEqualTo("account_update");
    }

    @Test
    void aStatusInStandbyIsPartOfTheTraceOfItsMessage() throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        String context = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String body =
                "{\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"standby\",\"value\":{\"standby\":{\"statuses\":[{\"id\":\"wamid.1\","
                        + "\"status\":\"read\",\"biz_opaque_callback_data\":\"order~whatsapp360:" + context
                        + "\"}]}}}]}]}";

        assertThat(post(body).statusCode()).isEqualTo(200);

        assertThat(taken.remove().getMessage().getHeader("traceparent")).isEqualTo(context);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "{",
                "{\"entry\":{}}",
                "{\"object\":\"whatsapp_business_account\"}",
                "{\"entry\":[]} trailing",
                "<html>"
            })
    void whatIsNoWebhookIsRefused(String body) throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
        assertThat(taken).isEmpty();
    }

    @Test
    void deepAndLargeBodiesAreRefused() throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        assertThat(post("[".repeat(100_000)).statusCode()).isEqualTo(400);
        assertThat(post("{\"entry\":[{\"changes\":".repeat(10_000)).statusCode())
                .isEqualTo(400);
        assertThat(post(" ".repeat(EventsWebhook.MAX_BYTES + 1)).statusCode()).isEqualTo(413);
        assertThat(post(payload(text("wamid.1")) + " ".repeat(3 << 20)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void otherMethodsAreNotThere() throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
            HttpRequest request = HttpRequest.newBuilder(url())
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .header(SECRET_HEADER, SECRET)
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(405);
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void aRouteThatFailsGetsTheEventAgainAndTheOthersNot() throws Exception {
        AtomicReference<String> bad = new AtomicReference<>("wamid.1");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(NAME + "&webhookAutoRegister=false").process(exchange -> {
                    if (exchange.getMessage()
                            .getHeader(Whatsapp360Constants.MESSAGE_ID)
                            .equals(bad.get())) {
                        throw new IllegalStateException("the database of " + TO + " is away");
                    }
                    taken.add(exchange);
                });
            }
        });
        String body = payload(text("wamid.0"), text("wamid.1"), text("wamid.2"));

        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
        assertThat(ids()).containsExactly("wamid.0", "wamid.2");
        bad.set("");
        assertThat(post(body).statusCode()).isEqualTo(200);
        assertThat(ids()).containsExactly("wamid.0", "wamid.2", "wamid.1");
    }

    @Test
    void anErrorThatTheRouteHandlesIsTaken() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(NAME + "&webhookAutoRegister=false")
                        .onException(IllegalStateException.class)
                        .handled(true)
                        .process(taken::add)
                        .end()
                        .throwException(new IllegalStateException("meant"));
            }
        });
        assertThat(post(payload(text("wamid.1"))).statusCode()).isEqualTo(200);
        assertThat(taken).hasSize(1);
    }

    @Test
    void aRouteThatGoesOnElsewhereIsWaitedFor() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(NAME + "&webhookAutoRegister=false")
                        .delay(20)
                        .asyncDelayed()
                        .threads(2)
                        .process(taken::add);
            }
        });
        String[] all = IntStream.range(0, 50).mapToObj(n -> text("wamid." + n)).toArray(String[]::new);
        assertThat(post(payload(all)).statusCode()).isEqualTo(200);
        assertThat(ids()).hasSize(50).startsWith("wamid.0", "wamid.1", "wamid.2");
    }

    @Test
    void aQueueAnswersAtOnce() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(NAME + "&webhookAutoRegister=false").to("seda:events?waitForTaskToComplete=Never");
                from("seda:events").autoStartup(false).routeId("worker").process(taken::add);
            }
        });
        assertThat(post(payload(text("wamid.1"))).statusCode()).isEqualTo(200);
        assertThat(taken).isEmpty();
        context.getRouteController().startRoute("worker");
        await().until(() -> taken.size() == 1);
    }

    @Test
    void aMessageThatComesAgainIsDropped() throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        for (int times = 0; times < 3; times++) {
            assertThat(post(payload(text("wamid.1"))).statusCode()).isEqualTo(200);
        }
        assertThat(post(payload(text("wamid.2"), text("wamid.2"))).statusCode()).isEqualTo(200);
        assertThat(ids()).containsExactly("wamid.1", "wamid.2");
    }

    @Test
    void equalEventsOfTwoNumbersOrAccountsBothReachTheRoute() throws Exception {
        listen(NAME + "&webhookAutoRegister=false");
        String choice = "{\"field\":\"user_preferences\",\"value\":{\"metadata\":{\"phone_number_id\":\"%s\"},"
                + "\"user_preferences\":[{\"wa_id\":\"4915112345678\",\"category\":\"marketing_messages\",\"value\":\"stop\","
                + "\"timestamp\":1731705721}]}}";
        String limit = "{\"field\":\"business_capability_update\",\"value\":{\"max_phone_numbers_per_business\":25}}";
        String one = "{\"entry\":[{\"id\":\"1\",\"time\":1739321024,\"changes\":[" + choice.formatted("11") + ","
                + choice.formatted("22") + "," + limit + "]}]}";
        String other = "{\"entry\":[{\"id\":\"2\",\"time\":1739321024,\"changes\":[" + choice.formatted("33") + ","
                + limit + "]}]}";
        for (String payload : List.of(one, other, one)) {
            assertThat(post(payload).statusCode()).isEqualTo(200);
        }
        assertThat(taken)
                .extracting(exchange -> exchange.getMessage().getBody(WebhookEvent.class))
                .extracting(event -> event.accountId() + " " + event.phoneNumberId())
                .containsExactlyInAnyOrder("1 11", "1 22", "1 ", "2 33", "2 ");
    }

    @Test
    void anEventOfASplitListHasItsOwnHeadersOnly() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:payload")
                        .setHeader(Whatsapp360Constants.MESSAGE_STATUS, constant("accepted"))
                        .setHeader(Whatsapp360Constants.EVENT, constant("APPROVED"))
                        .to("whatsapp360:events")
                        .split(body())
                        .process(exchange -> taken.add(exchange.copy()));
            }
        });
        assertThat(send("direct:payload", payload(text("wamid.1"))).getException())
                .isNull();
        assertThat(taken.remove().getMessage().getHeaders())
                .containsEntry(Whatsapp360Constants.MESSAGE_ID, "wamid.1")
                .doesNotContainKeys(Whatsapp360Constants.MESSAGE_STATUS, Whatsapp360Constants.EVENT);
    }

    /** A topic hands the payload on, and its consumers read it. */
    @Test
    void aRouteMayGetTheWholePayload() throws Exception {
        listen(NAME + "&webhookAutoRegister=false&rawPayload=true");
        String first = payload(text("wamid.1"), text("wamid.2"));
        String other = payload(text("wamid.3"));
        for (String payload : List.of(first, first, other)) {
            assertThat(post(payload).statusCode()).isEqualTo(200);
        }
        assertThat(post(first.getBytes(StandardCharsets.UTF_8), Map.of()).statusCode())
                .isEqualTo(401);
        assertThat(post("{\"entry\":").statusCode()).isEqualTo(400);
        assertThat(taken)
                .extracting(exchange -> exchange.getMessage().getBody())
                .containsExactly(first, other);
        assertThat(taken).allSatisfy(exchange -> {
            assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.EVENT_TYPE))
                    .isEqualTo("payload");
            Exchange read = send("whatsapp360:events", exchange.getMessage().getBody());
            List<?> events = read.getMessage().getBody(List.class);
            assertThat(events).isNotEmpty().hasOnlyElementsOfType(WebhookEvent.class);
        });
    }

    @Test
    void aRepositoryOfTheApplicationsOwnIsAsked() throws Exception {
        FailingRepository repository = new FailingRepository();
        context.getRegistry().bind("mine", repository);
        listen(NAME + "&webhookAutoRegister=false&idempotentRepository=#mine");

        assertThat(post(payload(text("wamid.1"))).statusCode()).isEqualTo(200);
        assertThat(repository.confirmed).containsExactly("wamid.1");
        repository.broken = true;
        assertThat(post(payload(text("wamid.2"))).statusCode()).isEqualTo(500);
        assertThat(ids()).containsExactly("wamid.1");
        repository.broken = false;
        assertThat(post(payload(text("wamid.2"))).statusCode()).isEqualTo(200);
        assertThat(ids()).containsExactly("wamid.1", "wamid.2");
    }

    @Test
    void receivedFilesAreStoredUnderSafeNames() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(registered())
                        .filter(simple("${header.CamelWhatsapp360MediaId} != null"))
                        .to("whatsapp360:media?operation=download")
                        .to("file:" + inbox);
            }
        });
        byte[] bytes = Files.readAllBytes(sample("good/invoice.pdf"));
        for (String name : List.of("../../evil.pdf", "C:\\windows\\worse.pdf", "grüße.pdf")) {
            emulator().chat(TO).sends(bytes, name, "application/pdf", "");
        }
        emulator().chat(TO).writes("no file");

        await().until(() -> files().size() == 3);
        assertThat(files()).allSatisfy(file -> {
            assertThat(file.getParent()).isEqualTo(inbox);
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        });
        assertThat(files())
                .extracting(file -> file.getFileName().toString().replaceAll("-[0-9]+\\.pdf$", ".pdf"))
                .containsExactlyInAnyOrder("evil.pdf", "worse.pdf", "grüße.pdf");
    }

    /** Five files of five customers, three of one name: none takes another's place, nor hides from a file endpoint. */
    @Test
    void receivedFilesNeverOverwriteEachOther() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(registered())
                        .filter(simple("${header.CamelWhatsapp360MediaId} != null"))
                        .to("whatsapp360:media?operation=download")
                        .to("file:" + inbox);
                from("file:" + inbox + "?noop=true&initialDelay=0&delay=50&include=.*")
                        .routeId("inbox")
                        .autoStartup(false)
                        .to("mock:inbox");
            }
        });
        List<String> names = List.of(
                "invoice.pdf",
                "invoice.pdf",
                "../../invoice.pdf",
                ".invoice.pdf",
                "INVOICE.PDF",
                "invoice.pdf.camelLock",
                "invoice.inprogress",
                "invoice.pdf.done",
                ".camel/invoice.pdf",
                "日".repeat(100),
                "CON",
                "");
        byte[] sample = Files.readAllBytes(sample("good/invoice.pdf"));
        for (int i = 0; i < names.size(); i++) {
            byte[] bytes = Arrays.copyOf(sample, sample.length + 1 + i); // a file of its own for each
            emulator().chat("49151123456" + (10 + i)).sends(bytes, names.get(i), "application/pdf", "");
        }

        await().until(() -> files().size() == names.size());
        assertThat(files()).allSatisfy(file -> {
            assertThat(file.getParent()).isEqualTo(inbox);
            assertThat(file.getFileName().toString()).endsWithIgnoringCase(".pdf");
        });
        assertThat(files().stream().map(file -> file.toFile().length()))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, names.size())
                        .mapToObj(i -> sample.length + 1L + i)
                        .toList());
        MockEndpoint read = context.getEndpoint("mock:inbox", MockEndpoint.class);
        read.expectedMessageCount(names.size());
        context.getRouteController().startRoute("inbox");
        read.assertIsSatisfied();
    }

    private List<Path> files() throws Exception {
        try (var files = Files.walk(inbox.getParent().resolve(inbox.getFileName()))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".tmp"))
                    .collect(Collectors.toList());
        }
    }

    @Test
    void aPayloadThatCameSomeOtherWayIsReadByTheProducer() {
        for (Object body : List.of(
                payload(text("wamid.1"), text("wamid.2")),
                payload(text("wamid.1"), text("wamid.2")).getBytes(StandardCharsets.UTF_8),
                sample("good/invoice.pdf"))) {
            Exchange exchange = send("whatsapp360:events", body);
            if (body instanceof Path) {
                assertThat(exchange.getException()).hasMessageContaining("not JSON");
            } else {
                assertThat(exchange.getException()).isNull();
                List<?> events = exchange.getMessage().getBody(List.class);
                assertThat(events).hasSize(2).hasOnlyElementsOfType(WebhookEvent.class);
            }
        }
        Exchange map = send("whatsapp360:events", Map.of("entry", List.of()));
        assertThat((List<?>) map.getMessage().getBody(List.class)).isEmpty();
    }

    @Test
    void anAnswerToACustomerIsOneLine() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(registered())
                        .filter(header(Whatsapp360Constants.EVENT_TYPE).isEqualTo("message"))
                        .setHeader(Whatsapp360Constants.TO, header(Whatsapp360Constants.FROM))
                        .setBody(simple("You wrote: ${body.text}"))
                        .to("whatsapp360:send");
            }
        });
        emulator().chat("4930123456").writes("Ping");
        assertThat(emulator().chat("4930123456").awaitMessages(1))
                .extracting(ChatMessage::text)
                .containsExactly("You wrote: Ping");
    }

    /** It comes again: no reason to warn of too many events. */
    @Test
    void aWebhookThatComesWhenItsRouteHasStoppedIsRefusedQuietly() throws Exception {
        EventsEndpoint endpoint =
                context.getEndpoint("whatsapp360:events?allowUnauthenticated=true", EventsEndpoint.class);
        endpoint.getConfiguration().setWebhookVerifyToken(null);
        EventsWebhook webhook = endpoint.webhook(exchange -> {}, any -> null);
        webhook.start();
        webhook.stop();
        Exchange request = endpoint.createExchange();
        request.getMessage().setBody("{\"entry\":[]}");
        try (CapturedLog log = new CapturedLog()) {
            webhook.process(request);
            assertThat(log.lines()).noneMatch(line -> line.isFrom(Level.WARN));
        }
        assertThat(request.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(503);
    }
}
