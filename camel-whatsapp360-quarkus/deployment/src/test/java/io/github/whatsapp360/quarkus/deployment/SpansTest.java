package io.github.whatsapp360.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks: with camel-quarkus-opentelemetry2, the statuses of a message continue its trace; JMX counts them. */
class SpansTest {

    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Events.class, Exporter.class, FreePort.class))
            .overrideConfigKey("quarkus.http.root-path", "shop")
            .overrideRuntimeConfigKey("quarkus.http.test-port", Integer.toString(FreePort.select()));

    @Inject
    ProducerTemplate template;

    /** A route that needs no properties, because the dev service sets the address and the secret of webhooks. */
    public static class Events extends RouteBuilder {
        @Override
        public void configure() {
            from("whatsapp360:events").log("${header.CamelWhatsapp360MessageStatus}");
        }
    }

    /** Keeps the spans in memory. */
    public static class Exporter {
        @Produces
        @Singleton
        SpanProcessor spans() {
            return SimpleSpanProcessor.create(SPANS);
        }
    }

    @ConfigProperty(name = "camel.component.whatsapp360.webhook-external-url")
    String address;

    @Test
    void theStatusesOfAMessageContinueItsTrace() throws Exception {
        template.requestBody("whatsapp360:send?to=4915112345678", "hello");
        // Quarkus has a class loader of its own for this test, and so another Awaitility
        await().atMost(Duration.ofSeconds(100))
                .untilAsserted(() -> assertThat(spans("whatsapp360:events")).hasSize(2));

        SpanData exchange = spans("whatsapp360:send").get(0);
        assertThat(spans("send")).singleElement().satisfies(attempt -> assertThat(attempt.getParentSpanId())
                .isEqualTo(exchange.getSpanId()));
        assertThat(spans("whatsapp360:events")).allSatisfy(status -> {
            assertThat(status.getTraceId()).isEqualTo(exchange.getTraceId());
            assertThat(status.getParentSpanId()).isEqualTo(exchange.getSpanId());
        });
        assertThat(SPANS.getFinishedSpanItems().toString()).doesNotContain("4915112345678");

        HttpRequest stranger = HttpRequest.newBuilder(URI.create(address + "/whatsapp360"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        int status = HttpClient.newHttpClient()
                .send(stranger, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(401);
        await().atMost(Duration.ofSeconds(100))
                .until(() -> attribute("TakenWebhooks").equals(2L)
                        && attribute("RefusedWebhooks").equals(1L));
    }

    private static Object attribute(String name) throws Exception {
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName component = jmx.queryNames(
                        new ObjectName("org.apache.camel:type=components,name=\"whatsapp360\",*"), null)
                .iterator()
                .next();
        return jmx.getAttribute(component, name);
    }

    private static List<SpanData> spans(String name) {
        return SPANS.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }
}
