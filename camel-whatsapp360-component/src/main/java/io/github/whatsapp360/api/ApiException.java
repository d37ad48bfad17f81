package io.github.whatsapp360.api;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Thrown if the service, or a proxy on the way to it, refused the request: nothing was sent. The text says which of
 * them refused it.
 */
public final class ApiException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** The length at which a text of the service is cut. */
    private static final int MAX_DETAILS = 1000;

    private final int status;
    private final Integer code;
    private final Integer subcode;
    private final String details;
    private final String traceId;
    private final Duration retryAfter;

    private ApiException(Builder answer) {
        super(text(answer), null);
        this.status = answer.status;
        this.code = answer.code;
        this.subcode = answer.subcode;
        this.details = answer.details;
        this.traceId = answer.traceId;
        this.retryAfter = answer.retryAfter;
    }

    /** Begins the exception for an answer with this HTTP status and nothing else. */
    public static Builder status(int status) {
        return new Builder(status);
    }

    /** Returns the HTTP status. Meta advises to decide by {@link #getCode()} instead. */
    public int getStatus() {
        return status;
    }

    /** Returns Meta's error code, see {@link ErrorCode}; empty if the answer had none. */
    public OptionalInt getCode() {
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /** Returns Meta's error subcode, which Meta has deprecated; empty if the answer had none. */
    public OptionalInt getSubcode() {
        return subcode == null ? OptionalInt.empty() : OptionalInt.of(subcode);
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
        return code == null ? Optional.empty() : ErrorCode.of(code);
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
                && code == null
                && details.toLowerCase(Locale.ROOT).matches("(?s).*(rate limit|exceeded the limit of).*");
    }

    private static String text(Builder answer) {
        StringBuilder text = new StringBuilder(
                        answer.fromProxy
                                ? "A proxy or a firewall on the way to 360dialog answered in its place with HTTP "
                                : "360dialog refused the request with HTTP ")
                .append(answer.status);
        if (answer.code != null) {
            text.append(", code ").append(answer.code);
        }
        if (!answer.details.isEmpty()) {
            text.append(": ").append(answer.details);
        }
        if (!answer.traceId.isEmpty()) {
            text.append(" (trace ").append(answer.traceId).append(')');
        }
        return Optional.ofNullable(answer.code)
                .flatMap(ErrorCode::of)
                .map(code -> withAdvice(text.toString(), code, answer.details))
                .orElseGet(() -> withAdvice(text.toString(), advice(answer)));
    }

    /**
     * Returns advice for an HTTP status (RFC 9110) if the answer has no error text, and always for the statuses of a
     * proxy.
     */
    private static String advice(Builder answer) {
        boolean silent = answer.code == null && answer.details.isEmpty();
        return switch (answer.status) {
            case 401 -> answer.fromProxy ? "log in at the network or proxy that answered" : "check the option 'apiKey'";
            case 407 -> "a proxy requires a login; check the options 'proxyAuthUsername' and 'proxyAuthPassword'";
            case 413 ->
                silent
                        ? "the file or message is larger than a proxy on the way allows; raise the proxy's limit, "
                                + "or make it smaller"
                        : "";
            case 403 ->
                answer.fromProxy ? "it blocks this request; ask its administrator, and check the option 'baseUrl'" : "";
            case 404, 405, 410 -> answer.fromProxy ? "there is no such service; check the option 'baseUrl'" : "";
            case 414, 431 -> silent ? "the address or a header is longer than a proxy on the way allows" : "";
            case 429, 503 -> answer.fromProxy ? "it is overloaded or out of order; try again later" : "";
            default ->
                answer.status / 100 == 3
                        ? "it redirects to another address, and the API key is not sent there; check the option "
                                + "'baseUrl'"
                        : "";
        };
    }

    /** The parts of an answer that refuses a request. */
    public static final class Builder {
        private final int status;
        private Integer code;
        private Integer subcode;
        private String details = "";
        private String traceId = "";
        private Duration retryAfter;
        private boolean fromProxy;

        private Builder(int status) {
            this.status = status;
        }

        /** Sets Meta's error code, see {@link ErrorCode}. */
        public Builder code(int code) {
            this.code = code;
            return this;
        }

        /** Sets Meta's error subcode. */
        public Builder subcode(int subcode) {
            this.subcode = subcode;
            return this;
        }

        /** Sets the service's error text. Phone numbers in it are masked, and it is cut after 1,000 characters. */
        public Builder details(String details) {
            String masked = Redact.numbers(Objects.requireNonNull(details, "details"));
            this.details = masked.length() > MAX_DETAILS ? masked.substring(0, MAX_DETAILS) + "…" : masked;
            return this;
        }

        /** Sets the trace ID. */
        public Builder traceId(String traceId) {
            this.traceId = Objects.requireNonNull(traceId, "traceId");
            return this;
        }

        /** Sets the time that the service asks to wait. */
        public Builder retryAfter(Duration retryAfter) {
            this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
            return this;
        }

        /** Says that a proxy or a firewall on the way to the service answered in its place. */
        public Builder fromProxy() {
            this.fromProxy = true;
            return this;
        }

        /** Creates the exception. */
        public ApiException build() {
            return new ApiException(this);
        }
    }
}
