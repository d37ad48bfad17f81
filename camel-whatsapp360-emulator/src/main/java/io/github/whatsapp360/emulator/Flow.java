package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.model.FlowAnswer;
import io.github.whatsapp360.emulator.state.CustomerFlow;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.FlowEndpoint;
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
 * the application has set for the number that sent the message, or else for the first number.
 */
public final class Flow {

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
     * Returns a flow with the public key that a number has at each request.
     *
     * @param messageId of the message whose sender has the key; of no message for the first number
     * @param completed gets the customer's answer when the application ends the flow
     */
    static Flow of(
            Supplier<EmulatorState> state, URI url, String messageId, String token, Consumer<ObjectNode> completed) {
        FlowEndpoint.checked(url, state.get().config());
        Supplier<String> key = () -> CustomerFlow.publicKey(state.get(), CustomerFlow.sender(state.get(), messageId));
        return new Flow(url, key, "", token, completed);
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
        try {
            return played().ping();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        FlowAnswer answer;
        try {
            answer = played().exchange(action, screen, EmulatorJson.MAPPER.valueToTree(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CustomerFlow.completed(answer).ifPresent(completed);
        return answer;
    }

    /** WhatsApp tells the application that it could not use an answer. */
    public FlowAnswer reports(String error, String message) {
        return exchange("data_exchange", "", Map.of("error", error, "error_message", message));
    }

    private CustomerFlow played() {
        return new CustomerFlow(url, publicKey.get(), appSecret, token);
    }
}
