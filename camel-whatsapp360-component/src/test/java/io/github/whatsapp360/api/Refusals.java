package io.github.whatsapp360.api;

import java.time.Duration;

/** Creates refusals of the service from a table of numbers. */
public final class Refusals {

    private Refusals() {}

    /** A refusal with this HTTP status, Meta's code (0 for none) and Retry-After (null for none). */
    public static ApiException refusal(int status, int code, Duration retryAfter) {
        ApiException.Builder answer = ApiException.status(status);
        if (code != 0) {
            answer.code(code);
        }
        if (retryAfter != null) {
            answer.retryAfter(retryAfter);
        }
        return answer.build();
    }
}
