package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.flows.FlowChannel;
import io.github.whatsapp360.emulator.model.FlowAnswer;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * WhatsApp's side of a flow with an endpoint: it asks the application for screens, encrypted with the public key that
 * the application has set for the first number.
 */
public final class Flow {

    private static final String VERSION = "3.0";

    private final URI url;
    private final Supplier<String> publicKey;
    private final String appSecret;
    private final String token;
    private final Consumer<ObjectNode> completed;

    private Flow(URI url, Supplier<String> publicKey, String appSecret, String token, Consumer<ObjectNode> completed) {
        this.url = url;
        this.publicKey = publicKey;
        this.appSecret = appSecret;
        this.token = token;
        this.completed = completed;
    }

    /**
     * Returns a flow with the public key that the first number has at each request.
     *
     * @param completed gets the customer's answer when the application ends the flow
     */
    static Flow of(Supplier<EmulatorState> state, URI url, String token, Consumer<ObjectNode> completed) {
        if (url.getHost() == null || !state.get().config().webhooks().has(url.getHost())) {
            throw new IllegalArgumentException(
                    "The endpoint of a flow is an address on this machine, or on a host that was allowed"
                            + " (--allowed-webhook, builder().allowedWebhook)");
        }
        return new Flow(url, () -> publicKey(state.get()), "", token, completed);
    }

    private static String publicKey(EmulatorState state) {
        String key = state.number(state.config().accounts().first()).publicKey();
        if (key.isEmpty()) {
            throw new IllegalStateException(
                    "The number has no public key: set it with POST /whatsapp_business_encryption, or withPublicKey");
        }
        return key;
    }

    /** Returns this flow with another public key, in PEM. */
    public Flow withPublicKey(String pem) {
        Objects.requireNonNull(pem, "pem");
        return new Flow(url, () -> pem, appSecret, token, completed);
    }

    /** Returns this flow with the secret of the Meta app that signs the requests; without it, they are not signed. */
    public Flow withAppSecret(String appSecret) {
        return new Flow(url, publicKey, Objects.requireNonNull(appSecret, "appSecret"), token, completed);
    }

    /** Returns this flow with another flow token. */
    public Flow withToken(String flowToken) {
        return new Flow(url, publicKey, appSecret, Objects.requireNonNull(flowToken, "flowToken"), completed);
    }

    /** Asks whether the endpoint works, as WhatsApp does from time to time. */
    public FlowAnswer ping() {
        return send(request("ping"));
    }

    /** The customer opens the flow: {@code INIT}. */
    public FlowAnswer opens() {
        return exchange("INIT", "", Map.of());
    }

    /** The customer submits a screen: {@code data_exchange}. */
    public FlowAnswer submits(String screen, Map<String, ?> data) {
        return exchange("data_exchange", screen, data);
    }

    /** The customer goes back to the screen before this one: {@code BACK}. */
    public FlowAnswer goesBack(String screen) {
        return exchange("BACK", screen, Map.of());
    }

    /**
     * Sends any request.
     *
     * @param screen may be empty
     * @throws UncheckedIOException if there is no answer within 10 seconds, or it cannot be decrypted
     */
    public FlowAnswer exchange(String action, String screen, Map<String, ?> data) {
        ObjectNode request = request(action);
        if (!screen.isEmpty()) {
            request.put("screen", screen);
        }
        request.set("data", EmulatorJson.MAPPER.valueToTree(data));
        request.put("flow_token", token);
        FlowAnswer answer = send(request);
        if (answer.status() == 200 && answer.screen().equals("SUCCESS")) {
            completed.accept(
                    answer.data().at("/extension_message_response/params") instanceof ObjectNode params
                            ? params
                            : JsonNodeFactory.instance.objectNode());
        }
        return answer;
    }

    /** WhatsApp tells the application that it could not use an answer. */
    public FlowAnswer reports(String error, String message) {
        return exchange("data_exchange", "", Map.of("error", error, "error_message", message));
    }

    private static ObjectNode request(String action) {
        return JsonNodeFactory.instance.objectNode().put("version", VERSION).put("action", action);
    }

    private FlowAnswer send(ObjectNode request) {
        try {
            return new FlowChannel(url, publicKey.get(), appSecret).exchange(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
