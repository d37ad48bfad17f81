package io.github.whatsapp360.emulator;

import java.time.Duration;

/** A way in which a connection, or the service behind it, misbehaves. */
public sealed interface Fault {

    /** Nobody listens on the port: the connection is refused. Only for {@link FaultRelay#always}. */
    record Refuse() implements Fault {}

    /** The connection is reset once so many bytes of the request have come; 0 resets it at once. */
    record ResetAfter(long requestBytes) implements Fault {}

    /** The whole request is read, and the connection closed without an answer. */
    record CloseAfterRequest() implements Fault {}

    /** So many bytes of the request are read and never another one; the connection stays open. */
    record StopReading(long afterRequestBytes) implements Fault {}

    /** The whole request is read and never answered; the connection stays open. */
    record Silent() implements Fault {}

    /** The request is passed on, and its answer comes back byte by byte, one in each interval. */
    record Drip(Duration interval) implements Fault {}

    /** The request is passed on, and the connection closed after so many bytes of the answer's body. */
    record CutAnswerAfter(int bodyBytes) implements Fault {}

    /** The whole request is read and answered with 200 and this body, which is not the API's JSON. */
    record Garbage(String body) implements Fault {}

    /** The whole request is read and refused; {@code retryAfter} is the header's value, empty for none. */
    record Status(int status, String body, String retryAfter) implements Fault {

        /** A refusal without a body, as a proxy on the way gives it. */
        public static Status bare(int status) {
            return new Status(status, "", "");
        }

        /** A refusal in Meta's form. */
        public static Status meta(int status, int code, String message) {
            return new Status(
                    status, ApiError.meta(status, code, message, message).body().toString(), "");
        }

        /** A refusal in the form of 360dialog's gateway. */
        public static Status gateway(int status, String message) {
            return new Status(status, ApiError.gateway(status, message).body().toString(), "");
        }

        /** The same with the header Retry-After. */
        public Status retryAfter(String value) {
            return new Status(status, body, value);
        }
    }
}
