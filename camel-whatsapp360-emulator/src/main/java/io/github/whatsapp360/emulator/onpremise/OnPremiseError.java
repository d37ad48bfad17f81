package io.github.whatsapp360.emulator.onpremise;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.http.ApiError;

/**
 * Refusals of the On-Premise API. Source of codes and titles: Meta's list as whatsapp.turn.io/docs/api/errors keeps it.
 * The HTTP status and the details' wording are UNCONFIRMED.
 */
final class OnPremiseError {

    private OnPremiseError() {}

    static ApiError.Refused tooLong(String details) {
        return refused(400, 1001, "Message too long", details);
    }

    static ApiError.Refused recipientType() {
        return refused(400, 1002, "Invalid recipient type", "Valid recipient types are: individual, group");
    }

    static ApiError.Refused notFound() {
        return refused(404, 1006, "Resource not found", "File or resource not found");
    }

    static ApiError.Refused missing(String name) {
        return refused(400, 1008, "Required parameter is missing", "Parameter '" + name + "' is required");
    }

    static ApiError.Refused invalid(String details) {
        return refused(400, 1009, "Parameter value is not valid", details);
    }

    static ApiError.Refused unexpected(String name) {
        return refused(400, 1010, "Parameter is not required", "Parameter '" + name + "' is not required");
    }

    static ApiError.Refused user() {
        return refused(400, 1013, "User is not valid", "Recipient is not a valid WhatsApp user");
    }

    static ApiError.Refused badImage() {
        return refused(400, 1014, "Internal error", "Upload failed on bad image");
    }

    /** Source: 360dialog's example of an accepted message. */
    static ObjectNode withMeta(ObjectNode answer) {
        answer.putObject("meta").put("api_status", "stable").put("version", "2.35.4");
        return answer;
    }

    private static ApiError.Refused refused(int status, int code, String title, String details) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("errors")
                .addObject()
                .put("code", code)
                .put("title", title)
                .put("details", details);
        return new ApiError(status, withMeta(body)).refused();
    }
}
