package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.util.RecipientNumber;

/**
 * The recipient that a request names.
 *
 * @param input as in the request
 * @param chat the chat: a number's digits, a group's ID or a business-scoped user ID; empty if it is dropped
 */
public record ParsedRecipient(String input, String chat) {

    /**
     * A business-scoped user ID in {@code to} is answered as any message, and then dropped without a word: it belongs
     * in {@code recipient}. Source: recorded by users.
     */
    boolean isDropped() {
        return chat.isEmpty();
    }

    static ParsedRecipient of(JsonNode request) throws ApiError.Refused {
        // Meta, "Business-scoped user IDs": with both, to wins.
        if (!request.has("to") && request.path("recipient").isTextual()) {
            String user = request.path("recipient").asText();
            return new ParsedRecipient(user, user);
        }
        String to = request.path("to").isIntegralNumber()
                        && !request.path("to").asText().startsWith("-")
                ? request.path("to").asText()
                : MessageChecks.required(request, "to");
        if (request.path("recipient_type").asText("individual").equals("group")) {
            return new ParsedRecipient(to, to);
        }
        if (RecipientNumber.isUserId(to)) {
            return new ParsedRecipient(to, "");
        }
        String digits = RecipientNumber.normalized(to);
        if (!RecipientNumber.problem(digits).isEmpty()) {
            throw ApiError.invalid("Parameter 'to' is not a phone number").refused();
        }
        return new ParsedRecipient(to, digits);
    }
}
