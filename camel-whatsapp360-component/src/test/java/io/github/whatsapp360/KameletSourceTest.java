package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.InboundMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** The Kamelet that takes webhooks. */
class KameletSourceTest extends WebhookTest {

    @Override
    void configure(Whatsapp360Configuration options) {
        // the Kamelet has its own
    }

    @Test
    void eachEventIsAnExchangeAndStrangersAreRefused() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:whatsapp360-events-source?secret=" + SECRET).to("mock:events");
            }
        });
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);
        byte[] payload = Files.readAllBytes(Path.of("src/test/resources/payloads/webhooks/audio-voice.json"));

        assertThat(post(payload, Map.of(SECRET_HEADER, "a-guess")).statusCode()).isEqualTo(401);
        assertThat(post(new String(payload, StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(200);

        events.assertIsSatisfied();
        assertThat(events.getExchanges().get(0).getMessage().getBody()).isInstanceOf(InboundMessage.class);
    }
}
