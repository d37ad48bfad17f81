package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.media.StoredMedia;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** The API of messages: sending, and marking received ones as read. */
public final class MessagesApi {

    private final Clock clock;

    public MessagesApi(Clock clock) {
        this.clock = clock;
    }

    Response post(ApiCall call, EmulatorState state) throws IOException, ApiError.Refused {
        JsonNode request = call.json();
        requireProduct(request);
        return accept(call, request, state);
    }

    static void requireProduct(JsonNode request) throws ApiError.Refused {
        if (!request.path("messaging_product").asText().equals("whatsapp")) {
            throw ApiError.parameter("The parameter messaging_product is required.")
                    .refused();
        }
    }

    static boolean isRead(JsonNode request) {
        return request.path("status").asText().equals("read");
    }

    /** Checks and keeps a message, or a receipt, whatever its {@code messaging_product}. */
    Response accept(ApiCall call, JsonNode request, EmulatorState state) throws ApiError.Refused {
        if (isRead(request)) {
            String messageId = MessageChecks.required(request, "message_id");
            // Source: 360dialog, "Typing indicators": the only type is text.
            if (request.has("typing_indicator")
                    && !request.at("/typing_indicator/type").asText().equals("text")) {
                throw ApiError.invalid("Parameter 'typing_indicator' must have the type text")
                        .refused();
            }
            read(state, call.key(), messageId, request.has("typing_indicator"));
            return Response.json(200, JsonNodeFactory.instance.objectNode().put("success", true));
        }
        ParsedRecipient recipient = ParsedRecipient.of(request);
        String chat = state.chats().chatOf(recipient.chat());
        if (state.isBlocked(call.key(), chat)) {
            // the code is of Meta's table of September 2026; the HTTP status is UNCONFIRMED
            throw ApiError.meta(400, 130403, "User is blocked", "The business has blocked this user")
                    .refused();
        }
        requireIdentity(request, state.chats().identityKeyHash(chat));
        StoredMedia media = MessageChecks.check(request, id -> state.media().find(id, call.key()));
        if (request.path("type").asText().equals("template")) {
            TemplateChecks.check(
                    request.path("template"), state.config().accounts().of(call.key()), id -> state.media()
                            .find(id, call.key()));
        }
        state.limits().requireMessage(call.key(), chat);
        ChatMessage message = message(state, request, chat, media);
        if (!recipient.isDropped()) {
            state.accept(call.key(), message);
        }
        return Response.json(200, accepted(recipient, message.id()));
    }

    private static void read(EmulatorState state, String key, String messageId, boolean isTyping)
            throws ApiError.Refused {
        if (state.chats().find(messageId).filter(entry -> !entry.isInbound()).isPresent()) {
            // Meta, "Mark messages as read": the ID of a received message
            throw ApiError.invalid("Parameter 'message_id' is not the ID of a received message")
                    .refused();
        }
        Account account = state.config().accounts().of(key);
        Optional<ChatEntry> marked = state.chats().readByBusiness(messageId, account);
        if (isTyping) {
            marked.ifPresent(entry -> state.chats().type(entry.chat(), account));
        }
    }

    /**
     * Refuses a message for an identity key that the recipient no longer has. Source: Meta, "Business phone numbers:
     * Identity change check", and its error codes; the HTTP status is UNCONFIRMED.
     */
    private static void requireIdentity(JsonNode request, String identityKeyHash) throws ApiError.Refused {
        String wanted = request.path("recipient_identity_key_hash").asText();
        if (!wanted.isEmpty() && !identityKeyHash.isEmpty() && !wanted.equals(identityKeyHash)) {
            throw ApiError.meta(400, 137000, "Identity key mismatch", "The recipient has another identity key")
                    .refused();
        }
    }

    public ChatMessage message(EmulatorState state, JsonNode request, String chat, StoredMedia media) {
        String type = request.path("type").asText();
        JsonNode content = request.path(type);
        String filename = content.path("filename").asText();
        return new ChatMessage(
                state.ids().messageId(),
                chat,
                type,
                type.equals("text") ? content.path("body").asText() : "",
                content.path("caption").asText(),
                filename.isEmpty() && media != null ? media.filename() : filename,
                media == null ? "" : media.mimeType(),
                media == null ? 0 : media.size(),
                media == null ? "" : media.sha256(),
                media == null ? "" : media.id(),
                content.path("link").asText(),
                request,
                clock.instant());
    }

    private static ObjectNode accepted(ParsedRecipient recipient, String messageId) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
        ObjectNode contact = answer.putArray("contacts").addObject().put("input", recipient.input());
        if (!recipient.isDropped()) {
            contact.put("wa_id", recipient.chat());
        }
        answer.putArray("messages").addObject().put("id", messageId);
        return answer;
    }
}
