package io.github.whatsapp360.delivery.attempts;

import static io.github.whatsapp360.api.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.client.SenderAccount;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The times of the last failures, by their codes. */
class LastFailuresTest {

    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
    private static final Call CALL =
            new Call(new SenderAccount(Hosting.CLOUD, URI.create("https://service.test"), "the-key"), CallKind.MESSAGE);

    private Instant now = START;
    private final LastFailures failures = new LastFailures(() -> now);

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of(refusal(400, 131047, null), "131047"),
                Arguments.of(refusal(503, 0, null), "http_503"),
                Arguments.of(new CompletionException(refusal(503, 0, null)), "http_503"),
                Arguments.of(new DeliveryFailedException("id", "data", 131026, "no"), "131026"),
                Arguments.of(new DeliveryFailedException("id", "data", "no"), "not_delivered"),
                Arguments.of(NotSentException.expired(), "not_sent_expired"),
                Arguments.of(NotSentException.noConnection("no", false), "not_sent_no_connection"),
                Arguments.of(new OutcomeUnknownException("no", "data"), "outcome_unknown"),
                Arguments.of(new InvalidMessageException(new Problem("to", "no")), "invalid_message"),
                Arguments.of(new ConfirmationTimeoutException("no", "id", "data"), "confirmation_timeout"),
                Arguments.of(new NoSuchMethodError("no"), "java.lang.NoSuchMethodError"));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void eachFailureHasAShortCode(Throwable failure, String code) {
        failures.ended(CALL, Duration.ZERO, Optional.of(failure));
        assertThat(failures.byCode()).containsOnlyKeys(code);
    }

    @Test
    void theLatestComesFirstWithItsTime() {
        failures.note("1");
        now = now.plusSeconds(1);
        failures.retried(CALL, refusal(503, 0, null), Duration.ZERO);
        now = now.plusSeconds(1);
        failures.note("1");
        failures.ended(CALL, Duration.ZERO, Optional.empty());
        assertThat(failures.byCode().toString()).isEqualTo("{1=2026-11-27T12:00:02Z, http_503=2026-11-27T12:00:01Z}");
    }

    @Test
    void aServiceThatInventsCodesFillsNoMemory() {
        for (int code = 0; code < 100_000; code++) {
            failures.note(Integer.toString(code));
        }
        assertThat(failures.byCode()).hasSize(LastFailures.MAX_CODES).containsKey("99999");
    }
}
