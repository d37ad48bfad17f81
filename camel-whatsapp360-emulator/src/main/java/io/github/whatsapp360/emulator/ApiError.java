package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A refusal in one of the service's own forms.
 *
 * @param status the HTTP status
 * @param body the JSON
 */
record ApiError(int status, ObjectNode body) {

    /**
     * 360dialog's form, for what its gateway refuses itself. Source: docs.360dialog.com, "Error messages", and the
     * {@code meta} objects that clients report.
     */
    static ApiError gateway(int status, String message) {
        ObjectNode meta = JsonNodeFactory.instance.objectNode();
        meta.put("success", false).put("http_code", status).put("developer_message", message);
        return new ApiError(status, JsonNodeFactory.instance.objectNode().set("meta", meta));
    }

    /** Meta's form, which 360dialog passes through. Source: Meta, "Cloud API error codes". */
    static ApiError meta(int status, int code, String message, String details) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("message", "(#" + code + ") " + message)
                .put("type", "OAuthException")
                .put("code", code);
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        error.put("fbtrace_id", "AEmulator" + Long.toString(System.nanoTime(), 36));
        return new ApiError(status, JsonNodeFactory.instance.objectNode().set("error", error));
    }

    /** A parameter that is wrong: code 100. */
    static ApiError parameter(String message) {
        return meta(400, 100, message, message);
    }

    /** Meta's answer for an object that is not there or not yours: code 100, subcode 33. */
    static ApiError unknownObject(String id) {
        String message = "Unsupported get request. Object with ID '" + id
                + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation";
        ApiError error = meta(400, 100, message, message);
        ((ObjectNode) error.body().path("error")).put("message", message).put("error_subcode", 33);
        return error;
    }

    /** Carries a refusal to where answers are written. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient ApiError error;

        Refused(ApiError error) {
            super(error.body().toString(), null, false, false);
            this.error = error;
        }

        ApiError error() {
            return error;
        }
    }
}
