package io.github.whatsapp360.api;

import java.time.Duration;

/** Creates refusals of the service for tests in other packages, which cannot call the constructor. */
public final class Refusals {

    private Refusals() {}

    /** A refusal with this HTTP status, Meta's code (0 for none) and Retry-After (null for none). */
    public static ApiException refusal(int status, int code, Duration retryAfter) {
        return new ApiException(status, new ErrorBody(code, 0, "", ""), retryAfter);
    }
}
