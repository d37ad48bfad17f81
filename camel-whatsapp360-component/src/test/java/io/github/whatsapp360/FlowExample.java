package io.github.whatsapp360;

import io.github.whatsapp360.event.FlowRequest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** The code of docs/guide/flows.md. */
class FlowExample extends RouteBuilder {

    @Override
    public void configure() {
        from("whatsapp360:flow?webhookPath=/flow&privateKey=classpath:flow/pkcs8.pem&clientSecret=an-app-secret")
                .routeId("example")
                .to("bean:slots");
    }

    // docs
    static class Slots {

        @Handler
        public Map<String, Object> next(FlowRequest request, Message message) {
            if (!request.flowToken().equals("visit-4711")) {
                message.setHeader("CamelWhatsapp360InvalidFlowToken", "You have booked already");
                return Map.of();
            }
            if (request.screen().equals("CHOOSE")) {
                String slot = request.data().path("slot").asText();
                return Map.of(
                        "screen",
                        "SUCCESS",
                        "data",
                        Map.of(
                                "extension_message_response",
                                Map.of("params", Map.of("flow_token", request.flowToken(), "slot", slot))));
            }
            return Map.of(
                    "screen", "CHOOSE", "data", Map.of("slots", List.of(Map.of("id", "9:00", "title", "9 o'clock"))));
        }
    }
    // end
}
