package io.github.whatsapp360.emulator.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A refusal in one of the service's own forms.
 *
 * @param status the HTTP status
 * @param body the JSON
 */
public record ApiError(int status, ObjectNode body) {

    /**
     * 360dialog's form, for what its gateway refuses itself. Source: the {@code meta} objects that clients report, e.g.
     * chatwoot's {@code Whatsapp360DialogService#error_message}, with the texts of docs.360dialog.com, "API error
     * message list". 360dialog's OpenAPI description (1.44.0) has {@code {"error": "…"}} instead, which no client
     * reports.
     */
    public static ApiError gateway(int status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("meta")
                .put("success", false)
                .put("http_code", status)
                .put("developer_message", message)
                .put("360dialog_trace_id", trace());
        return new ApiError(status, body);
    }

    /** Meta's form, which 360dialog passes through. Source: Meta, "Cloud API error codes". */
    public static ApiError meta(int status, int code, String message, String details) {
        ApiError error = plain(status, code, "(#" + code + ") " + message);
        error.inner()
                .putObject("error_data")
                .put("messaging_product", "whatsapp")
                .put("details", details);
        return error;
    }

    /** A parameter that is wrong: code 100. */
    public static ApiError parameter(String message) {
        return meta(400, 100, message, message);
    }

    /** A parameter that is not there: code 131008. */
    public static ApiError missing(String details) {
        return meta(400, 131008, "Required parameter is missing", details);
    }

    /** A parameter with a value that it cannot have: code 131009. */
    public static ApiError invalid(String details) {
        return meta(400, 131009, "Parameter value is not valid", details);
    }

    /** A file that is not what it is said to be, or does not fit its message: code 131053. */
    public static ApiError media(String details) {
        return meta(400, 131053, "Media upload error", details);
    }

    /** A file above the limit. Source: github.com/shridarpatil/whatomate/pull/540. */
    public static ApiError tooLarge(String details) {
        ApiError error = meta(400, 100, "Invalid parameter", details);
        error.inner().put("error_user_title", "File Too Large");
        error.inner().put("error_user_msg", "The file you uploaded is too large. " + details);
        return error;
    }

    /** An object that is not there or not yours: code 100, subcode 33, as the Graph API says it. */
    public static ApiError unknownObject(String method, String id) {
        ApiError error = plain(
                400,
                100,
                "Unsupported " + method + " request. Object with ID '" + id
                        + "' does not exist, cannot be loaded due to missing permissions, or does not support this"
                        + " operation. Please read the Graph API documentation at"
                        + " https://developers.facebook.com/docs/graph-api");
        error.inner().put("type", "GraphMethodException").put("error_subcode", 33);
        return error;
    }

    /** A refusal with a subcode, and with texts for people. */
    public static ApiError explained(int code, int subcode, String title, String message) {
        ApiError error = plain(400, code, "Invalid parameter");
        error.inner()
                .put("error_subcode", subcode)
                .put("is_transient", false)
                .put("error_user_title", title)
                .put("error_user_msg", message);
        return error;
    }

    public Refused refused() {
        return new Refused(this);
    }

    private static ApiError plain(int status, int code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", "OAuthException")
                .put("code", code)
                .put("fbtrace_id", trace());
        return new ApiError(status, body);
    }

    private ObjectNode inner() {
        return (ObjectNode) body.get("error");
    }

    private static String trace() {
        return "A" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    }

    /** The exception that carries a refusal to where answers are written. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient ApiError error;

        Refused(ApiError error) {
            super(error.body().toString(), null, false, false);
            this.error = error;
        }

        public ApiError error() {
            return error;
        }
    }
}
