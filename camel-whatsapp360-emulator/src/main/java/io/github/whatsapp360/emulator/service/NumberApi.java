package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.NumberState;
import io.github.whatsapp360.emulator.flows.FlowChannel;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import io.github.whatsapp360.emulator.webhooks.CloudWebhook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The health, the profile, the blocked users and the key of flows of a number. Sources: docs.360dialog.com, "Messaging
 * health status", "WABA profile info" and the API reference, "Encryption"; Meta, "Health status", "Business profiles",
 * "Block users" and "Flows encryption". The wording of refusals is
 * UNCONFIRMED.
 */
final class NumberApi {

    static final String HEALTH = "/health_status";
    static final String PROFILE = "/whatsapp_business_profile";
    static final String BLOCK = "/block_users";
    static final String ENCRYPTION = "/whatsapp_business_encryption";

    /** IDs from Meta's examples. */
    private static final String BUSINESS = "506914307656634";

    private static final String APP = "634974688087057";

    /** Source: Meta, "Block users": only who wrote in the last 24 hours. */
    private static final Duration RECENT = Duration.ofHours(24);

    private static final int NOT_RECENT = 131047;
    private static final int MAX_USERS = 1_000;
    private static final int PAGE = 25;

    /** Source: docs.360dialog.com, "WABA profile info", the most characters of each field. */
    private static final Map<String, Integer> LONGEST =
            Map.of("about", 139, "address", 256, "description", 512, "email", 128);

    /** Returns whether this path is one of these. */
    static boolean has(String path) {
        return List.of(HEALTH, PROFILE, BLOCK, ENCRYPTION).contains(path);
    }

    static List<String> methods(String route) {
        return switch (route) {
            case HEALTH -> List.of("GET");
            case PROFILE, ENCRYPTION -> List.of("GET", "POST");
            default -> List.of("GET", "POST", "DELETE");
        };
    }

    Response answer(ApiCall call, String route, EmulatorState state) throws IOException, ApiError.Refused {
        Account account = state.config().accounts().of(call.key());
        NumberState number = state.number(account);
        return switch (route) {
            case HEALTH -> health(account, state.settings().health());
            case PROFILE -> call.method().equals("GET") ? profile(number) : update(call, number);
            case ENCRYPTION -> call.method().equals("GET") ? encryption(number) : encrypt(call, number);
            default -> call.method().equals("GET") ? blocked(call, number) : block(call, number, state);
        };
    }

    private static Response health(Account account, String status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode health = json.putObject("health_status").put("can_send_message", status);
        ArrayNode entities = health.putArray("entities");
        ObjectNode number = entity(entities, "PHONE_NUMBER", account.phoneNumberId(), status);
        if (status.equals("LIMITED")) {
            number.putArray("additional_info")
                    .add("Your display name has not been approved yet. Your message limit will increase after the "
                            + "display name is approved.");
        } else if (status.equals("BLOCKED")) {
            number.putArray("errors")
                    .addObject()
                    .put("error_code", 141000)
                    .put("error_description", "The phone number cannot send messages.")
                    .put("possible_solution", "Make it available in the settings of the emulator.");
        }
        entity(entities, "WABA", CloudWebhook.WABA, "AVAILABLE");
        entity(entities, "BUSINESS", BUSINESS, "AVAILABLE");
        entity(entities, "APP", APP, "AVAILABLE");
        return Response.json(200, json.put("id", account.phoneNumberId()));
    }

    private static ObjectNode entity(ArrayNode entities, String type, String id, String status) {
        return entities.addObject().put("entity_type", type).put("id", id).put("can_send_message", status);
    }

