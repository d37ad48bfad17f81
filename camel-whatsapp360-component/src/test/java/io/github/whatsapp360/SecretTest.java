package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.apache.camel.util.SensitiveUtils;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API key appears only in requests. Phone numbers and texts do not appear in logs from level INFO on. */
class SecretTest extends EmulatorTest {

    private static final String TEXT = "the secret of the house";

    private final CapturedLog log = new CapturedLog();

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    @AfterEach
    void quiet() {
        log.close();
    }

    @Test
    void aKeyThatIsAnOptionOfTheComponentIsNowhere() throws Exception {
        String key = emulator().apiKey();
        String seen = everythingThatTells("whatsapp360:send?maxRetries=1", key);
        assertThat(seen).doesNotContain(key);
        assertThat(log.lines()).hasSizeGreaterThan(100);
        assertThat(log.lines()).allSatisfy(event -> assertThat(event.text()).doesNotContain(key));
    }

    /** Camel's core logs each endpoint's URI at TRACE as the route has it, before any component sees it. */
    @Test
    void aKeyInAnEndpointsUriIsNowhereButInCamelsOwnTraceOfTheUri() throws Exception {
        String key = emulator().apiKey();
        String seen = everythingThatTells("whatsapp360:send?maxRetries=1&apiKey=" + key, key);
        assertThat(seen).doesNotContain(key);
        assertThat(log.lines())
                .filteredOn(
                        event -> event.isFrom(Level.DEBUG) || !event.logger().startsWith("org.apache.camel."))
                .hasSizeGreaterThan(50)
                .allSatisfy(event -> assertThat(event.text()).doesNotContain(key));
    }

    @Test
    void theSecretOfTheWebhookIsNowhereEither() throws Exception {
        String secret = "s3cr3t-of-the-webhook";
        Endpoint endpoint =
                context.getEndpoint("whatsapp360:events?webhookVerifyToken=" + secret + "&secretKey=" + secret);
        StringBuilder seen = new StringBuilder(endpoint.toString());
        seen.append(JmxText.attributes());
        assertThat(seen.toString()).contains("whatsapp360:").doesNotContain(secret);
        assertThat(log.lines())
                .filteredOn(event -> event.isFrom(Level.DEBUG))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.text()).doesNotContain(secret));
    }

    /** Camel masks by a list of words; an option that it does not know is printed at INFO by camel-main and Quarkus. */
    @Test
    void camelKnowsEachSecretOptionByItsName() throws Exception {
        JsonNode options = new ObjectMapper()
                .readTree(SecretTest.class.getResource("/META-INF/io/github/whatsapp360/whatsapp360.json"))
                .get("componentProperties");
        List<String> secrets = new ArrayList<>();
        options.properties().forEach(option -> {
            if (option.getValue().get("secret").asBoolean()
                    && !option.getValue().get("deprecated").asBoolean()) {
                secrets.add(option.getKey());
            }
        });
        assertThat(secrets)
                .contains("apiKey", "proxyAuthPassword", "clientSecret")
                .hasSize(8)
                .allSatisfy(option -> assertThat(Stream.of(option, StringHelper.camelCaseToDash(option)))
                        .allMatch(name -> SensitiveUtils.containsSensitive("camel.component.whatsapp360." + name)));
    }

    @Test
    void theOldNamesOfTheSecretsStillCount() {
        Whatsapp360Configuration options = new Whatsapp360Configuration();
        options.setWebhookSecret("a");
        options.setWebhookSignatureSecret("b");
        assertThat(options.getWebhookVerifyToken()).isEqualTo("a");
        assertThat(options.getSecretKey()).isEqualTo("b");
        var endpoint = (Whatsapp360Endpoint) context.getEndpoint("whatsapp360:events?webhookSecret=c");
        assertThat(endpoint.getConfiguration().getWebhookVerifyToken()).isEqualTo("c");
    }

    private String everythingThatTells(String uri, String key) throws Exception {
        StringBuilder seen = new StringBuilder();
        try (FaultRelay relay = emulator().relay()) {
            seen.append(trace(send(uri, TEXT)));
            seen.append(trace(send(uri, sample("good/invoice.pdf"))));
            String relayed = uri + "&baseUrl=" + relay.baseUrl();
            for (Fault fault : new Fault[] {
                new Fault.Garbage("not json " + key),
                Fault.Status.meta(400, 131009, "wrong key " + key),
                Fault.Status.bare(503),
                new Fault.CutAnswerAfter(3),
                new Fault.ResetAfter(0)
            }) {
                relay.next(fault);
                seen.append(trace(send(relayed, TEXT)));
            }
            seen.append(trace(send(uri, 42)));
        }
        try {
            context.getEndpoint(uri + "&unknown=1");
        } catch (ResolveEndpointFailedException e) {
            seen.append(trace(e));
        }
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint instanceof Whatsapp360Endpoint ours) {
                seen.append(ours).append(ours.getConfiguration()).append(ours.getServiceMetadata());
            }
        }
        seen.append(JmxText.attributes());
        assertThat(seen).contains("whatsapp360");
        return seen.toString();
    }

    @Test
    void numbersAndTextsAreNotLoggedFromInfoOn() {
        send("whatsapp360:send", TEXT);
        send("whatsapp360:send?maxRetries=0&baseUrl=http://127.0.0.1:1", TEXT);
        Exchange refused = send("whatsapp360:send?to=4915112345678", "");
        assertThat(trace(refused)).doesNotContain("4915112345678");
        assertThat(messages()).singleElement().satisfies(sent -> assertThat(sent.body())
                .contains(TO, TEXT));
        assertThat(log.lines())
                .filteredOn(event -> event.isFrom(Level.INFO))
                .allSatisfy(event -> assertThat(event.text()).doesNotContain(TO).doesNotContain(TEXT));
    }

    private static String trace(Exchange exchange) {
        return exchange.getException() == null ? "" : trace(exchange.getException());
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
