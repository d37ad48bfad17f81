package io.github.whatsapp360.emulator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.ChatJson;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.model.FlowAnswer;
import io.github.whatsapp360.emulator.state.CustomerFlow;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.FlowEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.Optional;

/** Plays the customer who opens a flow message: sends a request to the application, and answers with its answer. */
record FlowApi(EmulatorState state) {

    Response play(String number, JsonNode json) throws BadRequest {
        String messageId = json.path("messageId").asText();
        ChatEntry entry = state.chats()
                .find(messageId)
                .filter(found -> found.chat().equals(number) && !found.isInbound())
                .orElseThrow(() -> new BadRequest(404, "There is no such message in this chat, or no more"));
        String token = CustomerFlow.token(entry.message(), entry.view().path("template"));
        FlowEndpoint endpoint = state.settings().flow();
        if (endpoint.url().isEmpty()) {
            throw new BadRequest(400, "Nobody answers the flow: set the endpoint of flows in the settings");
        }
        JsonNode data = json.path("data");
        if (!data.isMissingNode() && !data.isObject()) {
            throw new BadRequest(400, "data: a JSON object");
        }
        FlowAnswer answer = ask(
                new CustomerFlow(URI.create(endpoint.url()), key(messageId), endpoint.appSecret(), token),
                json.path("action").asText("INIT"),
                json.path("screen").asText(),
                data.isObject() ? data : JsonNodeFactory.instance.objectNode());
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("status", answer.status());
        result.set("answer", answer.json().isMissingNode() ? JsonNodeFactory.instance.nullNode() : answer.json());
        Optional<ObjectNode> completed = CustomerFlow.completed(answer);
        if (completed.isPresent()) {
            String name = json.path("name").asText();
            result.set(
                    "message", ChatJson.message(CustomerFlow.reply(state, number, name, messageId, completed.get())));
        }
        return Response.json(200, result);
    }

    private String key(String messageId) throws BadRequest {
        try {
            return CustomerFlow.publicKey(state, CustomerFlow.sender(state, messageId));
        } catch (IllegalStateException e) {
            throw new BadRequest(400, "The number has no public key: set it with POST /whatsapp_business_encryption");
        }
    }

    private static FlowAnswer ask(CustomerFlow flow, String action, String screen, JsonNode data) throws BadRequest {
        try {
            return action.equals("ping") ? flow.ping() : flow.exchange(action, screen, data);
        } catch (HttpTimeoutException e) {
            throw new BadRequest(502, "The flow's endpoint did not answer within 10 seconds");
        } catch (IOException e) {
            throw new BadRequest(502, "The flow's endpoint gave no answer that can be decrypted");
        }
    }
}
