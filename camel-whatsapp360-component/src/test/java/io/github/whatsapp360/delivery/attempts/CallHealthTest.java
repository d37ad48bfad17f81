package io.github.whatsapp360.delivery.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Refusals;
import io.github.whatsapp360.api.SenderAccount;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.media.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallHealthTest {

    private long now = 1;
    private final Call call =
            new Call(new SenderAccount(Hosting.CLOUD, URI.create("https://service.test"), "key"), CallKind.MESSAGE);
    private final CallHealth outcomes = new CallHealth(() -> now);

    @Test
    void aMinuteLaterNobodyKnows() {
        attempted(Refusals.refusal(401, 0, null));
        assertThat(outcomes.problem()).isPresent();
        now += CallHealth.EVIDENCE.toNanos() - 1;
        assertThat(outcomes.problem()).isPresent();
        now++;
        assertThat(outcomes.problem()).isEmpty();
    }

    @Test
    void onlyCallsInARowCount() {
        attempted(NotSentException.noConnection("a", false, null));
        attempted(new OutcomeUnknownException("b", "", null));
        attempted(null);
        attempted(NotSentException.noConnection("c", false, null));
        attempted(NotSentException.noConnection("d", false, null));
        assertThat(outcomes.problem()).isEmpty();
        attempted(new OutcomeUnknownException("e", "", null));
        assertThat(outcomes.problem()).isPresent();
    }

    @Test
    void whatThisMachineIsToBlameForSaysNothingOfTheService() {
        for (int times = 0; times < CallHealth.UNANSWERED; times++) {
            attempted(NotSentException.stopped());
            attempted(NotSentException.expired(null));
            attempted(NotSentException.localFile("The file cannot be read", null));
            attempted(new InvalidMessageException(new Problem("to", "missing")));
        }
        assertThat(outcomes.problem()).isEmpty();
    }

    private void attempted(Whatsapp360Exception failure) {
        outcomes.attempted(call, 1, Duration.ZERO, Optional.ofNullable(failure));
    }
}
