package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.message.Template;
import io.github.whatsapp360.message.Text;
import io.github.whatsapp360.repository.MessageRepository;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The spans of an application that traces with OpenTelemetry, and the link from an event to the send. */
@Tag(EmulatorTest.BOTH_WAYS)
class TracesTest extends WebhookTest {

    private static final String SEND = "whatsapp360:send";
    private static final String EVENTS = "whatsapp360:events";
    private static final String SECRET_TEXT = "the secret of the house";
    private static final String DATA = "invoice-4711";
    private static final String WITH_CONTEXT = DATA + "~whatsapp360:00-[0-9a-f]{32}-[0-9a-f]{16}-01";

    private final Queue<SpanData> spans = new ConcurrentLinkedQueue<>();
    private final MessageRepository repository = MessageRepository.inMemory(100);
    private OpenTelemetryTracer tracer;
    private FaultRelay relay;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("messages", repository);
        tracer = RecordedSpans.trace(context, spans::add);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        relay = emulator().relay();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(events()).routeId("events").process(taken::add);
            }
        };
    }

    /** Returns the address of the events, with an option whose value Camel does not mask. */
    private String events() {
        return registered() + "&messageRepository=#messages&webhookSecret=" + SECRET;
    }

    @AfterEach
    void disconnect() {
        relay.close();
    }

    static Stream<Arguments> bodies() throws Exception {
        return Stream.of(
                Arguments.of("text", SECRET_TEXT, List.of("send")),
                Arguments.of("document", sample("good/invoice.pdf"), List.of("upload", "send")),
                Arguments.of("template", OutgoingMessage.of(Template.of("hello", "en")), List.of("send")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aSendAndItsCallsAreSpansAndItsStatusesHangBelowIt(String type, Object body, List<String> calls) {
        Exchange exchange = send(SEND + "?reuseMedia=false", body);

        assertThat(exchange.getException()).isNull();
        String id = exchange.getMessage().getBody(SentMessage.class).id();
        SpanData send = span(SEND);
        Map<String, String> tags = new HashMap<>(Map.of(
                "component", "camel-whatsapp360",
                "url.scheme", "whatsapp360",
                "exchangeId", exchange.getExchangeId(),
                "op", "EVENT_SENT",
                "server.address", "127.0.0.1",
                "messaging.system", "whatsapp",
                "messaging.operation.name", "send",
                "messaging.destination.template", "whatsapp360:send",
                "messaging.message.id", id,
                "whatsapp360.message.type", type));
        calls.forEach(call -> tags.put("whatsapp360." + call + ".attempts", "1"));
        assertThat(tags(send)).isEqualTo(tags);

        assertThat(childrenOf(send)).extracting(SpanData::getName).containsExactlyElementsOf(calls);
        assertThat(childrenOf(send)).allSatisfy(call -> assertThat(tags(call))
                .isEqualTo(Map.of(
                        "component", "camel-whatsapp360",
                        "messaging.system", "whatsapp",
                        "messaging.operation.name", call.getName(),
                        "whatsapp360.attempt", "1")));

        List<SpanData> events = await().until(() -> spans(EVENTS), found -> found.size() == 2);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getTraceId()).isEqualTo(send.getTraceId());
            assertThat(event.getParentSpanId()).isEqualTo(send.getSpanId());
            assertThat(tags(event))
                    .containsEntry("messaging.message.id", id)
                    .containsEntry("messaging.operation.name", "process")
                    .containsEntry("messaging.destination.template", "whatsapp360:events")
                    .containsEntry("whatsapp360.event.type", "status")
                    .containsOnlyKeys(
                            "component",
                            "url.scheme",
                            "exchangeId",
                            "op",
                            "messaging.system",
                            "messaging.operation.name",
                            "messaging.destination.template",
                            "messaging.message.id",
                            "whatsapp360.event.type",
                            "whatsapp360.message.status");
        });
        assertThat(events)
                .extracting(event -> tags(event).get("whatsapp360.message.status"))
                .containsExactlyInAnyOrder("sent", "delivered");
        assertNothingPrivate();
    }

    @Test
    void aRouteAroundTheSendIsInTheSameTrace() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(SEND);
            }
        });
        send("direct:in", SECRET_TEXT);
        List<SpanData> all = await().until(() -> List.copyOf(spans), found -> found.size() >= 6);
        assertThat(all).extracting(SpanData::getTraceId).containsOnly(span(SEND).getTraceId());
        assertThat(childrenOf(span(SEND))).extracting(SpanData::getName).contains("send");
    }

    @Test
    void aRetryIsASpanOfItsOwn() {
        relay.next(Fault.Status.bare(503));
        Exchange exchange = send(SEND + "?baseUrl=" + relay.baseUrl(), "hello");
        assertThat(exchange.getException()).isNull();
        SpanData send = span(SEND);
        assertThat(tags(send)).containsEntry("whatsapp360.send.attempts", "2").doesNotContainKey("error.type");
        assertThat(childrenOf(send).subList(0, 2))
                .satisfiesExactly(
                        first -> {
                            assertThat(tags(first))
                                    .containsEntry("whatsapp360.attempt", "1")
                                    .containsEntry("error.type", "http_5xx")
                                    .containsEntry("http.response.status_code", "503");
                            assertThat(first.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                        },
                        second -> assertThat(tags(second))
                                .containsEntry("whatsapp360.attempt", "2")
                                .doesNotContainKey("error.type"));
    }

    @Test
    void aFailureIsKnownByItsTypeOnly() {
        relay.next(Fault.Status.meta(400, 131009, "Parameter " + TO + " is not valid"));
        Exchange exchange = send(SEND + "?maxRetries=0&baseUrl=" + relay.baseUrl(), SECRET_TEXT);
        assertThat(exchange.getException()).isInstanceOf(ApiException.class);
        assertThat(tags(span(SEND)))
                .containsEntry("error", "true")
                .containsEntry("error.type", "131009")
                .containsEntry("whatsapp360.error.code", "131009")
                .containsEntry("http.response.status_code", "400");
        send(SEND, SECRET_TEXT, Map.of(Whatsapp360Constants.TO, "not a number"));
        assertThat(spans(SEND)).hasSize(2).last().satisfies(refused -> assertThat(tags(refused))
                .containsEntry("error.type", "invalid_message"));
        assertNothingPrivate();
        assertThat(send(SEND, "hello").getException()).isNull();
    }

    @Test
    void aMessageThatFailsLaterKeepsItsId() {
        emulator().statuses(StatusReports.inOrder().failing(131026, 1));
        Exchange exchange = send(SEND + "?confirm=delivered", "hello");
        assertThat(exchange.getException()).isInstanceOf(DeliveryFailedException.class);
        assertThat(tags(span(SEND)))
                .containsEntry("messaging.message.id", chat().messages().get(0).id())
                .containsEntry("error.type", "131026")
                .containsEntry("whatsapp360.error.code", "131026");
    }

    @Test
    void anExceptionOfTheRouteIsKnownByItsTypeOnly() throws Exception {
        context.getRouteController().stopRoute("events");
        context.removeRoute("events");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(events()).throwException(new IllegalStateException(SECRET_TEXT));
            }
        });
        chat().writes("hi");
        await().until(() -> !spans(EVENTS).isEmpty());
        assertThat(tags(spans(EVENTS).get(0)))
                .containsEntry("error.type", "java.lang.IllegalStateException")
                .containsEntry("whatsapp360.event.type", "message");
        assertNothingPrivate();
    }

    @Test
    void anUploadIsASpanToo() {
        assertThat(send("whatsapp360:media?reuseMedia=false", sample("good/invoice.pdf"))
                        .getException())
                .isNull();
        SpanData media = span("whatsapp360:media");
        assertThat(tags(media))
                .containsEntry("messaging.operation.name", "upload")
                .containsEntry("whatsapp360.upload.attempts", "1")
                .doesNotContainKey("messaging.message.id");
        assertThat(childrenOf(media)).extracting(SpanData::getName).containsExactly("upload");
        assertNothingPrivate();
    }

    @Test
    void aKnownFileIsNotUploadedAgain() {
        send(SEND, sample("good/invoice.pdf"));
        send(SEND, sample("good/invoice.pdf"));
        assertThat(childrenOf(spans(SEND).get(1))).extracting(SpanData::getName).startsWith("send");
    }

    @Test
    void theOperationOfADynamicEndpointIsKnown() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dynamic").toD(SEND + "?to=${header.whom}&operation=markRead");
            }
        });
        send("direct:dynamic", null, Map.of("whom", TO, Whatsapp360Constants.MESSAGE_ID, "wamid.1"));
        assertThat(tags(span(SEND)))
                .containsEntry("messaging.operation.name", "markRead")
                .containsKey("whatsapp360.markRead.attempts");
        assertNothingPrivate();
    }

    @Test
    void usersDoNotSeeTheContextInTheCallbackData() {
        Exchange exchange = send(SEND, "hello", Map.of(Whatsapp360Constants.CALLBACK_DATA, DATA));
        assertThat(exchange.getMessage().getBody(SentMessage.class).callbackData())
                .isEqualTo(DATA);
        assertThat(sentData()).containsExactly(DATA + "~whatsapp360:" + context(span(SEND)));
        await().until(() -> taken.size() == 2);
        assertThat(taken).allSatisfy(event -> {
            MessageStatus status = event.getMessage().getBody(MessageStatus.class);
            assertThat(status.callbackData()).isEqualTo(DATA);
            assertThat(status.json().toString()).contains(DATA).doesNotContain("~whatsapp360");
            assertThat(status.envelope().toString()).contains(DATA).doesNotContain("~whatsapp360");
            assertThat(status.traceparent()).isEqualTo(context(span(SEND)));
        });
    }

    private String context(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
    }

    @Test
    void aContextThatARouteGivesIsTakenOff() {
        String old = DATA + "~whatsapp360:00-00000000000000000000000000000001-0000000000000001-01";
        send(SEND, "hello", Map.of(Whatsapp360Constants.CALLBACK_DATA, old));
        send(SEND, OutgoingMessage.of(Text.of("hello")).withCallbackData(old));
        await().until(() -> taken.size() == 4);
        assertThat(taken).allSatisfy(event -> assertThat(
                        event.getMessage().getBody(MessageStatus.class).callbackData())
                .isEqualTo(DATA));
        assertThat(sentData()).hasSize(2).allSatisfy(data -> assertThat(data).matches(WITH_CONTEXT));
    }

    @Test
    void dataWithoutRoomStayAloneAndTheMemoryLinksTheStatuses() {
        String full = "x".repeat(512);
        send(SEND, "hello", Map.of(Whatsapp360Constants.CALLBACK_DATA, full));
        assertThat(sentData()).containsExactly(full);
        await().until(() -> spans(EVENTS).size() == 2);
        assertThat(taken).allSatisfy(event -> assertThat(
                        event.getMessage().getBody(MessageStatus.class).callbackData())
                .isEqualTo(full));
        // a status may come before the answer, which alone tells the ID of the message
        emulator().chat(TO).reads();
        await().until(() -> spans(EVENTS).size() == 3);
        assertThat(spans(EVENTS).get(2).getParentSpanId()).isEqualTo(span(SEND).getSpanId());
    }

    @Test
    void anAnswerHangsBelowTheMessageThatItAnswers() {
        send(SEND, "hello");
        await().until(() -> spans(EVENTS).size() == 2);
        ChatMessage message = chat().messages().get(0);
        chat().answers(message.id(), "yes");
        chat().reacts(message.id(), "👍");
        chat().writes("something else");
        await().until(() -> spans(EVENTS).size() == 5);
        assertThat(spans(EVENTS).subList(2, 5))
                .filteredOn(event -> event.getParentSpanId().equals(span(SEND).getSpanId()))
                .hasSize(2)
                .extracting(event -> tags(event).get("whatsapp360.event.type"))
                .containsOnly("message");
    }

    @Test
    void theRecordOfAMessageHasTheDataOfTheRoute() {
        String uri = SEND + "?messageRepository=#messages&confirm=delivered";
        Map<String, Object> headers = Map.of(Whatsapp360Constants.CALLBACK_DATA, DATA);
        for (int times = 0; times < 2; times++) {
            Exchange exchange = send(uri, "hello", headers);
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(SentMessage.class).status())
                    .isEqualTo("delivered");
        }
        assertThat(sentData()).hasSize(1).allSatisfy(data -> assertThat(data).matches(WITH_CONTEXT));
        assertThat(repository.find(List.of(DATA, sentData().get(0)))).containsOnlyKeys(DATA);
        assertThat(tags(spans(SEND).get(1)))
                .containsEntry("messaging.message.id", chat().messages().get(0).id())
                .doesNotContainKey("whatsapp360.send.attempts");
    }

    @Test
    void aLostAnswerIsSettledByTheDataOfTheRoute() {
        relay.next(new Fault.LoseAnswer());
        Exchange exchange = send(SEND + "?confirm=delivered&baseUrl=" + relay.baseUrl(), "hello");
        assertThat(exchange.getException()).isNull();
        assertThat(sentData()).hasSize(1).allSatisfy(data -> assertThat(data).contains("~whatsapp360:00-"));
        assertThat(tags(span(SEND)))
                .containsEntry("messaging.message.id", chat().messages().get(0).id());
    }

    @Test
    void theOperatorMayUseTheDataAsTheServiceHasThem() {
        send(SEND + "?messageRepository=#messages", "hello", Map.of(Whatsapp360Constants.CALLBACK_DATA, DATA));
        Whatsapp360Component component = context.getComponent("whatsapp360", Whatsapp360Component.class);
        assertThat(component.closeMessage(sentData().get(0))).isTrue();
        assertThat(component.releaseMessage(sentData().get(0))).isTrue();
    }

    @Test
    void aRawPayloadIsHandedOnAsItCame() throws Exception {
        context.getRouteController().stopRoute("events");
        context.removeRoute("events");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(events() + "&rawPayload=true").process(taken::add);
                from("direct:parse").to(EVENTS);
            }
        });
        send(SEND, "hello", Map.of(Whatsapp360Constants.CALLBACK_DATA, DATA));
        await().until(() -> taken.size() == 2);
        String payload = taken.peek().getMessage().getBody(String.class);
        assertThat(payload).contains(sentData().get(0));
        assertThat(taken).allSatisfy(event -> assertThat(event.getMessage().getHeader("traceparent", String.class))
                .doesNotContain(span(SEND).getTraceId()));
        List<?> events = send("direct:parse", payload).getMessage().getBody(List.class);
        assertThat(events).singleElement().isInstanceOfSatisfying(MessageStatus.class, status -> {
            assertThat(status.callbackData()).isEqualTo(DATA);
            assertThat(status.traceparent()).isEqualTo(context(span(SEND)));
        });
    }

    @Test
    void anExcludedEndpointIsNotTraced() {
        tracer.setExcludePatterns("whatsapp360:*");
        send(SEND, "hello", Map.of(Whatsapp360Constants.CALLBACK_DATA, DATA));
        assertThat(sentData()).containsExactly(DATA);
        await().until(() -> taken.size() == 2);
        assertThat(spans).extracting(SpanData::getName).doesNotContain(SEND, "send");
    }

    @Test
    void aTracerThatFailsCostsNoMessage() {
        SpanLifecycleManager real = tracer.getSpanLifecycleManager();
        tracer.setSpanLifecycleManager(new SpanLifecycleManager() {
            @Override
            public Span create(String name, Span parent, SpanContextPropagationExtractor extractor) {
                if (name.equals("send")) {
                    throw new NoSuchMethodError("in another version");
                }
                return real.create(name, parent, extractor);
            }

            @Override
            public void activate(Span span) {
                real.activate(span);
            }

            @Override
            public void deactivate(Span span) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void close(Span span) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void inject(Span span, SpanContextPropagationInjector injector, boolean includeTracing) {
                throw new IllegalStateException("broken");
            }
        });
        Map<String, Object> headers = Map.of(Whatsapp360Constants.CALLBACK_DATA, DATA);
        assertThat(send(SEND, sample("good/invoice.pdf"), headers).getException())
                .isNull();
        assertThat(sentData()).containsExactly(DATA);
        await().until(() -> taken.size() == 2);
    }

    private static List<String> sentData() {
        return messages().stream()
                .map(request -> request.json().path("biz_opaque_callback_data").asText())
                .toList();
    }

    private List<SpanData> spans(String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    private SpanData span(String name) {
        return await().until(() -> spans(name), found -> !found.isEmpty()).get(0);
    }

    /** Returns the spans of the calls below a span. */
    private List<SpanData> childrenOf(SpanData span) {
        return spans.stream()
                .filter(child -> child.getParentSpanId().equals(span.getSpanId()))
                .filter(child -> !child.getName().equals(EVENTS))
                .toList();
    }

    private static Map<String, String> tags(SpanData span) {
        Map<String, String> tags = new HashMap<>();
        span.getAttributes().forEach((key, value) -> tags.put(key.getKey(), value.toString()));
        return tags;
    }

    private void assertNothingPrivate() {
        assertThat(spans).isNotEmpty().allSatisfy(span -> assertThat(
                        span.getName() + span.getAttributes() + span.getEvents() + span.getStatus())
                .doesNotContain(TO, emulator().apiKey(), SECRET, SECRET_TEXT, "invoice.pdf", "not a number"));
    }
}
