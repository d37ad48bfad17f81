package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * To whom a message goes.
 *
 * @param input as in the request
 * @param chat whose chat it is: a number's digits, a group's ID or a business-scoped user ID
 */
record Recipient(String input, String chat) {

    static Recipient of(JsonNode request) throws ApiError.Refused {
        // Meta, "Business-scoped user IDs": with both, to wins.
        if (!request.has("to") && request.path("recipient").isTextual()) {
            String user = request.path("recipient").asText();
            return new Recipient(user, user);
        }
        String to = request.path("to").isIntegralNumber()
                ? request.path("to").asText()
                : MessageRules.required(request, "to");
        if (request.path("recipient_type").asText("individual").equals("group")) {
            return new Recipient(to, to);
        }
        // Meta, "Send messages": plus signs, hyphens, parentheses and spaces are supported in numbers.
        String digits = to.replaceAll("[+\\-() ]", "");
        if (!digits.matches("\\d{5,20}")) {
            throw ApiError.invalid("Parameter 'to' is not a phone number").refused();
        }
        return new Recipient(to, digits);
    }
}
