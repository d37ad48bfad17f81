package io.github.whatsapp360.delivery.attempts;

import static io.github.whatsapp360.api.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.api.Whatsapp360Exception;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The failures that are retried, and the number and delay of the retries. */
class RetryRuleTest {

    private static final RetryRule RULE = new RetryRule(3, Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource({
        "MESSAGE, unbegun, true",
        "MESSAGE, begun, true",
        "MESSAGE, local, false",
        "MESSAGE, stopped, false",
        "MESSAGE, expired, false",
        "MESSAGE, unknown, false",
        "MESSAGE, invalid, false",
        "MESSAGE, throttled, true",
        "MESSAGE, unavailable, true",
        "MESSAGE, spam, false",
        "MESSAGE, refused, false",
        "UPLOAD, unbegun, true",
        "UPLOAD, begun, true",
        "UPLOAD, local, false",
        "UPLOAD, stopped, false",
        "UPLOAD, expired, false",
        "UPLOAD, unknown, true",
        "UPLOAD, invalid, false",
        "UPLOAD, throttled, true",
        "UPLOAD, unavailable, true",
        "UPLOAD, spam, false",
        "UPLOAD, refused, false",
        "ONE_SHOT_UPLOAD, unbegun, true",
        "ONE_SHOT_UPLOAD, begun, false",
        "ONE_SHOT_UPLOAD, local, false",
        "ONE_SHOT_UPLOAD, stopped, false",
        "ONE_SHOT_UPLOAD, expired, false",
        "ONE_SHOT_UPLOAD, unknown, false",
        "ONE_SHOT_UPLOAD, invalid, false",
        "ONE_SHOT_UPLOAD, throttled, false",
        "ONE_SHOT_UPLOAD, unavailable, false",
        "ONE_SHOT_UPLOAD, spam, false",
        "ONE_SHOT_UPLOAD, refused, false",
        "LOOKUP, unbegun, true",
        "LOOKUP, begun, true",
        "LOOKUP, local, false",
        "LOOKUP, stopped, false",
        "LOOKUP, expired, false",
        "LOOKUP, unknown, true",
        "LOOKUP, invalid, false",
        "LOOKUP, throttled, false",
        "LOOKUP, unavailable, true",
        "LOOKUP, spam, false",
        "LOOKUP, refused, false",
        "DOWNLOAD, unbegun, true",
        "DOWNLOAD, begun, true",
        "DOWNLOAD, local, false",
        "DOWNLOAD, stopped, false",
        "DOWNLOAD, expired, false",
        "DOWNLOAD, unknown, true",
        "DOWNLOAD, invalid, false",
        "DOWNLOAD, throttled, false",
        "DOWNLOAD, unavailable, true",
        "DOWNLOAD, spam, false",
        "DOWNLOAD, refused, false",
        "DELETE, unbegun, true",
        "DELETE, begun, true",
        "DELETE, local, false",
        "DELETE, stopped, false",
        "DELETE, expired, false",
        "DELETE, unknown, false",
        "DELETE, invalid, false",
        "DELETE, throttled, false",
        "DELETE, unavailable, true",
        "DELETE, spam, false",
        "DELETE, refused, false",
        "READ_RECEIPT, unbegun, true",
        "READ_RECEIPT, begun, true",
        "READ_RECEIPT, local, false",
        "READ_RECEIPT, stopped, false",
        "READ_RECEIPT, expired, false",
        "READ_RECEIPT, unknown, true",
        "READ_RECEIPT, invalid, false",
        "READ_RECEIPT, throttled, true",
        "READ_RECEIPT, unavailable, true",
        "READ_RECEIPT, spam, false",
        "READ_RECEIPT, refused, false",
        "WEBHOOK_SETTING, unbegun, true",
        "WEBHOOK_SETTING, begun, true",
        "WEBHOOK_SETTING, local, false",
        "WEBHOOK_SETTING, stopped, false",
        "WEBHOOK_SETTING, expired, false",
        "WEBHOOK_SETTING, unknown, true",
        "WEBHOOK_SETTING, invalid, false",
        "WEBHOOK_SETTING, throttled, true",
        "WEBHOOK_SETTING, unavailable, true",
        "WEBHOOK_SETTING, spam, false",
        "WEBHOOK_SETTING, refused, false",
        "ACCOUNT, unbegun, true",
        "ACCOUNT, begun, true",
        "ACCOUNT, local, false",
        "ACCOUNT, stopped, false",
        "ACCOUNT, expired, false",
        "ACCOUNT, unknown, true",
        "ACCOUNT, invalid, false",
        "ACCOUNT, throttled, true",
        "ACCOUNT, unavailable, true",
        "ACCOUNT, spam, false",
        "ACCOUNT, refused, false",
        "READ, unbegun, true",
        "READ, begun, true",
        "READ, local, false",
        "READ, stopped, false",
        "READ, expired, false",
        "READ, unknown, true",
        "READ, invalid, false",
        "READ, throttled, true",
        "READ, unavailable, true",
        "READ, spam, false",
        "READ, refused, false",
        "CHANGE, unbegun, true",
        "CHANGE, begun, true",
        "CHANGE, local, false",
        "CHANGE, stopped, false",
        "CHANGE, expired, false",
        "CHANGE, unknown, false",
        "CHANGE, invalid, false",
        "CHANGE, throttled, true",
        "CHANGE, unavailable, true",
        "CHANGE, spam, false",
        "CHANGE, refused, false",
        "ONE_SHOT_CHANGE, unbegun, true",
        "ONE_SHOT_CHANGE, begun, false",
        "ONE_SHOT_CHANGE, local, false",
        "ONE_SHOT_CHANGE, stopped, false",
        "ONE_SHOT_CHANGE, expired, false",
        "ONE_SHOT_CHANGE, unknown, false",
        "ONE_SHOT_CHANGE, invalid, false",
        "ONE_SHOT_CHANGE, throttled, false",
        "ONE_SHOT_CHANGE, unavailable, false",
        "ONE_SHOT_CHANGE, spam, false",
        "ONE_SHOT_CHANGE, refused, false",
    })
    void onlyWhatHasCertainlyNotBeenAcceptedIsRepeated(CallKind call, String failure, boolean again) {
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(RULE.judge(call, attempt, failure(failure)) instanceof RetryDecision.Again)
                    .isEqualTo(again);
        }
        for (int attempt = 4; attempt <= 6; attempt++) {
            assertThat(RULE.judge(call, attempt, failure(failure))).isEqualTo(new RetryDecision.GiveUp());
        }
        assertThat(new RetryRule(0, Duration.ofSeconds(1)).judge(call, 1, failure(failure)))
                .isEqualTo(new RetryDecision.GiveUp());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /messages, false, READ",
        "HEAD, /a, false, READ",
        "POST, /messages, false, MESSAGE",
        "POST, /v1/messages?x=1, false, MESSAGE",
        "POST, /marketing_messages/, true, MESSAGE",
        "POST, /media, false, UPLOAD",
        "POST, /media, true, ONE_SHOT_UPLOAD",
        "POST, /upload:abc, true, ONE_SHOT_CHANGE",
        "POST, /block_users, false, CHANGE",
        "PUT, /messages, false, CHANGE",
        "DELETE, /block_users, false, CHANGE"
    })
    void aRequestToAnyPathHasTheLimitsOfWhatItDoes(String method, String path, boolean oneShot, CallKind kind) {
        assertThat(CallKind.of(method, path, oneShot)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"1, 800, 1200", "2, 1600, 2400", "3, 3200, 4800"})
    void theDelayDoublesAndVariesByAFifth(int attempt, long least, long most) {
        for (int i = 0; i < 200; i++) {
            assertThat(RULE.judge(CallKind.MESSAGE, attempt, failure("unbegun")))
                    .isInstanceOfSatisfying(
                            RetryDecision.Again.class,
                            again -> assertThat(again.delay().toMillis()).isBetween(least, most));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 800, 1200", "2, 3200, 4800", "3, 12800, 19200"})
    void afterTooManyMessagesToOneRecipientItGrowsFourfold(int attempt, long least, long most) {
        for (int i = 0; i < 200; i++) {
            assertThat(delay(RULE, attempt, refusal(400, 131056, null)).toMillis())
                    .isBetween(least, most);
        }
    }

    @Test
    void theDelayStopsGrowingAfterTenDoublings() {
        RetryRule patient = new RetryRule(1000, Duration.ofMillis(100));
        for (int attempt : new int[] {11, 12, 64, 65, 1000}) {
            assertThat(delay(patient, attempt, failure("unbegun")))
                    .isBetween(Duration.ofMillis(81_920), Duration.ofMillis(122_880));
        }
    }

    @Test
    void theDelayIsNotTheSameForAllWhoWait() {
        assertThat(IntStream.range(0, 100).mapToObj(i -> delay(RULE, 1, failure("unbegun"))))
                .satisfies(delays -> assertThat(Set.copyOf(delays)).hasSizeGreaterThan(10));
    }

    @Test
    void withoutADelayTheNextAttemptFollowsAtOnce() {
        assertThat(delay(new RetryRule(3, Duration.ZERO), 3, failure("unbegun")))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "7, 1", "7, 3", "60, 1"})
    void theServicesOwnWaitWinsOverTheDelay(long seconds, int attempt) {
        assertThat(RULE.judge(CallKind.MESSAGE, attempt, refusal(429, 130429, Duration.ofSeconds(seconds))))
                .isEqualTo(new RetryDecision.Again(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"MESSAGE, 60001", "UPLOAD, 3600000", "MESSAGE, 86400000"})
    void aWaitOfMoreThanAMinuteIsTheRoutesBusiness(CallKind call, long millis) {
        assertThat(RULE.judge(call, 1, refusal(429, 130429, Duration.ofMillis(millis))))
                .isEqualTo(new RetryDecision.GiveUp());
    }

    @Test
    void aWaitThatIsOverAlreadyIsAsIfItWereNotThere() {
        assertThat(delay(RULE, 1, refusal(503, 0, Duration.ofSeconds(-5))))
                .isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
    }

    @Test
    void aWaitDoesNotMakeARefusalRetryable() {
        assertThat(RULE.judge(CallKind.MESSAGE, 1, refusal(400, 131047, Duration.ofSeconds(1))))
                .isEqualTo(new RetryDecision.GiveUp());
    }

    /** Sources: Meta's page of codes; limits by the hour, and a number's maintenance of minutes. */
    @ParameterizedTest
    @CsvSource({
        "4, 400, false",
        "613, 429, false",
        "80007, 400, false",
        "131048, 400, false",
        "133016, 400, false",
        "2494100, 400, false",
        "2, 503, true",
        "130429, 400, true",
        "131000, 500, true",
        "131016, 500, true",
        "131056, 400, true",
        "131057, 500, true",
        "133004, 503, true",
    })
    void whatSecondsDoNotHealIsReportedAtOnceAndStillRetryable(int code, int status, boolean again) {
        ApiException failure = refusal(status, code, null);
        assertThat(RULE.judge(CallKind.MESSAGE, 1, failure) instanceof RetryDecision.Again)
                .isEqualTo(again);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.isTransient()).isEqualTo(again);
    }

    private static Duration delay(RetryRule rule, int attempt, Whatsapp360Exception failure) {
        return ((RetryDecision.Again) rule.judge(CallKind.MESSAGE, attempt, failure)).delay();
    }

    private static Whatsapp360Exception failure(String name) {
        return switch (name) {
            case "unbegun" -> NotSentException.noConnection("refused", false);
            case "begun" -> NotSentException.noConnection("broken", true);
            case "unknown" -> new OutcomeUnknownException("silent", "");
            case "local" -> NotSentException.localFile("The file cannot be read", new IOException());
            case "stopped" -> NotSentException.stopped();
            case "expired" -> NotSentException.expired();
            case "spam" -> refusal(400, 131048, null);
            case "throttled" -> refusal(400, 130429, null);
            case "unavailable" -> refusal(503, 0, null);
            case "refused" -> refusal(400, 131047, null);
            default -> new InvalidMessageException(new Problem("to", "missing"));
        };
    }
}
