package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.client.TemplateApi;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.attempts.OnceAMinute;
import io.github.whatsapp360.message.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The message templates of an account, as the service listed them, for the check of template messages. All exchanges
 * share one list. A message is refused only after a list that is at most a minute old; if there is none and it cannot
 * be read in time, the message goes on unchecked.
 */
final class KnownTemplates {

    /** The time for which a list lets messages pass. */
    static final Duration GOOD_FOR = Duration.ofMinutes(10);

    /** The time for which a list may refuse messages. After it, the list is read again before a refusal. */
    static final Duration REFUSES_FOR = Duration.ofMinutes(1);

    /** The time for which nothing is asked after a failure, so that an outage costs no message its time. */
    static final Duration BAD_FOR = Duration.ofMinutes(1);

    /** The longest time that a message waits for the list. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(KnownTemplates.class);

    private final SenderAccount account;
    private final Executor workers;
    private final BiConsumer<Duration, Runnable> timer;
    private final LongSupplier nanoTime;
    private final OnceAMinute unread;
    private Listed listed;
    private int changes;
    private CompletableFuture<Listed> asking;
    private boolean failed;
    private long failedNanos;

    /**
     * @param workers run the question, and the exchanges that waited for it, each on its own worker
     * @param timer runs a task after a time
     */
    KnownTemplates(
            SenderAccount account, Executor workers, BiConsumer<Duration, Runnable> timer, LongSupplier nanoTime) {
        this.account = account;
        this.workers = workers;
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.unread = new OnceAMinute(nanoTime);
    }

    /** A whole list, by the names of the templates. */
    private record Listed(Map<String, List<MessageTemplate>> byName, long nanos, int changes) {

        List<Problem> problems(Template message) {
            return TemplateFit.problems(message, byName.getOrDefault(message.name(), List.of()));
        }
    }

    /** Notes that a template has changed, so that the list is read again before the next message. */
    synchronized void changed() {
        changes++;
    }

    /**
     * Checks a message.
     *
     * @param question asks the service for all templates; it blocks
     * @return its problems; empty if it fits, or if the templates are not known
     */
    CompletableFuture<List<Problem>> check(Template message, Supplier<List<MessageTemplate>> question) {
        CompletableFuture<Listed> answer;
        boolean first;
        synchronized (this) {
            if (listed != null && listed.changes == changes && age() < GOOD_FOR.toNanos()) {
                List<Problem> problems = listed.problems(message);
                if (problems.isEmpty() || age() < REFUSES_FOR.toNanos()) {
                    return CompletableFuture.completedFuture(problems);
                }
            }
            if (failed && nanoTime.getAsLong() - failedNanos < BAD_FOR.toNanos()) {
                return CompletableFuture.completedFuture(List.of());
            }
            first = asking == null;
            if (first) {
                asking = new CompletableFuture<>();
            }
            answer = asking;
        }
        if (first) {
            ask(answer, question);
        }
        CompletableFuture<List<Problem>> checked = new CompletableFuture<>();
        answer.whenComplete((list, failure) ->
                after(() -> checked.complete(failure == null && list != null ? list.problems(message) : List.of())));
        return checked;
    }

    private long age() {
        return nanoTime.getAsLong() - listed.nanos;
    }

    private void ask(CompletableFuture<Listed> answer, Supplier<List<MessageTemplate>> question) {
        int before;
        synchronized (this) {
            before = changes;
        }
        timer.accept(LONGEST_WAIT, () -> end(answer, null, "no answer within " + LONGEST_WAIT.toSeconds() + " s"));
        try {
            workers.execute(() -> {
                try {
                    List<MessageTemplate> all = question.get();
                    if (all.size() >= TemplateApi.MAX_TEMPLATES) {
                        end(answer, null, "more than " + TemplateApi.MAX_TEMPLATES);
                        return;
                    }
                    Map<String, List<MessageTemplate>> byName = all.stream()
                            .map(MessageTemplate::withoutSamples)
                            .collect(Collectors.groupingBy(MessageTemplate::name));
                    end(answer, new Listed(byName, nanoTime.getAsLong(), before), "");
                } catch (RuntimeException | Error e) {
                    end(answer, null, Failures.code(Failures.unwrapped(e)));
                }
            });
        } catch (RejectedExecutionException e) {
            end(answer, null, "the application is stopping");
        }
    }

    /** Ends a question; an answer that comes after the longest wait is still used for the next messages. */
    private void end(CompletableFuture<Listed> answer, Listed list, String failure) {
        synchronized (this) {
            if (list == null && asking != answer) {
                return; // the question has ended before
            }
            if (asking == answer) {
                asking = null;
            }
            failed = list == null;
            if (failed) {
                failedNanos = nanoTime.getAsLong();
            } else {
                listed = list;
            }
        }
        if (list == null && unread.now()) {
            LOG.warn(
                    "Account {}: the message templates could not be read ({}). Template messages are sent unchecked for "
                            + "{} s{}",
                    account.shortId(),
                    failure,
                    BAD_FOR.toSeconds(),
                    unread.more());
        }
        answer.complete(list);
    }

    /** Runs the end of a wait on a worker of its own; on this thread if the workers were stopped. */
    private void after(Runnable end) {
        try {
            workers.execute(end);
        } catch (RejectedExecutionException e) {
            end.run();
        }
    }
}
