package io.github.whatsapp360.emulator.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An application's answer to the request of a flow.
 *
 * @param status the HTTP status: 200, or 427 for a flow token that is not valid any more
 * @param json the decrypted answer; a missing node if there was none, as with all other statuses
 */
public record FlowAnswer(int status, JsonNode json) {

    /** Returns the name of the next screen; {@code SUCCESS} ends the flow; empty if there is none. */
    public String screen() {
        return json.path("screen").asText("");
    }

    /** Returns the data for the next screen; a missing node if there is none. */
    public JsonNode data() {
        return json.path("data");
    }
}
