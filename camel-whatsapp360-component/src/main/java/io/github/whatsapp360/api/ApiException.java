package io.github.whatsapp360.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Thrown if the service, or a proxy on the way to it, refused the request: nothing was sent. The text says which of
 * them refused it.
 */
public final class ApiException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final int subcode;
    private final String details;
    private final String traceId;
    private final Duration retryAfter;

    ApiException(int status, ErrorBody body, Duration retryAfter) {
        super(text(status, body), null);
        this.status = status;
        this.code = body.code();
        this.subcode = body.subcode();
        this.details = body.details();
        this.traceId = body.traceId();
        this.retryAfter = retryAfter;
    }

    /** Returns the HTTP status. Meta advises to decide by {@link #getCode()} instead. */
    public int getStatus() {
        return status;
    }

    /** Returns Meta's error code, see {@link ErrorCode}; 0 if the answer had none. */
    public int getCode() {
        return code;
    }

    /** Returns Meta's error subcode, which Meta has deprecated; 0 if the answer had none. */
    public int getSubcode() {
        return subcode;
    }

    /** Returns the service's error text, with phone numbers masked; empty if the answer had none. */
    public String getDetails() {
        return details;
    }

    /** Returns the trace ID, which the service's support asks for; empty if the answer had none. */
    public String getTraceId() {
        return traceId;
    }

    /** Returns the time that the service asks to wait; empty if it asks for none. */
    public Optional<Duration> getRetryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Returns the known error with this code; empty if the code is not known. */
    public Optional<ErrorCode> getErrorCode() {
        return ErrorCode.of(code);
    }

    /**
     * Returns whether the service may accept the same request later: after a rate limit, or when a temporary failure is
     * over.
     */
    public boolean isRetryable() {
        return getErrorCode().map(ErrorCode::isRetryable).orElse(status == 429 || status == 503 || isEndpointLimit());
    }

    /**
     * Returns whether the service may accept the same request within seconds, so that the component retries by itself.
     */
    public boolean isTransient() {
        return getErrorCode().map(ErrorCode::isTransient).orElseGet(this::isRetryable);
    }

    /**
     * Returns whether this is one of 360dialog's own rate limits, some of which it reports with HTTP 400 and a text
     * only.
     */
    private boolean isEndpointLimit() {
        return status == 400
                && code == 0
                && details.toLowerCase(java.util.Locale.ROOT).matches("(?s).*(rate limit|exceeded the limit of).*");
    }

    private static String text(int status, ErrorBody body) {
        StringBuilder text = new StringBuilder(
                        body.foreign()
                                ? "A proxy or a firewall on the way to 360dialog answered in its place with HTTP "
                                : "360dialog refused the request with HTTP ")
                .append(status);
        if (body.code() != 0) {
            text.append(", code ").append(body.code());
        }
        if (!body.details().isEmpty()) {
            text.append(": ").append(body.details());
        }
        if (!body.traceId().isEmpty()) {
            text.append(" (trace ").append(body.traceId()).append(')');
        }
        String advice = ErrorCode.of(body.code())
                .map(code -> code.advice(body.details()))
                .orElse(advice(status, body));
        return advice.isEmpty()
                ? text.toString()
                : text.append(". What to do: ").append(advice).toString();
    }

    /**
     * Returns advice for an HTTP status (RFC 9110) if the answer has no error text, and always for the statuses of a
     * proxy.
     */
    private static String advice(int status, ErrorBody body) {
        boolean silent = !body.isFromService();
        return switch (status) {
            case 401 -> body.foreign() ? "log in at the network or proxy that answered" : "check the option 'apiKey'";
            case 407 -> "a proxy requires a login; check the options 'proxyAuthUsername' and 'proxyAuthPassword'";
            case 413 ->
                silent
                        ? "the file or message is larger than a proxy on the way allows; raise the proxy's limit, "
                                + "or make it smaller"
                        : "";
            case 403 ->
                body.foreign() ? "it blocks this request; ask its administrator, and check the option 'baseUrl'" : "";
            case 404, 405, 410 -> body.foreign() ? "there is no such service; check the option 'baseUrl'" : "";
            case 414, 431 -> silent ? "the address or a header is longer than a proxy on the way allows" : "";
            case 429, 503 -> body.foreign() ? "it is overloaded or out of order; try again later" : "";
            default ->
                status / 100 == 3
                        ? "it redirects to another address, and the API key is not sent there; check the option "
                                + "'baseUrl'"
                        : "";
        };
    }
}
