package io.github.whatsapp360.emulator.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.ChatJson;
import io.github.whatsapp360.emulator.http.Query;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Finds and deletes messages of all chats: {@code GET} and {@code DELETE /emulator/messages}. */
public final class SearchApi {

    private static final int MOST = 1_000;
    private static final String USUAL = "50";

    private final EmulatorState state;

    SearchApi(EmulatorState state) {
        this.state = state;
    }

    /** Answers {@code {"total", "messages"}}, the newest message first. */
    Response find(URI uri) {
        Map<String, String> criteria = Query.parameters(uri);
        String limit = criteria.getOrDefault("limit", USUAL);
        criteria.remove("limit");
        if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) > MOST) {
            throw new IllegalArgumentException("limit: from 0 to " + MOST);
        }
        List<ChatEntry> found = found(criteria);
        List<ChatEntry> newest =
                new ArrayList<>(found.subList(Math.max(0, found.size() - Integer.parseInt(limit)), found.size()));
        Collections.reverse(newest);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("total", found.size());
        answer.set("messages", ChatJson.messages(newest));
        return Response.json(200, answer);
    }

    /** Answers {@code {"deleted"}}. */
    Response delete(URI uri) {
        Map<String, String> criteria = Query.parameters(uri);
        if (criteria.isEmpty()) {
            throw new IllegalArgumentException("Without a criterion, use DELETE /emulator/chats");
        }
        int deleted = state.chats().delete(found(criteria));
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("deleted", deleted));
    }

    private List<ChatEntry> found(Map<String, String> criteria) {
        if (!criteria.containsKey("to") && !criteria.containsKey("from")) {
            criteria.putIfAbsent("direction", "any");
        }
        return state.messages(criteria).found();
    }
}
