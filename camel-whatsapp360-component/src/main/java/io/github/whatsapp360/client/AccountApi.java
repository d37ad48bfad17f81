package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.BlockResult;
import io.github.whatsapp360.api.BlockedUser;
import io.github.whatsapp360.api.BusinessProfile;
import io.github.whatsapp360.api.FlowPublicKey;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NumberHealth;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.api.WebhookDestination;
import io.github.whatsapp360.message.Recipient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.HttpEntity;

/**
 * The settings of a number of the Cloud API. Sources: docs.360dialog.com, "Messaging health status", "WABA profile
 * info" and the API reference, "Block users" and "Encryption"; Meta, "Block users" and "Flows encryption".
 */
public final class AccountApi {

    private static final String HEALTH = "/health_status";
    private static final String PROFILE = "/whatsapp_business_profile";
    private static final String PROFILE_FIELDS =
            "?fields=about,address,description,email,profile_picture_url,websites,vertical";
    private static final String BLOCK = "/block_users";
    private static final String ENCRYPTION = "/whatsapp_business_encryption";

    /** Source: Meta, "Block users", limitations. */
    private static final int MAX_USERS = 1_000;

    private static final int MAX_BLOCKED = 64_000;
    private static final int PAGE = 1_000;

    private final Http http;
    private final ObjectMapper mapper;

    AccountApi(Http http, ObjectMapper mapper) {
        this.http = http;
        this.mapper = mapper;
    }

    /** Returns whether the number can send messages. */
    public NumberHealth health() {
        return http.call("GET", HEALTH, null, "", json -> Optional.of(json)
                .filter(answer -> answer.path("health_status").isObject())
                .map(NumberHealth::new));
    }

    /** Returns the business profile of the number. */
    public BusinessProfile profile() {
        return http.call("GET", PROFILE + PROFILE_FIELDS, null, "", json -> Optional.of(json.path("data"))
                .filter(data -> data.isArray() && (data.isEmpty() || data.get(0).isObject()))
                .map(data -> new BusinessProfile(data.isEmpty() ? mapper.createObjectNode() : data.get(0))));
    }

    /**
     * Changes the fields of the business profile that are given.
     *
     * @param profile the fields; its JSON must be an object
     */
    public void update(BusinessProfile profile) {
        ObjectNode json = profile.json().deepCopy();
        json.put("messaging_product", "whatsapp").remove("profile_picture_url"); // which can only be read
        http.call("POST", PROFILE, JsonBody.of(json, mapper), "", JsonBody::done);
    }

    /**
     * Blocks users.
     *
     * @param users phone numbers or user IDs in their normal form, at most 1,000
     */
    public BlockResult block(List<String> users) {
        return block("POST", users);
    }

    /**
     * Unblocks users.
     *
     * @param users phone numbers or user IDs in their normal form, at most 1,000
     */
    public BlockResult unblock(List<String> users) {
        return block("DELETE", users);
    }

    private BlockResult block(String method, List<String> users) {
        if (users.size() > MAX_USERS) {
            throw new InvalidMessageException(new Problem(
                    "to",
                    "has " + users.size() + " users, but a request may have " + MAX_USERS + "; split them first"));
        }
        ObjectNode json = mapper.createObjectNode().put("messaging_product", "whatsapp");
        ArrayNode list = json.putArray("block_users");
        users.forEach(user -> list.addObject().put(Recipient.of(user) == Recipient.USER ? "user_id" : "user", user));
        HttpEntity body = JsonBody.of(json, mapper);
        // if it has failed for some users only, the service answers 400 with the result of each
        return http.callOrPartly(method, BLOCK, body, AccountApi::result, answer -> result(answer)
                .filter(result -> !result.changed().isEmpty()));
    }

    private static Optional<BlockResult> result(JsonNode answer) {
        return Optional.of(answer.path("block_users"))
                .filter(JsonNode::isObject)
                .map(BlockResult::new);
    }

    /** Returns all blocked users. */
    public List<BlockedUser> blocked() {
        List<BlockedUser> users = new ArrayList<>();
        Set<String> read = new HashSet<>(); // so that cursors which lead back cause no endless loop
        String after = "";
        while (read.add(after) && users.size() < MAX_BLOCKED) {
            JsonNode page = page(after);
            page.path("data").forEach(user -> users.add(new BlockedUser(user)));
            String next = page.path("paging").path("cursors").path("after").asText("");
            after = page.path("data").isEmpty() ? "" : next;
        }
        return List.copyOf(users);
    }

    private JsonNode page(String after) {
        String cursor = after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        return http.call("GET", BLOCK + "?limit=" + PAGE + cursor, null, "", json -> Optional.of(json)
                .filter(answer -> answer.path("data").isArray()));
    }

    /** Returns the public key of the number's flows. */
    public FlowPublicKey publicKey() {
        // Meta documents a list as well as the key alone
        return http.call("GET", ENCRYPTION, null, "", json -> Optional.of(json)
                .filter(JsonNode::isObject)
                .map(answer ->
                        answer.path("data").isArray() ? answer.path("data").path(0) : answer)
                .map(key -> new FlowPublicKey(key.isObject() ? key : mapper.createObjectNode())));
    }

    /**
     * Sets the public key of the number's flows.
     *
     * @param pem an RSA key of 2,048 bits
     */
    public FlowPublicKey publicKey(String pem) {
        ObjectNode json = mapper.createObjectNode().put("business_public_key", pem);
        http.call("POST", ENCRYPTION, JsonBody.of(json, mapper), "", JsonBody::done);
        return new FlowPublicKey(json);
    }

    /** Returns the main webhook of the number, and the additional ones that are enabled. */
    public List<WebhookDestination> webhooks() {
        return new WebhookSettings(http, mapper).all();
    }
}
