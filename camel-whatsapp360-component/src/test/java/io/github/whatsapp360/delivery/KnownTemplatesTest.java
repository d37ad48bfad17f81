package io.github.whatsapp360.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.client.TemplateApi;
import io.github.whatsapp360.message.Template;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The ages of the list of templates, and the waits for it, with a clock. */
class KnownTemplatesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Template ORDER = Template.of("order", "en");
    private static final Template OTHER = Template.of("other", "en");
    private static final Duration MOMENT = Duration.ofNanos(1);

    private final Queue<Runnable> held = new ArrayDeque<>();
    private final List<Runnable> timers = new ArrayList<>();
    private boolean holds;
    private long now = Long.MAX_VALUE - 5; // nanoTime() may overflow
    private int questions;
    private List<MessageTemplate> atTheService = List.of(template("order"));
    private RuntimeException failure;

    private final KnownTemplates known = known(task -> {
        if (holds) {
            held.add(task);
        } else {
            task.run();
        }
    });

    private KnownTemplates known(Executor workers) {
        return new KnownTemplates(
                new SenderAccount(Hosting.CLOUD, URI.create("http://127.0.0.1"), "key"),
                workers,
                (time, task) -> {
                    assertThat(time).isEqualTo(Duration.ofSeconds(10));
                    timers.add(task);
                },
                () -> now);
    }

    private static MessageTemplate template(String name) {
        try {
            return new MessageTemplate(MAPPER.readTree("{\"name\":\"" + name
                    + "\",\"language\":\"en\",\"status\":\"APPROVED\",\"category\":\"UTILITY\",\"components\":[]}"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private CompletableFuture<List<Problem>> check(Template message) {
        return known.check(message, () -> {
            questions++;
            if (failure != null) {
                throw failure;
            }
            return atTheService;
        });
    }

    private void passes(Template message, int questionsSoFar) {
        assertThat(check(message)).isCompletedWithValue(List.of());
        assertThat(questions).isEqualTo(questionsSoFar);
    }

    private void isRefused(Template message, int questionsSoFar) {
        assertThat(check(message)).isCompletedWithValueMatching(problems -> problems.size() == 1);
        assertThat(questions).isEqualTo(questionsSoFar);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void runHeld() {
        holds = false;
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    @Test
    void aListLetsMessagesPassForTenMinutes() {
        passes(ORDER, 1);
        pass(Duration.ofMinutes(10).minus(MOMENT));
        passes(ORDER, 1);
        pass(MOMENT);
        passes(ORDER, 2);
        pass(Duration.ofMinutes(10).minus(MOMENT));
        passes(ORDER, 2);
    }

    @Test
    void aListRefusesMessagesForAMinuteAndIsReadAgainThen() {
        isRefused(OTHER, 1);
        pass(Duration.ofMinutes(1).minus(MOMENT));
        isRefused(OTHER, 1);
        pass(MOMENT);
        isRefused(OTHER, 2);
        atTheService = List.of(template("order"), template("other"));
        isRefused(OTHER, 2);
        pass(Duration.ofMinutes(1));
        passes(OTHER, 3);
    }

    @Test
    void aMessageWaitsForTenSecondsAndPassesThen() {
        holds = true;
        CompletableFuture<List<Problem>> first = check(OTHER);
        CompletableFuture<List<Problem>> second = check(OTHER);
        assertThat(first).isNotDone();
        assertThat(held).hasSize(1);
        pass(Duration.ofSeconds(10));
        holds = false;
        timers.forEach(Runnable::run);
        assertThat(first).isCompletedWithValue(List.of());
        assertThat(second).isCompletedWithValue(List.of());
        pass(Duration.ofMinutes(1).minus(MOMENT));
        passes(OTHER, 0); // nothing is asked for a minute
        runHeld();
        isRefused(OTHER, 1); // the late answer is a list like another
        assertThat(timers).hasSize(1);
    }

    @Test
    void aTimerAfterTheAnswerChangesNothing() {
        isRefused(OTHER, 1);
        timers.forEach(Runnable::run);
        isRefused(OTHER, 1);
        assertThat(timers).hasSize(1);
    }

    @Test
    void afterAFailureNothingIsAskedForAMinute() {
        for (RuntimeException each : List.of(new IllegalStateException(), new RejectedExecutionException())) {
            failure = each;
            questions = 0;
            known.changed();
            pass(Duration.ofMinutes(1));
            passes(OTHER, 1);
            pass(Duration.ofMinutes(1).minus(MOMENT));
            passes(OTHER, 1);
            pass(MOMENT);
            passes(OTHER, 2);
        }
        failure = null;
        pass(Duration.ofMinutes(1));
        isRefused(OTHER, 3);
    }

    @Test
    void aFailureKeepsTheLastList() {
        passes(ORDER, 1);
        pass(Duration.ofMinutes(1));
        failure = new IllegalStateException();
        passes(OTHER, 2); // too old to refuse
        passes(ORDER, 2);
        pass(Duration.ofMinutes(9));
        passes(ORDER, 3);
    }

    @Test
    void aChangeDuringAQuestionMakesItsListOld() {
        holds = true;
        CompletableFuture<List<Problem>> first = check(ORDER);
        known.changed();
        runHeld();
        assertThat(first).isCompletedWithValue(List.of());
        passes(ORDER, 2);
        passes(ORDER, 2);
        known.changed();
        passes(ORDER, 3);
    }

    @Test
    void tooManyTemplatesAreNotKnown() {
        atTheService = Collections.nCopies(TemplateApi.MAX_TEMPLATES, template("order"));
        passes(OTHER, 1);
        passes(OTHER, 1);
    }

    @Test
    void anApplicationThatStopsChecksNothing() {
        KnownTemplates stopped = known(task -> {
            throw new RejectedExecutionException();
        });
        assertThat(stopped.check(OTHER, List::of)).isCompletedWithValue(List.of());
    }
}
