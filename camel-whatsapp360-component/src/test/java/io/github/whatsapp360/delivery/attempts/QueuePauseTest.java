package io.github.whatsapp360.delivery.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.api.Refusals;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures that pause the number's whole queue, and the length of the pause. */
class QueuePauseTest {

    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

    @ParameterizedTest(name = "HTTP {0}, code {1}, Retry-After {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                // the number's limit
                "400, 130429,    -,    2",
                "429, 130429,    -,    2",
                "400, 130429,   10,   10",
                "429, 130429,    0,    0",
                "429, 130429,   -5,    2",
                "429, 130429, 3600,  300",
                "429,      0,    -,    2",
                "429,      0,    7,    7",
                // one recipient's
                "400, 131056,    -,    -",
                "429, 131056,   10,    -",
                // the service asks for it
                "503,      0,    -,    -",
                "503,      0,  120,  120",
                "503,      2,   30,   30",
                "503,      0, 9999,  300",
                "429,    613,   60,   60",
                "500, 131000,   60,    -",
                // the number's maintenance
                "500, 131057,    -,    2",
                "500, 131057,   20,   20",
                "400, 2494100,   -,   60",
                // limits that nobody knows the end of
                "400, 131048,    -,    -",
                "400,  80007,    -,    -",
                "400,      4,    -,    -",
                "429,    613,    -,    -",
                "400, 133016,    -,    -",
                // refusals of one message
                "400, 131047,   10,    -",
                "429, 131047,   10,    -",
                "401,      0,    -,    -",
            })
    void onlyWhatTheNextCallWouldMeetTooPausesTheQueue(int status, int code, Long retryAfter, Long pause) {
        assertThat(QueuePause.after(Refusals.refusal(status, code, seconds(retryAfter)), RETRY_DELAY))
                .isEqualTo(Optional.ofNullable(seconds(pause)));
    }

    @Test
    void whatIsNoAnswerOfTheServicePausesNothing() {
        assertThat(Stream.of(
                        NotSentException.noConnection("refused", false),
                        NotSentException.stopped(),
                        new OutcomeUnknownException("silent", ""),
                        new InvalidMessageException(new Problem("to", "missing"))))
                .allSatisfy(failure ->
                        assertThat(QueuePause.after(failure, RETRY_DELAY)).isEmpty());
    }

    private static Duration seconds(Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
