package io.github.whatsapp360.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.springboot.test.AutoConfigureWhatsapp360Emulator;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;

/** A Spring Boot application traces with the beans of docs/guide/traces.md. */
@SpringBootTest(
        classes = TracesTest.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"camel.component.whatsapp360.to=4915112345678", "camel.component.whatsapp360.retry-delay=1"})
@AutoConfigureWhatsapp360Emulator
class TracesTest {

    private static final Queue<SpanData> SPANS = new ConcurrentLinkedQueue<>();

    @Autowired
    private Whatsapp360Emulator emulator;

    @Autowired
    private ProducerTemplate template;

    @SpringBootApplication
    static class Application {
        @Bean
        OpenTelemetry openTelemetry() {
            return OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(new Exporter()))
                            .build())
                    .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                    .build();
        }

        @Bean
        Tracer tracer(OpenTelemetry openTelemetry) {
            return openTelemetry.getTracer("camel");
        }

        @Bean
        ContextPropagators propagators(OpenTelemetry openTelemetry) {
            return openTelemetry.getPropagators();
        }

        @Bean
        RouteBuilder events() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:events").process(exchange -> {});
                }
            };
        }

        @Bean
        CamelContextConfiguration traces() {
            return new CamelContextConfiguration() {
                @Override
                public void beforeApplicationStart(CamelContext context) {
                    new OpenTelemetryTracer().init(context);
                }

                @Override
                public void afterApplicationStart(CamelContext context) {}
            };
        }
    }

    private static final class Exporter implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            SPANS.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Test
    void theSpansAreWhatHappenedAtTheEmulator() {
        emulator.faults(
                FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.bare(503)).times(1));
        Path file = Path.of(System.getProperty("samples.dir"), "good", "invoice.pdf");
        SentMessage sent = template.requestBody("whatsapp360:send", file, SentMessage.class);
        emulator.awaitStatus(sent.id(), "delivered");
        emulator.webhooks().awaitDelivered(2);
        await().until(() -> SPANS.size() >= 6);

        List<RecordedRequest> requests = emulator.requests();
        assertThat(requests)
                .extracting(RecordedRequest::path)
                .containsExactly("/v1/configs/webhook", "/media", "/messages", "/messages");
        SpanData send = spans("whatsapp360:send").findFirst().orElseThrow();
        assertThat(tags(send))
                .containsEntry("messaging.message.id", sent.id())
                .containsEntry("whatsapp360.message.type", "document")
                .containsEntry("whatsapp360.upload.attempts", "1")
                .containsEntry("whatsapp360.send.attempts", "2");
        assertThat(spans("upload").map(TracesTest::tags)).singleElement().satisfies(tags -> assertThat(tags)
                .containsEntry("whatsapp360.attempt", "1"));
        assertThat(spans("send")
                        .map(span -> tags(span).get("whatsapp360.attempt") + " "
                                + tags(span).get("error.type")))
                .containsExactlyInAnyOrder("1 http_5xx", "2 null");
        assertThat(spans("whatsapp360:events").map(span -> tags(span).get("whatsapp360.message.status")))
                .containsExactlyInAnyOrderElementsOf(emulator.webhooks().attempts().stream()
                        .map(delivery -> delivery.what().replace("status ", ""))
                        .toList());
        assertThat(SPANS).filteredOn(span -> span != send).hasSize(5).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(send.getTraceId());
            assertThat(span.getParentSpanId()).isEqualTo(send.getSpanId());
        });
        assertThat(SPANS.toString()).doesNotContain("4915112345678", "invoice.pdf", emulator.apiKey());
        assertThat(requests.get(3).json().path("biz_opaque_callback_data").asText())
                .endsWith("~whatsapp360:00-" + send.getTraceId() + "-" + send.getSpanId() + "-01");
    }

    private static Stream<SpanData> spans(String name) {
        return SPANS.stream().filter(span -> span.getName().equals(name));
    }

    private static Map<String, String> tags(SpanData span) {
        return span.getAttributes().asMap().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().getKey(), entry -> entry.getValue()
                        .toString()));
    }
}
