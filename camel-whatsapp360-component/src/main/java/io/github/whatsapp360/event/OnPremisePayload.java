package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * The payload of an On-Premise number: the lists of events are at its top level, and a few fields differ from the Cloud
 * API. Source: Meta, "On-Premises API", webhooks.
 */
final class OnPremisePayload {

    private static final String VOICE = "voice";

    private OnPremisePayload() {}

    /** Reads the events of a payload; returns false if it does not have this form. */
    static boolean read(JsonNode payload, List<WebhookEvent> events) {
        if (!EventLists.areIn(payload)) {
            return false;
        }
        JsonNode none = MissingNode.getInstance();
        new EventLists(payload, none, none, EventLists.without(payload), events).read();
        return true;
    }

    /** Returns the Cloud API's type of a message: {@code audio} for a voice message, which has its own type here. */
    static String type(String type) {
        return isVoice(type) ? "audio" : type;
    }

    static boolean isVoice(String type) {
        return type.equals(VOICE);
    }

    /** Returns the recipient of a status, which is inside of {@code message}; empty if not given. */
    static String recipient(JsonNode status) {
        return JsonValues.text(status.path("message"), "recipient_id");
    }

    /** Returns the details of an error, which are not inside of {@code error_data}; empty if not given. */
    static String details(JsonNode error) {
        return JsonValues.text(error, "details");
    }
}
