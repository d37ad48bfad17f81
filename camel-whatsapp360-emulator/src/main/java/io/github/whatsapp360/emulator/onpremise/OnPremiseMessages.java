package io.github.whatsapp360.emulator.onpremise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.media.StoredMedia;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.service.ApiCall;
import io.github.whatsapp360.emulator.service.MessagesApi;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** The On-Premise API's messages, receipts and contacts. Source: its client WABA360Dialog.NET, and Meta's examples. */
final class OnPremiseMessages {

    private final MessagesApi messages;

    OnPremiseMessages(Clock clock) {
        messages = new MessagesApi(clock);
    }

    Response send(ApiCall call, EmulatorState state) throws IOException, ApiError.Refused {
        JsonNode request = parse(call);
        OnPremiseChecks rules = new OnPremiseChecks(id -> state.media().find(id, call.key()));
        StoredMedia media = rules.check(request);
        ChatMessage message = messages.message(state, request, OnPremiseChecks.recipient(request), media);
        state.accept(call.key(), message);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("messages").addObject().put("id", message.id());
        return Response.json(201, OnPremiseError.withMeta(answer));
    }

    /** Marks a message as read, whatever its ID. The empty answer is UNCONFIRMED. */
    Response read(ApiCall call, String messageId, EmulatorState state) throws IOException, ApiError.Refused {
        if (!parse(call).path("status").asText().equals("read")) {
            throw OnPremiseError.invalid("Parameter 'status' must be read");
        }
        state.chats().readByBusiness(messageId, state.config().accounts().of(call.key()));
        return Response.json(200, JsonNodeFactory.instance.objectNode());
    }

    /** Answers that every phone number is valid, as all clients since 2.43 do. */
    Response contacts(ApiCall call) throws IOException, ApiError.Refused {
        JsonNode request = parse(call);
        JsonNode contacts = request.path("contacts");
        if (!contacts.isArray() || contacts.isEmpty()) {
            throw OnPremiseError.missing("contacts");
        }
        if (!List.of("wait", "no_wait").contains(request.path("blocking").asText("no_wait"))) {
            throw OnPremiseError.invalid("Parameter 'blocking' must be wait or no_wait");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode results = answer.putArray("contacts");
        for (JsonNode contact : contacts) {
            String digits = OnPremiseChecks.digits(contact.asText());
            ObjectNode result = results.addObject().put("input", contact.asText());
            if (digits.isEmpty()) {
                result.put("status", "invalid");
            } else {
                result.put("status", "valid").put("wa_id", digits);
            }
        }
        return Response.json(200, OnPremiseError.withMeta(answer));
    }

    private static JsonNode parse(ApiCall call) throws IOException, ApiError.Refused {
        try {
            return call.json();
        } catch (ApiError.Refused e) {
            // A body that is too large is the gateway's to refuse.
            throw e.error().status() == 400 ? OnPremiseError.invalid("The body must be a JSON object") : e;
        }
    }
}
