package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.trace.TracedData;

/**
 * An event whose callback data has no trace context, which no route may take for its own data.
 *
 * @param json the event
 * @param traceparent the trace context that was in its callback data; empty if there was none
 */
record CallbackJson(JsonNode json, String traceparent) {

    /** Takes the trace context off the callback data of an event. */
    static CallbackJson read(JsonNode json) {
        TracedData traced = TracedData.read(JsonValues.text(json, MessageStatus.CALLBACK_DATA));
        return traced.traceparent().isEmpty()
                ? new CallbackJson(json, "")
                : new CallbackJson(
                        JsonValues.without(json).put(MessageStatus.CALLBACK_DATA, traced.data()), traced.traceparent());
    }
}
