package io.github.whatsapp360.delivery.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.api.Refusals;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.client.SenderAccount;
import java.io.IOException;
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
        attempted(NotSentException.noConnection("a", false));
        attempted(new OutcomeUnknownException("b", ""));
        attempted(null);
        attempted(NotSentException.noConnection("c", false));
        attempted(NotSentException.noConnection("d", false));
        assertThat(outcomes.problem()).isEmpty();
        attempted(new OutcomeUnknownException("e", ""));
        assertThat(outcomes.problem()).isPresent();
    }

    @Test
    void whatThisMachineIsToBlameForSaysNothingOfTheService() {
        for (int times = 0; times < CallHealth.UNANSWERED; times++) {
            attempted(NotSentException.stopped());
            attempted(NotSentException.expired());
            attempted(NotSentException.localFile("The file cannot be read", new IOException()));
            attempted(new InvalidMessageException(new Problem("to", "missing")));
        }
        assertThat(outcomes.problem()).isEmpty();
    }

    /** A path may be wrong, or not allowed, while the number is well. */
    @Test
    void ofARequestToAnyPathOnlyAWrongKeyCounts() {
        Call any = new Call(call.account(), CallKind.CHANGE);
        outcomes.attempted(any, 1, Duration.ZERO, Optional.of(Refusals.refusal(403, 0, null)));
        outcomes.attempted(any, 1, Duration.ZERO, Optional.of(Refusals.refusal(500, 3, null)));
        assertThat(outcomes.problem()).isEmpty();
        outcomes.attempted(any, 1, Duration.ZERO, Optional.of(Refusals.refusal(401, 0, null)));
        assertThat(outcomes.problem()).isPresent();
    }

    @Test
    void theQuestionsOfAHealthCheckChangeNothing() {
        Call question = new Call(call.account(), CallKind.HEALTH_CHECK);
        outcomes.attempted(question, 1, Duration.ZERO, Optional.of(Refusals.refusal(503, 0, null)));
        assertThat(outcomes.problem()).isEmpty();
        attempted(Refusals.refusal(401, 0, null));
        outcomes.attempted(question, 1, Duration.ZERO, Optional.empty());
        assertThat(outcomes.problem()).isPresent();
    }

    private void attempted(Whatsapp360Exception failure) {
        outcomes.attempted(call, 1, Duration.ZERO, Optional.ofNullable(failure));
    }
}
