package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The content of an error answer, in any of the service's forms.
 *
 * @param code Meta's error code; {@value #NO_CODE} for none, because 0 is one
 * @param subcode Meta's error subcode; 0 for none
 * @param details the most precise text in it; empty for none
 * @param traceId the trace ID of Meta or 360dialog; empty for none
 * @param foreign true if the answer does not come from the service, such as the HTML of a proxy
 */
record ErrorBody(int code, int subcode, String details, String traceId, boolean foreign) {

    static final int NO_CODE = -1;
    static final ErrorBody NONE = new ErrorBody(NO_CODE, 0, "", "");
    static final ErrorBody FOREIGN = new ErrorBody(NO_CODE, 0, "", "", true);

    private static final int MAX_DETAILS = 1000;

    ErrorBody(int code, int subcode, String details, String traceId) {
        this(code, subcode, details, traceId, false);
    }

    /** Returns whether the answer has an error of the service. Without one, it may come from a proxy on the way. */
    boolean isFromService(int status) {
        return hasCode(status) || !details.isEmpty();
    }

    /** Returns whether there is a code. Meta documents 0 with the status 401; others write it for none. */
    private boolean hasCode(int status) {
        return code != NO_CODE && (code != 0 || status == 401);
    }

    /**
     * Returns the exception for a request that was refused with this error.
     *
     * @param retryAfter the time that the service asks to wait; null if it asks for none
     */
    ApiException refusal(int status, Duration retryAfter) {
        ApiException.Builder answer =
                ApiException.status(status).details(details).traceId(traceId);
        if (hasCode(status)) {
            answer.code(code);
        }
        if (subcode != 0) {
            answer.subcode(subcode);
        }
        if (retryAfter != null) {
            answer.retryAfter(retryAfter);
        }
        return (foreign ? answer.fromProxy() : answer).build();
    }

    /** Returns a copy without the API key, in case the service repeated it. */
    ErrorBody without(String apiKey) {
        return new ErrorBody(code, subcode, details.replace(apiKey, "***"), traceId.replace(apiKey, "***"), foreign);
    }

    static ErrorBody read(byte[] body, ObjectMapper mapper) {
        try {
            return read(mapper.readTree(body), mapper);
        } catch (IOException e) {
            // only the HTTP status is known; the service's JSON may be incomplete
            return new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("{") ? NONE : FOREIGN;
        }
    }

    private static ErrorBody read(JsonNode json, ObjectMapper mapper) throws IOException {
        JsonNode error = json.path("error");
        if (isOfAnotherServer(json)) {
            return FOREIGN;
        }
        if (error.isObject()) { // Meta's form, passed through
            String details = firstText(
                    error.path("error_data").path("details"), error.path("error_user_msg"), error.path("message"));
            return of(
                    error.path("code").asInt(NO_CODE),
                    error.path("error_subcode").asInt(),
                    details,
                    error.path("fbtrace_id").asText(""));
        }
        if (error.isTextual()) { // 360dialog's own API
            return of(NO_CODE, 0, error.asText(), "");
        }
        if (json.path("detail").has("error")) { // 360dialog's marketing messages
            return read(json.path("detail"), mapper);
        }
        JsonNode meta = json.path("meta");
        if (json.path("errors").path(0).isObject()) { // the form of webhooks and of the On-Premise API
            JsonNode first = json.path("errors").path(0);
            return of(
                    first.path("code").asInt(NO_CODE),
                    0,
                    firstText(
                            first.path("error_data").path("details"),
                            first.path("details"),
                            first.path("title"),
                            first.path("message")),
                    "");
        }
        String trace = meta.path("360dialog_trace_id").asText("");
        JsonNode held = held(meta.path("error"), mapper);
        if (held.isObject()) { // 360dialog's envelope around Meta's error, which it holds as a string
            ErrorBody inner = read(
                    held.path("error").isObject()
                            ? held
                            : mapper.createObjectNode().set("error", held),
                    mapper);
            if (inner.code != NO_CODE || !inner.details.isEmpty()) {
                return new ErrorBody(inner.code, inner.subcode, inner.details, trace.isEmpty() ? inner.traceId : trace);
            }
        }
        return of(NO_CODE, 0, firstText(meta.path("developer_message"), meta.path("developerMessage")), trace);
    }

    /**
     * Returns whether a gateway or an application server wrote the error. Such an error repeats the HTTP status; errors
     * of Meta and 360dialog do not. Sources: Spring, "Error Responses"; Fastify, "Errors"; Google Cloud, "Errors"; RFC
     * 9457.
     */
    private static boolean isOfAnotherServer(JsonNode json) {
        JsonNode error = json.path("error");
        boolean status = json.path("status").isInt() || json.path("statusCode").isInt();
        return status && !error.isObject() && !json.has("meta") && !json.has("errors")
                || error.path("status").isTextual() && error.path("code").isInt();
    }

    private static JsonNode held(JsonNode error, ObjectMapper mapper) {
        try {
            return error.isTextual() ? mapper.readTree(error.asText()) : error;
        } catch (IOException e) {
            return mapper.missingNode(); // a text: the envelope has the same text
        }
    }

    private static ErrorBody of(int code, int subcode, String details, String traceId) {
        return new ErrorBody(
                code,
                subcode,
                details.length() > MAX_DETAILS ? details.substring(0, MAX_DETAILS) + "…" : details,
                traceId);
    }

    private static String firstText(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            if (!node.asText("").isBlank()) {
                return node.asText();
            }
        }
        return "";
    }
}
