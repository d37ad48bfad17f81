package io.github.whatsapp360.delivery.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Refusals;
import org.junit.jupiter.api.Test;

class CallHealthTest {

    private long now = 1;
    private final CallHealth outcomes = new CallHealth(() -> now);

    @Test
    void aMinuteLaterNobodyKnows() {
        outcomes.failed(Refusals.refusal(401, 0, null));
        assertThat(outcomes.problem()).isPresent();
        now += CallHealth.EVIDENCE.toNanos() - 1;
        assertThat(outcomes.problem()).isPresent();
        now++;
        assertThat(outcomes.problem()).isEmpty();
    }

    @Test
    void onlyCallsInARowCount() {
        outcomes.failed(NotSentException.noConnection("a", false, null));
        outcomes.failed(new OutcomeUnknownException("b", "", null));
        outcomes.succeeded();
        outcomes.failed(NotSentException.noConnection("c", false, null));
        outcomes.failed(NotSentException.noConnection("d", false, null));
        assertThat(outcomes.problem()).isEmpty();
        outcomes.failed(new OutcomeUnknownException("e", "", null));
        assertThat(outcomes.problem()).isPresent();
    }
}
