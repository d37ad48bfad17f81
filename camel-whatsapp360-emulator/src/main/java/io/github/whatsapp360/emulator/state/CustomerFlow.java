package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.flows.FlowChannel;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.FlowAnswer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * WhatsApp's side of a flow whose screens come from an application.
 *
 * @param publicKey in PEM
 * @param appSecret signs the requests; empty for none
 */
public record CustomerFlow(URI url, String publicKey, String appSecret, String token) {

    private static final String VERSION = "3.0";
    private static final String NO_TOKEN = "unused";

    /**
     * Returns the public key of a number, in PEM.
     *
     * @throws IllegalStateException if it has none
     */
    public static String publicKey(EmulatorState state, Account account) {
        String key = state.number(account).publicKey();
        if (key.isEmpty()) {
            throw new IllegalStateException(
                    "The number has no public key: set it with POST /whatsapp_business_encryption, or withPublicKey");
        }
        return key;
    }

    /** Returns the number that has sent a message; the first one if the message is not known any more. */
    public static Account sender(EmulatorState state, String messageId) {
        return state.chats().find(messageId).map(ChatEntry::account).orElseGet(() -> state.config()
                .accounts()
                .first());
    }

    /**
     * Returns the flow token of a message: of a flow message, or of a template's flow button. Without one, it is
     * {@code unused}. Source: Meta, "Interactive flow messages" and "Sending a Flow".
     *
     * @param template the filled one, or missing
     * @throws IllegalArgumentException if the message has no flow
     */
    public static String token(ChatMessage message, JsonNode template) {
        JsonNode action = message.json().at("/interactive/action");
        if (action.path("name").asText().equals("flow")) {
            return action.at("/parameters/flow_token").asText(NO_TOKEN);
        }
        for (JsonNode component : message.json().at("/template/components")) {
            if (component.path("sub_type").asText().equalsIgnoreCase("flow")) {
                return component.at("/parameters/0/action/flow_token").asText(NO_TOKEN);
            }
        }
        for (JsonNode button : template.path("buttons")) {
            if (button.path("type").asText().equalsIgnoreCase("flow")) {
                return NO_TOKEN;
            }
        }
        throw new IllegalArgumentException("The message has no flow");
    }

    /** Asks whether the endpoint works. */
    public FlowAnswer ping() throws IOException {
        return send(request("ping"));
    }

    /**
     * Sends a request.
     *
     * @param screen may be empty
     * @throws IOException if there is no answer within 10 seconds, or it cannot be decrypted
     */
    public FlowAnswer exchange(String action, String screen, JsonNode data) throws IOException {
        ObjectNode request = request(action);
        if (!screen.isEmpty()) {
            request.put("screen", screen);
        }
        request.set("data", data);
        request.put("flow_token", token);
        return send(request);
    }

    /** Returns what the customer answers to the business, if an answer of the application ends the flow. */
    public static Optional<ObjectNode> completed(FlowAnswer answer) {
        if (answer.status() != 200 || !answer.screen().equals("SUCCESS")) {
            return Optional.empty();
        }
        return Optional.of(
                answer.data().at("/extension_message_response/params") instanceof ObjectNode params
                        ? params
                        : JsonNodeFactory.instance.objectNode());
    }

    /** The customer's answer to a flow message is sent. Source: Meta, "Receiving flow response". */
    public static ChatEntry reply(EmulatorState state, String number, String name, String messageId, ObjectNode json) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "interactive");
        message.putObject("context").put("id", messageId);
        message.putObject("interactive")
                .put("type", "nfm_reply")
                .putObject("nfm_reply")
                .put("name", "flow")
                .put("body", "Sent")
                .put("response_json", json.toString());
        return state.inbox().write(number, name, message);
    }

    private static ObjectNode request(String action) {
        return JsonNodeFactory.instance.objectNode().put("version", VERSION).put("action", action);
    }

    private FlowAnswer send(ObjectNode request) throws IOException {
        return new FlowChannel(url, publicKey, appSecret).exchange(request);
    }
}
