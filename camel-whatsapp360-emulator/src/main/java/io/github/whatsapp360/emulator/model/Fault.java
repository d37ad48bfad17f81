package io.github.whatsapp360.emulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.http.ApiError;
import java.time.Duration;
import java.util.Objects;

/** A fault between a client and the service; see {@code FaultRelay} and {@link FaultRule}. */
public sealed interface Fault {

    /** The answer is delayed. */
    record Latency(Duration time) implements Fault {
        public Latency {
            if (time.isNegative()) {
                throw new IllegalArgumentException("a latency is not negative");
            }
        }
    }

    /**
     * Connections are refused, and open ones are reset. Only with {@code FaultRelay.always}, not in rules, because
     * refused connections cannot be counted. The relay keeps its port meanwhile and listens there again after
     * {@code FaultRelay.clear}.
     */
    record Refuse() implements Fault {}

    /**
     * The connection is reset (TCP RST) once this many bytes of a request were read; 0 resets a new connection at once.
     * The request does not reach the service. One that is not longer than this is relayed. With a rule, the bytes are
     * those of the body, and a shorter one is reset too.
     */
    record ResetAfter(long requestBytes) implements Fault {
        public ResetAfter {
            requireNotNegative(requestBytes);
        }
    }

    /** The whole request is read, then the connection is closed without an answer. The service does not see it. */
    record CloseAfterRequest() implements Fault {}

    /**
     * The service gets the request and answers, but the connection ends before the client sees any of the answer: the
     * relay closes it, a rule resets it.
     */
    record LoseAnswer() implements Fault {}

    /**
     * The reading of a request stops after this many bytes, and the connection stays open until
     * {@code clear} or {@code close} of the relay. Operating systems buffer some 100 KB, so only a longer request
     * blocks its sender. One that is not longer than {@code afterRequestBytes} is relayed. Not in rules.
     */
    record StopReading(long afterRequestBytes) implements Fault {
        public StopReading {
            requireNotNegative(afterRequestBytes);
        }
    }

    /** The whole request is read and never answered; the connection stays open. The service does not see it. */
    record Silent() implements Fault {}

    /** The service gets the request; its answer, head and all, comes one byte at a time with this pause between. */
    record Drip(Duration interval) implements Fault {
        public Drip {
            Objects.requireNonNull(interval);
        }
    }

    /** The service gets the request; of its answer come the head and this many bytes of the body, then the end. */
    record CutAnswerAfter(int bodyBytes) implements Fault {
        public CutAnswerAfter {
            requireNotNegative(bodyBytes);
        }
    }

    /** The answer is a 200 with this body, which is not the API's JSON. The service does not see the request. */
    record Garbage(String body) implements Fault {

        public Garbage {
            Objects.requireNonNull(body);
        }

        /** An HTML page, as from a captive portal. */
        public Garbage() {
            this("<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>Please sign in</h1></body></html>");
        }
    }

    /** The answer is no HTTP at all. The service does not see the request. */
    record NotHttp() implements Fault {}

    /**
     * The whole request is read and refused. The service does not see it.
     *
     * @param status the HTTP status
     * @param body JSON if it begins with a brace, else HTML; may be empty
     * @param retryAfter for a {@code Retry-After} header: seconds or a date; empty for none
     */
    record Status(int status, String body, String retryAfter) implements Fault {

        public Status {
            Objects.requireNonNull(body);
            Objects.requireNonNull(retryAfter);
        }

        /** A refusal without a body, as a proxy on the way may answer. */
        public static Status bare(int status) {
            return of(status, "");
        }

        /** A refusal with any body. */
        public static Status of(int status, String body) {
            return new Status(status, body, "");
        }

        /** Meta's form: {@code {"error": {"message", "type", "code", "error_data": {"details"}, "fbtrace_id"}}}. */
        public static Status meta(int httpStatus, int code, String message) {
            ObjectNode body = ApiError.meta(httpStatus, code, message, message).body();
            return of(httpStatus, body.toString());
        }

        /** 360dialog's form: {@code {"meta": {"success", "http_code", "developer_message", "360dialog_trace_id"}}}. */
        public static Status gateway(int httpStatus, String message) {
            return of(httpStatus, ApiError.gateway(httpStatus, message).body().toString());
        }

        /** Meta's error as 360dialog wraps it in its own form: as a JSON text in {@code meta.error}. */
        public static Status wrapped(int httpStatus, int code, String message) {
            String inner =
                    ApiError.meta(httpStatus, code, message, message).body().toString();
            ObjectNode body = ApiError.gateway(httpStatus, "Invalid payload (" + inner + ")")
                    .body();
            ((ObjectNode) body.get("meta")).put("error", inner);
            return of(httpStatus, body.toString());
        }

        /** Returns a copy with a {@code Retry-After} header: seconds or a date. */
        public Status retryAfter(String value) {
            return new Status(status, body, value);
        }
    }

    private static void requireNotNegative(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a number of bytes is not negative: " + bytes);
        }
    }
}