    private static Response profile(NumberState number) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("data").add(number.profile());
        return Response.json(200, json);
    }

    private static Response update(ApiCall call, NumberState number) throws IOException, ApiError.Refused {
        ObjectNode changes = (ObjectNode) call.json();
        MessagesApi.requireProduct(changes);
        for (Map.Entry<String, Integer> field : LONGEST.entrySet()) {
            if (changes.path(field.getKey()).asText().length() > field.getValue()) {
                throw ApiError.parameter(field.getKey() + " has more than " + field.getValue() + " characters")
                        .refused();
            }
        }
        if (changes.path("websites").size() > 2) {
            throw ApiError.parameter("websites has more than 2 entries").refused();
        }
        if (changes.remove("profile_picture_handle") != null) {
            changes.put("profile_picture_url", "https://pps.whatsapp.net/v/t61.24");
        }
        number.profile(changes);
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("success", true));
    }

    private static Response encryption(NumberState number) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode data = json.putArray("data");
        if (!number.publicKey().isEmpty()) {
            data.addObject()
                    .put("business_public_key", number.publicKey())
                    .put("business_public_key_signature_status", "VALID");
        }
        return Response.json(200, json);
    }

    private static Response encrypt(ApiCall call, NumberState number) throws IOException, ApiError.Refused {
        String pem = call.json().path("business_public_key").asText("");
        try {
            FlowChannel.key(pem);
        } catch (IllegalArgumentException e) {
            throw ApiError.parameter("business_public_key is no 2048-bit RSA public key in PEM")
                    .refused();
        }
        number.publicKey(pem);
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("success", true));
    }

    private static Response blocked(ApiCall call, NumberState number) {
        List<String> users = number.blocked();
        String limit = call.query("limit");
        int most = limit.matches("\\d{1,5}") ? Integer.parseInt(limit) : PAGE;
        String after = call.query("after");
        int from = after.matches("\\d{1,6}") ? Math.min(Integer.parseInt(after), users.size()) : 0;
        int to = Math.min(from + most, users.size());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode data = json.putArray("data");
        for (String user : users.subList(from, to)) {
            data.addObject().put("messaging_product", "whatsapp").put(idName(user), user);
        }
        json.putObject("paging").putObject("cursors").put("after", "" + to).put("before", "" + from);
        return Response.json(200, json);
    }

    private static Response block(ApiCall call, NumberState number, EmulatorState state)
            throws IOException, ApiError.Refused {
        JsonNode request = call.json();
        MessagesApi.requireProduct(request);
        JsonNode users = request.path("block_users");
        if (users.isEmpty() || users.size() > MAX_USERS) {
            throw ApiError.parameter("block_users has 1 to " + MAX_USERS + " entries")
                    .refused();
        }
        boolean on = call.method().equals("POST");
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
        ObjectNode result = json.putObject("block_users");
        ArrayNode done = result.putArray("added_users");
        ArrayNode failed = JsonNodeFactory.instance.arrayNode();
        for (JsonNode each : users) {
            String input = each.path("user").asText(each.path("user_id").asText());
            String user = RecipientNumber.normalized(input);
            ObjectNode about =
                    JsonNodeFactory.instance.objectNode().put("input", input).put(idName(user), user);
            if (on && !hasWritten(user, state)) {
                about.putArray("errors")
                        .add(ApiError.meta(
                                        400,
                                        NOT_RECENT,
                                        "Re-engagement required",
                                        "The user has not written in the last 24 hours")
                                .body()
                                .path("error"));
                failed.add(about);
            } else {
                number.block(user, on);
                done.add(about);
            }
        }
        if (failed.isEmpty()) {
            return Response.json(200, json);
        }
        result.set("failed_users", failed);
        json.setAll(ApiError.meta(
                        400,
                        139100,
                        "Failed to block/unblock users",
                        "Failed to block some users, see the block_users response list for details")
                .body());
        return Response.json(400, json);
    }

    private static boolean hasWritten(String user, EmulatorState state) {
        Instant since = state.config().clock().instant().minus(RECENT);
        return state.chats().entries(state.chats().chatOf(user)).stream()
                .anyMatch(entry ->
                        entry.isInbound() && entry.message().receivedAt().isAfter(since));
    }

    private static String idName(String user) {
        return RecipientNumber.isUserId(user) ? "user_id" : "wa_id";
    }
}
