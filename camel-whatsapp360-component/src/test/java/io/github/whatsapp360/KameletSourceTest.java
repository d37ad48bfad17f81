package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.WebhookJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The Kamelet that takes webhooks. */
class KameletSourceTest extends WebhookTest {

    @Override
    void configure(Whatsapp360Configuration options) {
        // the Kamelet has its own
    }

    private static final String PIPE =
            """
            apiVersion: camel.apache.org/v1
            kind: Pipe
            metadata:
              name: whatsapp-to-cloudevents
            spec:
              source:
                ref:
                  apiVersion: camel.apache.org/v1
                  kind: Kamelet
                  name: whatsapp360-events-source
                properties:
                  secret: "%s"
                dataTypes:
                  out:
                    format: whatsapp360:application-cloudevents
              sink:
                uri: mock:events
            """
                    .formatted(SECRET);

    private byte[] payload() throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/payloads/webhooks/audio-voice.json"));
    }

    /** Posts a webhook and returns the message of the exchange that it became. */
    private Message posted() throws Exception {
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);
        assertThat(post(new String(payload(), StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(200);
        events.assertIsSatisfied();
        return events.getExchanges().get(0).getMessage();
    }

    @Test
    void theOutputJsonIsTextThatTheComponentReadsAgain() throws Exception {
        route("kamelet:whatsapp360-events-source?output=json&secret=" + SECRET, "mock:events");
        Message message = posted();
        assertThat(message.getBody()).isInstanceOf(String.class);
        assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(WebhookJson.read(message.getBody(byte[].class))).isEqualTo(WebhookJson.read(payload()));
    }

    @Test
    void aPipeTakesItsDataTypes() throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("pipe.yaml", PIPE));
        Message message = posted();
        assertThat(message.getHeader("CamelCloudEventType")).isEqualTo("io.github.whatsapp360.event.message");
        assertThat(message.getHeader("CamelCloudEventSubject")).isEqualTo("wamid.TEST0009RA==");
        assertThat(WebhookJson.read(message.getBody(byte[].class))).isEqualTo(WebhookJson.read(payload()));
    }

    @Test
    void eachEventIsAnExchangeAndStrangersAreRefused() throws Exception {
        route("kamelet:whatsapp360-events-source?secret=" + SECRET, "mock:events");
        assertThat(post(payload(), Map.of(SECRET_HEADER, "a-guess")).statusCode())
                .isEqualTo(401);
        assertThat(posted().getBody()).isInstanceOf(InboundMessage.class);
    }
}
