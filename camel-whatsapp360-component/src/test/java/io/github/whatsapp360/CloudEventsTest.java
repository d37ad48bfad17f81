package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** The data types of events and results: CloudEvents and JSON. */
class CloudEventsTest extends WebhookTest {

    private static final Path PAYLOADS = Path.of("src/test/resources/payloads/webhooks");

    private List<Message> transformed(String type, String... payloads) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(NAME + "&webhookAutoRegister=false")
                        .transformDataType(type)
                        .to("mock:transformed");
            }
        });
        MockEndpoint mock = getMockEndpoint("mock:transformed");
        mock.expectedMessageCount(payloads.length);
        for (String payload : payloads) {
            assertThat(post(Files.readString(PAYLOADS.resolve(payload))).statusCode())
                    .isEqualTo(200);
        }
        mock.assertIsSatisfied();
        return mock.getExchanges().stream().map(Exchange::getMessage).toList();
    }

    private static Map<String, Object> cloudEvent(Message message) {
        return message.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().startsWith("CamelCloudEvent"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void aMessageIsACloudEventWithoutItsSendersNumber() throws Exception {
        Message message = transformed("whatsapp360:application-cloudevents", "audio-voice.json")
                .get(0);
        assertThat(cloudEvent(message))
                .isEqualTo(Map.of(
                        "CamelCloudEventID", "wamid.TEST0009RA==",
                        "CamelCloudEventVersion", "1.0",
                        "CamelCloudEventType", "io.github.whatsapp360.event.message",
                        "CamelCloudEventSource", "whatsapp360:360000000000001",
                        "CamelCloudEventSubject", "wamid.TEST0009RA==",
                        "CamelCloudEventTime", "2025-11-24T16:00:00Z"));
        assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(message.getHeaders().toString()).doesNotContain(SECRET);
        assertThat(WebhookJson.read(((String) message.getBody()).getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .isInstanceOf(InboundMessage.class);
    }

    @Test
    void eventsOfOneMessageAreToldApartAndThoseOfTheAccountAreNamedByTheirField() throws Exception {
        List<Message> messages =
                transformed("whatsapp360:application-cloudevents", "on-premise-status.json", "account-update.json");
        WebhookEvent status = WebhookJson.read(Files.readAllBytes(PAYLOADS.resolve("on-premise-status.json")))
                .get(0);
        String id = ((MessageStatus) status).id();
        assertThat(cloudEvent(messages.get(0)))
                .containsEntry("CamelCloudEventID", status.key().orElseThrow())
                .containsEntry("CamelCloudEventSubject", id)
                .containsEntry("CamelCloudEventType", "io.github.whatsapp360.event.status")
                .containsEntry("CamelCloudEventSource", "whatsapp360:events");
        assertThat(cloudEvent(messages.get(1)))
                .containsEntry("CamelCloudEventType", "io.github.whatsapp360.event.account_update")
                .containsEntry("CamelCloudEventSource", "whatsapp360:360000000000099")
                .containsEntry(
                        "CamelCloudEventTime", Instant.ofEpochSecond(1764000030).toString())
                .doesNotContainKey("CamelCloudEventSubject");
    }

    @Test
    void theHeadersOfAnEarlierMessageAreNotThoseOfAnEvent() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:cloud").transformDataType("whatsapp360:application-cloudevents");
            }
        });
        Message message = send(
                        "direct:cloud",
                        WebhookJson.read(Files.readAllBytes(PAYLOADS.resolve("phone-number-name.json")))
                                .get(0),
                        Map.of(
                                Whatsapp360Constants.MESSAGE_ID,
                                "wamid.ANOTHER",
                                "CamelCloudEventSubject",
                                "wamid.ANOTHER",
                                Whatsapp360Constants.TEMPLATE_NAME,
                                "another",
                                Whatsapp360Constants.TO,
                                TO))
                .getMessage();
        assertThat(cloudEvent(message))
                .doesNotContainKey("CamelCloudEventSubject")
                .containsEntry("CamelCloudEventType", "io.github.whatsapp360.event.phone_number_name_update");
        assertThat(message.getHeaders())
                .doesNotContainKeys(Whatsapp360Constants.MESSAGE_ID, Whatsapp360Constants.TEMPLATE_NAME)
                .containsEntry(Whatsapp360Constants.TO, TO);
    }

    @Test
    void anEventAndAResultAreJson() throws Exception {
        Message event =
                transformed("whatsapp360:application-json", "audio-voice.json").get(0);
        assertThat(event.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(event.getBody()).isInstanceOf(String.class);
        assertThat(event.getHeader(Whatsapp360Constants.EVENT_TYPE)).isEqualTo("message");

        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to("whatsapp360:send").transformDataType("whatsapp360:application-json");
            }
        });
        Exchange sent = send("direct:send", "Hello");
        assertThat(sent.getMessage().getBody(String.class))
                .contains("\"id\":\"" + sent.getMessage().getHeader(Whatsapp360Constants.MESSAGE_ID) + "\"");
    }

    @Test
    void aBodyThatIsNoEventIsRefusedWithoutItsContent() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:cloud").transformDataType("whatsapp360:application-cloudevents");
                from("direct:json").transformDataType("whatsapp360:application-json");
            }
        });
        assertThat(send("direct:cloud", "+" + TO).getException())
                .hasMessageContaining("whatsapp360:events")
                .hasMessageNotContaining(TO);
        assertThat(send("direct:json", null).getException()).hasMessageContaining("the body is none");
    }
}
