package io.github.whatsapp360.delivery.attempts;

import static io.github.whatsapp360.api.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of a number's retries. */
class RetryQuotaTest {

    private static final Whatsapp360Exception BUSY = refusal(503, 0, null);
    private static final Whatsapp360Exception AWAY = NotSentException.noConnection("refused", false);
    private static final Whatsapp360Exception UNKNOWN = new OutcomeUnknownException("silent", "");

    private final RetryQuota quota = new RetryQuota();

    @Test
    void anOutageOfAnyLengthCostsFourHundredRequestsMore() {
        int requests = 0;
        for (int call = 0; call < 50_000; call++) {
            requests++;
            for (int retry = 1; retry <= 3 && quota.take(call % 2 == 0 ? BUSY : AWAY); retry++) {
                requests++;
            }
        }
        assertThat(requests).isEqualTo(50_400);
    }

    @Test
    void aRepetitionAfterAnUnknownOutcomeCostsTwice() {
        assertThat(granted(UNKNOWN)).isEqualTo(200);
    }

    @Test
    void fiveSuccessesPayForOneRepetition() {
        assertThat(granted(BUSY)).isEqualTo(400);
        for (int times = 1; times <= 4; times++) {
            quota.succeeded(null);
        }
        assertThat(quota.take(BUSY)).isFalse();
        quota.succeeded(null);
        assertThat(quota.take(BUSY)).isTrue();
        assertThat(quota.take(BUSY)).isFalse();
    }

    @Test
    void aSuccessGivesTheCostOfItsRepetitionBack() {
        granted(BUSY);
        quota.succeeded(BUSY);
        assertThat(granted(BUSY)).isEqualTo(1);
        quota.succeeded(UNKNOWN);
        assertThat(granted(BUSY)).isEqualTo(2);
    }

    @Test
    void itNeverHoldsMoreThanAtTheBeginning() {
        for (int times = 1; times <= 10_000; times++) {
            quota.succeeded(times % 2 == 0 ? null : UNKNOWN);
        }
        assertThat(granted(BUSY)).isEqualTo(400);
    }

    @Test
    void aServiceThatFailsEveryTenthTimeHasAllItsRepetitions() {
        for (int call = 0; call < 50_000; call++) {
            Whatsapp360Exception last = null;
            for (int attempt = 1; Math.floorMod((call * 31L + attempt) * 2_654_435_761L >> 7, 10) == 0; attempt++) {
                last = BUSY;
                assertThat(quota.take(last)).isTrue();
            }
            quota.succeeded(last);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {130429, 131056})
    void throttlingTakesNothing(int code) {
        Whatsapp360Exception throttled = refusal(400, code, null);
        for (int times = 0; times < 10_000; times++) {
            assertThat(quota.take(throttled)).isTrue();
        }
        assertThat(granted(BUSY)).isEqualTo(400);
        assertThat(quota.take(throttled)).as("with nothing left").isTrue();
        quota.succeeded(throttled);
        assertThat(quota.take(BUSY)).as("it gives nothing back either").isFalse();
    }

    @Test
    void manyThreadsTakeNoMoreThanThereIs() {
        AtomicInteger granted = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CompletableFuture.allOf(IntStream.range(0, 8)
                            .mapToObj(thread ->
                                    CompletableFuture.runAsync(() -> granted.addAndGet(granted(BUSY)), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }
        assertThat(granted).hasValue(400);
    }

    private int granted(Whatsapp360Exception failure) {
        int granted = 0;
        while (quota.take(failure)) {
            granted++;
        }
        return granted;
    }
}
