package io.github.whatsapp360.metrics;

import io.github.whatsapp360.api.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.OptionalInt;

/** Counts the service's error codes, wherever they are seen. */
final class ServiceErrors {

    private static final String ERRORS = "whatsapp360.errors";

    /** The place of an error code. */
    enum Source {
        /** The answer to a call. */
        ANSWER,
        /** A status {@code failed}. */
        STATUS,
        /** Another event. */
        EVENT
    }

    private final MeterRegistry registry;

    ServiceErrors(MeterRegistry registry) {
        this.registry = registry;
        for (ErrorCode code : ErrorCode.values()) {
            if (lasts(code)) {
                counter(ErrorTags.code(code), Source.ANSWER); // an alert needs the increase from 0
                counter(ErrorTags.code(code), Source.STATUS);
            }
        }
    }

    void seen(OptionalInt code, Source source) {
        counter(ErrorTags.code(code), source).increment();
    }

    /** Returns whether the number as a whole has a problem, or one that lasts for minutes or longer. */
    private static boolean lasts(ErrorCode code) {
        return code.affectsNumber() || code.isRetryable() && !code.isTransient();
    }

    private Counter counter(String code, Source source) {
        return Counter.builder(ERRORS)
                .description("Error codes of the service")
                .tag("code", code)
                .tag("source", source.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
