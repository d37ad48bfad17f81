package io.github.whatsapp360.emulator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.emulator.chats.ChatJson;
import io.github.whatsapp360.emulator.http.Query;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.model.MessageQuery;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.EmulatorWait;
import io.github.whatsapp360.emulator.state.SettingsJson;
import io.github.whatsapp360.emulator.util.Search;
import io.github.whatsapp360.emulator.webhooks.DeliveryJson;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers {@code GET /emulator/wait} as soon as what it asks for has come, or else with what came instead. */
public final class WaitApi {

    private static final int MOST = 1_000;

    private final Supplier<EmulatorState> states;

    WaitApi(Supplier<EmulatorState> states) {
        this.states = states;
    }

    /** @param isAbandoned returns whether the client has gone */
    Response answer(URI uri, BooleanSupplier isAbandoned) {
        Map<String, String> criteria = Query.parameters(uri);
        String timeout = criteria.getOrDefault("timeout", MessageQuery.LIMIT.toString());
        String count = criteria.getOrDefault("count", "1");
        criteria.remove("timeout");
        criteria.remove("count");
        if (!count.matches("\\d{1,4}") || Integer.parseInt(count) < 1 || Integer.parseInt(count) > MOST) {
            throw new IllegalArgumentException("count: from 1 to " + MOST);
        }
        EmulatorWait wait = new EmulatorWait(states, time(timeout), isAbandoned);
        int most = Integer.parseInt(count);
        return criteria.containsKey("webhook")
                ? answer(wait.until(most, state -> state.deliveries(criteria)), DeliveryJson::details)
                : answer(wait.until(most, state -> state.messages(criteria)), ChatJson::message);
    }

    private static Duration time(String text) {
        return text.matches("\\d{1,9}")
                ? Duration.ofMillis(Long.parseLong(text))
                : SettingsJson.duration(TextNode.valueOf(text));
    }

    private static <T> Response answer(EmulatorWait.Result<T> result, Function<T, ObjectNode> json) {
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        result.found().stream().limit(MOST).map(json).forEach(found::add);
        if (result.isEnough()) {
            return Response.json(200, (JsonNode) found);
        }
        ObjectNode failure = JsonNodeFactory.instance.objectNode().put("error", result.failure());
        failure.set("found", found);
        ArrayNode nearest = failure.putArray("nearest");
        for (Search.Near<T> near : result.nearest()) {
            ArrayNode differences = JsonNodeFactory.instance.arrayNode();
            near.differences().forEach(differences::add);
            nearest.add(json.apply(near.one()).set("differences", differences));
        }
        return Response.json(408, failure);
    }
}
