package io.github.whatsapp360.delivery.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Problem;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The type of a failure. {@code TracesTest} shows those of refusals. */
class FailuresTypeTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new DeliveryFailedException("wamid.1", "order", 131026, "x"), "131026"),
                Arguments.of(new DeliveryFailedException("wamid.1", "order", 7, "x"), "not_delivered"),
                Arguments.of(new DeliveryFailedException("wamid.1", "order", "x"), "not_delivered"),
                Arguments.of(NotSentException.stopped(), "not_sent_stopped"),
                Arguments.of(NotSentException.expired(), "not_sent_expired"),
                Arguments.of(new OutcomeUnknownException("lost", "order", new IOException()), "outcome_unknown"),
                Arguments.of(new ConfirmationTimeoutException("late", "wamid.1", "order"), "confirmation_timeout"),
                Arguments.of(new InvalidMessageException(new Problem("to", "is missing")), "invalid_message"),
                Arguments.of(new IllegalStateException("broken"), "java.lang.IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureHasAType(Throwable failure, String type) {
        assertThat(Failures.type(failure)).isEqualTo(type);
    }
}
