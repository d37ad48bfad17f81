package io.github.whatsapp360.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.ConnectionFailedException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Refusals;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private long now = 1;
    private final Outcomes outcomes = new Outcomes(() -> now);

    @Test
    void aMinuteLaterNobodyKnows() {
        outcomes.failed(Refusals.refusal(401, 0, null));
        assertThat(outcomes.problem()).isPresent();
        now += Outcomes.EVIDENCE.toNanos() - 1;
        assertThat(outcomes.problem()).isPresent();
        now++;
        assertThat(outcomes.problem()).isEmpty();
    }

    @Test
    void onlyCallsInARowCount() {
        outcomes.failed(new ConnectionFailedException("a", false, null));
        outcomes.failed(new OutcomeUnknownException("b", "", null));
        outcomes.succeeded();
        outcomes.failed(new ConnectionFailedException("c", false, null));
        outcomes.failed(new ConnectionFailedException("d", false, null));
        assertThat(outcomes.problem()).isEmpty();
        outcomes.failed(new OutcomeUnknownException("e", "", null));
        assertThat(outcomes.problem()).isPresent();
    }
}
