package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.webhooks.DeliveryJson;
import java.net.URI;

/**
 * The application that answers flows.
 *
 * @param url empty if there is none
 * @param appSecret signs the requests; empty for none
 */
public record FlowEndpoint(String url, String appSecret) {

    static final FlowEndpoint NONE = new FlowEndpoint("", "");

    /**
     * Checks the address of an application.
     *
     * @throws IllegalArgumentException if it is neither on this machine nor on an allowed host
     */
    public static URI checked(URI url, EmulatorConfig config) {
        if (url.getHost() == null
                || url.getRawUserInfo() != null
                || !config.webhooks().has(url.getHost())) {
            throw new IllegalArgumentException(
                    "The endpoint of a flow is an address on this machine, or on a host that was allowed"
                            + " (--allowed-webhook, builder().allowedWebhook)");
        }
        return url;
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("url", url)
                .put("appSecret", appSecret.isEmpty() ? "" : DeliveryJson.MASK);
    }

    /**
     * Returns a copy with what the JSON has. A masked secret stays.
     *
     * @throws IllegalArgumentException if the address may not be called
     */
    FlowEndpoint changed(JsonNode json, EmulatorConfig config) {
        String to = json.path("url").asText(url);
        if (!to.isEmpty()) {
            URI uri = checked(URI.create(to), config);
            if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
                throw new IllegalArgumentException("The endpoint of a flow begins with http:// or https://");
            }
        }
        String secret = json.path("appSecret").asText(appSecret);
        return new FlowEndpoint(to, secret.equals(DeliveryJson.MASK) ? appSecret : secret);
    }
}
