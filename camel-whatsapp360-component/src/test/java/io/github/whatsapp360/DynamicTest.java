package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.InvalidMessageException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options in the URI of {@code toD}: they hold for one send, and make no endpoint of their own. */
class DynamicTest extends EmulatorTest {

    private static final int RECIPIENTS = 10_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getPropertiesComponent()
                .addInitialProperty("key", "RAW(" + emulator().apiKey() + ")");
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(context);
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true);
        registry.register(producers);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:to").toD("whatsapp360:send?to=${header.number}&apiKey={{key}}");
                from("direct:raw")
                        .toD(
                                "whatsapp360:send?to=RAW(${header.number})&caption=RAW(${header.text})&type=${header.kind}");
                from("direct:media").toD("whatsapp360:media?operation=${header.operation}&filename=x.pdf");
            }
        };
    }

    @Test
    void tenThousandRecipientsLeaveOneEndpointAndAFlatHeap() {
        emulator().reset();
        send("direct:to", "hello", Map.of("number", TO));
        long before = usedHeap();
        for (int i = 0; i < RECIPIENTS; i++) {
            Exchange exchange = send("direct:to", "hello", Map.of("number", 4915100000000L + i));
            assertThat(exchange.getException()).isNull();
        }
        emulator().reset(); // what it keeps is not the component's
        assertThat(usedHeap() - before).isLessThan(16L << 20);
        assertThat(endpoints()).isEqualTo(1);
        assertThat(HealthCheckHelper.getHealthCheckRepository(context, "producers").stream()
                        .filter(check -> check.getId().contains("whatsapp360")))
                .hasSize(1);
    }

    @Test
    void theUriWinsForThisSendAlone() throws Exception {
        Map<String, Object> headers =
                new HashMap<>(Map.of("number", "+49 151 1", "text", "a&b = 100 %", "kind", "document"));
        headers.put("number", "+49 151 11111111");
        headers.put(Whatsapp360Constants.TO, "4917622222222");
        headers.put(Whatsapp360Constants.CAPTION, "of the header");

        Exchange exchange = send("direct:raw", sample("good/photo.jpg"), headers);

        assertThat(exchange.getException()).isNull();
        JsonNode sent = MAPPER.readTree(messages().get(0).body());
        assertThat(sent.path("to").asText()).isEqualTo("4915111111111");
        assertThat(sent.path("document").path("caption").asText()).isEqualTo("a&b = 100 %");
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.TO)).isEqualTo("4917622222222");
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.CAPTION))
                .isEqualTo("of the header");
        assertThat(exchange.getProperties()).doesNotContainKey(ExchangeOptions.DYNAMIC_PROPERTY);
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.MESSAGE_ID))
                .isNotNull();

        exchange.getMessage().setBody("hello");
        template.send("whatsapp360:send", exchange);
        assertThat(MAPPER.readTree(messages().get(1).body()).path("to").asText())
                .isEqualTo("4917622222222");
    }

    /** An expression that finds nothing must not send to whomever the component or a header names. */
    @Test
    void anEmptyRecipientIsRefused() {
        Exchange exchange = send("direct:to", "hello", Map.of("number", "", Whatsapp360Constants.TO, TO));

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(InvalidMessageException.class, e -> assertThat(e.getFields())
                        .containsExactly("to"));
        assertThat(messages()).isEmpty();
    }

    @Test
    void eachOperationGoesThroughOneEndpoint() throws Exception {
        Exchange upload = send("direct:media", sample("good/invoice.pdf"), Map.of("operation", "upload"));
        String id = upload.getMessage().getHeader(Whatsapp360Constants.MEDIA_ID, String.class);
        Exchange download = send("direct:media", id, Map.of("operation", "download"));
        Exchange unknown = send("direct:media", id, Map.of("operation", "rename"));

        assertThat(download.getException()).isNull();
        assertThat(download.getMessage().getHeader(Exchange.FILE_NAME)).isNotEqualTo("x.pdf");
        assertThat(unknown.getException()).hasMessageContaining("rename");
        assertThat(endpoints()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "to=%2B49%C2%A0151, +49\u00A0151",
        "to=+49 151, ' 49 151'",
        "to=100 %, 100 %",
        "to=a=b, a=b",
        "to=RAW(a+b%20), a+b%20",
        "to=RAW{a&b)c}, a&b)c",
        "to=, ''"
    })
    void aValueIsWhatAnEndpointWouldGet(String query, String value) throws Exception {
        String uri = "whatsapp360:send?" + query;
        assertThat(new Whatsapp360SendDynamicAware().prepare(null, uri, uri).getProperties())
                .isEqualTo(Map.of("to", value));
    }

    /** An option that stays in the URI reaches the endpoint as it was written. */
    @ParameterizedTest
    @CsvSource({
        "whatsapp360:send?to=1&apiKey=a%2Bb, whatsapp360:send?apiKey=a%2Bb",
        "whatsapp360:send?apiKey=RAW(a+b&c%d)&to=RAW(1&2), whatsapp360:send?apiKey=RAW(a+b&c%d)",
        "whatsapp360:send?to=1, whatsapp360:send",
        "whatsapp360:send?to=#bean, whatsapp360:send?to=#bean",
        "whatsapp360:send?to=1&to=2, whatsapp360:send?to=1&to=2",
        "whatsapp360:send, whatsapp360:send"
    })
    void theRestOfTheUriStays(String uri, String rest) throws Exception {
        Whatsapp360SendDynamicAware aware = new Whatsapp360SendDynamicAware();
        var entry = aware.prepare(null, uri, uri);
        assertThat(entry == null ? uri : aware.resolveStaticUri(null, entry)).isEqualTo(rest);
    }

    private long endpoints() {
        return context.getEndpoints().stream()
                .filter(endpoint -> endpoint instanceof Whatsapp360Endpoint)
                .count();
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
