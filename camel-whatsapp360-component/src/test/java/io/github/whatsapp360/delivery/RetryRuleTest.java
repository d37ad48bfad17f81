package io.github.whatsapp360.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.ConnectionFailedException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.RetryRule.Call;
import io.github.whatsapp360.media.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures are repeated; refusals of the service are in FailuresTest, where a service makes them. */
class RetryRuleTest {

    private static final RetryRule RULE = new RetryRule(3, Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource({
        "MESSAGE, unbegun, true",
        "MESSAGE, begun, true",
        "MESSAGE, unknown, false",
        "MESSAGE, invalid, false",
        "UPLOAD, unbegun, true",
        "UPLOAD, begun, true",
        "UPLOAD, unknown, true",
        "UPLOAD, invalid, false",
        "ONE_SHOT_UPLOAD, unbegun, true",
        "ONE_SHOT_UPLOAD, begun, false",
        "ONE_SHOT_UPLOAD, unknown, false",
        "ONE_SHOT_UPLOAD, invalid, false",
    })
    void onlyWhatHasCertainlyNotBeenAcceptedIsRepeated(Call call, String failure, boolean again) {
        assertThat(RULE.judge(call, 1, failure(failure)) instanceof Verdict.Again)
                .isEqualTo(again);
    }

    @Test
    void theRetriesAreCounted() {
        assertThat(RULE.judge(Call.MESSAGE, 3, failure("unbegun"))).isInstanceOf(Verdict.Again.class);
        assertThat(RULE.judge(Call.MESSAGE, 4, failure("unbegun"))).isInstanceOf(Verdict.GiveUp.class);
        assertThat(new RetryRule(0, Duration.ofSeconds(1)).judge(Call.MESSAGE, 1, failure("unbegun")))
                .isInstanceOf(Verdict.GiveUp.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 800, 1200", "2, 1600, 2400", "3, 3200, 4800"})
    void theDelayDoublesAndVariesByAFifth(int attempt, long least, long most) {
        for (int i = 0; i < 200; i++) {
            assertThat(RULE.judge(Call.MESSAGE, attempt, failure("unbegun")))
                    .isInstanceOfSatisfying(
                            Verdict.Again.class,
                            again -> assertThat(again.delay().toMillis()).isBetween(least, most));
        }
    }

    private static Whatsapp360Exception failure(String name) {
        return switch (name) {
            case "unbegun" -> new ConnectionFailedException("refused", false, null);
            case "begun" -> new ConnectionFailedException("broken", true, null);
            case "unknown" -> new OutcomeUnknownException("silent", "", null);
            default -> new InvalidMessageException(new Problem("to", "missing"));
        };
    }
}
