package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The time that a webhook may wait beside others. */
class WaitingWebhooksTest {

    private final WaitingWebhooks webhooks = new WaitingWebhooks();

    /** The times of so many that come at once, in milliseconds. */
    private List<Long> begin(int number) {
        return IntStream.range(0, number)
                .mapToObj(n -> webhooks.begin(false).toMillis())
                .toList();
    }

    private void end(int number) {
        IntStream.range(0, number).forEach(n -> webhooks.end());
    }

    @Test
    void theFirstSixWaitHalfAsLongAsTheOneBeforeAndTheLastTwoHardly() {
        List<Long> expected = List.of(4000L, 2000L, 1000L, 500L, 250L, 125L, 10L, 10L);
        assertThat(begin(8)).isEqualTo(expected);
        end(8);
        assertThat(begin(8)).isEqualTo(expected);
    }

    @Test
    void aServerThatHadMoreThreadsBusyAtOnceLendsMoreOfThemForAShortTime() {
        begin(20);
        end(20);
        begin(6);
        assertThat(begin(12)).containsOnly(100L);
        assertThat(begin(2)).containsOnly(10L);
    }

    @Test
    void whatIsInVainWaitsOnlyAmongTheFirstSix() {
        begin(5);
        assertThat(webhooks.begin(true)).hasMillis(125);
        assertThat(webhooks.begin(true)).isZero();
    }
}
