package io.github.whatsapp360.metrics;

import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.attempts.Failures;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The values of the tags {@code error.type} and {@code code}. Their number does not depend on what the service sends.
 */
final class ErrorTags {

    /** The value if there is no failure. */
    static final String NONE = "none";

    /** The value of OpenTelemetry for a failure without a type of its own. */
    static final String OTHER_TYPE = "_OTHER";

    /** The value for a code that {@link ErrorCode} does not have. */
    static final String OTHER_CODE = "other";

    private ErrorTags() {}

    /** Returns the type of a failure, as in traces; the class of a failure that is not the component's is left out. */
    static String type(Throwable failure) {
        return failure instanceof Whatsapp360Exception ? Failures.type(failure) : OTHER_TYPE;
    }

    /** Returns the code as text if it is known. */
    static String code(OptionalInt code) {
        return code.stream()
                .mapToObj(ErrorCode::of)
                .flatMap(Optional::stream)
                .findFirst()
                .map(ErrorTags::code)
                .orElse(OTHER_CODE);
    }

    static String code(ErrorCode code) {
        return Integer.toString(code.code());
    }
}
