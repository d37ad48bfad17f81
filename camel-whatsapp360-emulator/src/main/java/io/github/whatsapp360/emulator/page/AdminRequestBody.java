package io.github.whatsapp360.emulator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.io.IOException;

/** Reads JSON from the body of a call to the emulator's own API. */
public final class AdminRequestBody {

    private static final int MAX_BYTES = 1024 * 1024;

    private AdminRequestBody() {}

    /** Reads the body as a JSON object; without a body, returns an empty object. */
    static JsonNode read(HttpExchange exchange) throws IOException, BadRequest {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new BadRequest(400, "The body is too large");
        }
        JsonNode json = body.length == 0 ? EmulatorJson.MAPPER.createObjectNode() : EmulatorJson.MAPPER.readTree(body);
        if (!json.isObject()) {
            throw new BadRequest(400, "The body must be a JSON object");
        }
        return json;
    }
}
