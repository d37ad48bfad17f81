package io.github.whatsapp360.emulator.webhooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.util.Locale;
import java.util.Map;

/** Deliveries as the page gets them. */
public final class DeliveryJson {

    /** The text in place of values that may be secret. */
    public static final String MASK = "***";

    private DeliveryJson() {}

    public static ObjectNode line(LoggedDelivery line) {
        WebhookDelivery attempt = line.attempt();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", line.id())
                .put("at", attempt.at().toString())
                .put("what", attempt.what())
                .put("messageId", attempt.messageId())
                .put("chat", line.delivery().chat())
                .put("attempt", attempt.attempt())
                .put("status", attempt.status())
                .put("millis", EmulatorJson.millis(attempt.duration()))
                .put(
                        "outcome",
                        attempt.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .put("error", line.error());
    }

    public static ObjectNode details(LoggedDelivery line) {
        ObjectNode json = line(line).put("url", line.attempt().url().toString());
        json.set("headers", masked(line.delivery().target().headers()));
        return json.put("body", line.delivery().payload().get().toString());
    }

    /** Returns the headers without their values: any configured header may be secret. */
    public static ObjectNode masked(Map<String, String> headers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        headers.keySet().forEach(name -> json.put(name, MASK));
        return json;
    }
}
