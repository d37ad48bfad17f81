package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Matches the messages that wait for a status with the statuses that webhooks bring. A status may come before the
 * answer to its message. Waiting holds no thread.
 *
 * <p>The service's answer gives the ID of a message. If the answer is lost, a status with the same callback data gives
 * the ID, but only if it cannot belong to another message. For this check, all messages are registered, including those
 * that wait for no status, and the last {@value #MAX_ENDED} are remembered after they have ended.
 */
public final class Confirmations implements AutoCloseable {

    /** The number of ended messages that are remembered; each takes about 300 bytes. */
    static final int MAX_ENDED = 20_000;

    private final ScheduledExecutorService timer;
    private final Executor workers;

    /** The waiting messages whose ID is known. */
    private final Map<String, PendingConfirmation> answered = new HashMap<>();

    /** The waiting messages whose ID is not known yet, in the order in which they began. */
    private final Set<PendingConfirmation> withoutId = new LinkedHashSet<>();

    private final EarlyStatuses early = new EarlyStatuses();
    private final Map<String, MessagesOfCallbackData> groups = new HashMap<>();

    /** The ended messages by their IDs. A message without a known ID has a new object as its key. */
    private final Map<Object, MessagesOfCallbackData> ended = new LinkedHashMap<>();

    private long begun;
    private boolean heard;
    private boolean closed;

    /**
     * @param workers run the exchanges that go on after a status, because the webhook must be answered soon
     */
    public Confirmations(ScheduledExecutorService timer, Executor workers) {
        this.timer = timer;
        this.workers = workers;
    }

    /** Sends a message. The future completes when the status has come, or fails when it has not come in time. */
    public CompletableFuture<SentMessage> await(
            OutgoingMessage message, Confirm confirm, Supplier<CompletableFuture<SentMessage>> sending) {
        return await(expect(message, confirm, Optional.empty()), sending);
    }

    /**
     * Sends a question. The future completes when the question has its answer, or fails when it has none in time.
     *
     * @param question waits for the answer; is closed when the wait ends
     */
    public CompletableFuture<SentMessage> await(
            OutgoingMessage message,
            Confirm confirm,
            Questions.Question question,
            Supplier<CompletableFuture<SentMessage>> sending) {
        PendingConfirmation confirmation = expect(message, confirm, Optional.of(question));
        question.then(answer -> answered(confirmation));
        return await(confirmation, sending);
    }

    private CompletableFuture<SentMessage> await(
            PendingConfirmation confirmation, Supplier<CompletableFuture<SentMessage>> sending) {
        sending.get().whenComplete((sent, failure) -> {
            if (failure == null) {
                accepted(confirmation, sent);
            } else {
                failed(confirmation, Failures.unwrapped(failure));
            }
        });
        return confirmation.result();
    }

    /**
     * Sends a message that waits for no status. It is registered, so that its statuses are not taken for those of
     * another message.
     */
    public CompletableFuture<SentMessage> note(
            OutgoingMessage message, Supplier<CompletableFuture<SentMessage>> sending) {
        MessagesOfCallbackData group = begin(message);
        return sending.get().whenComplete((sent, failure) -> landed(group, sent, failure));
    }

    /** Handles a status that a webhook has brought. Does nothing if no message waits for it. */
    public synchronized void settle(MessageStatus status) {
        heard = true;
        PendingConfirmation confirmation = answered.get(status.id());
        if (confirmation != null) {
            apply(confirmation, status);
            return;
        }
        if (withoutId.isEmpty() || status.id().isEmpty() || ended.containsKey(status.id())) {
            return;
        }
        if (status.callbackData().isEmpty()) { // only the answer can tell its message
            early.keep(status, begun, null);
            return;
        }
        MessagesOfCallbackData group = groups.get(status.callbackData());
        if (group != null && group.isAwaited()) {
            early.keep(status, begun, group);
            claim(group);
        }
    }

    /** Returns the number of messages that wait for a status. */
    public synchronized int size() {
        return answered.size() + withoutId.size();
    }

    /** Returns the number of messages whose statuses came before the answer. */
    synchronized int earlySize() {
        return early.size();
    }

    /** Returns the number of different callback data that are remembered. */
    synchronized int remembered() {
        return groups.size();
    }

    /** Ends every wait for a status. An accepted message ends as accepted; a message in flight ends with its answer. */
    @Override
    public synchronized void close() {
        closed = true;
        List<PendingConfirmation> all = new ArrayList<>(answered.values());
        withoutId.stream().filter(confirmation -> !confirmation.isInFlight()).forEach(all::add);
        all.forEach(this::stopped);
    }

    private synchronized MessagesOfCallbackData begin(OutgoingMessage message) {
        begun++;
        MessagesOfCallbackData group = groups.computeIfAbsent(message.callbackData(), MessagesOfCallbackData::new);
        group.callBegins();
        return group;
    }

    private synchronized PendingConfirmation expect(
            OutgoingMessage message, Confirm confirm, Optional<Questions.Question> question) {
        MessagesOfCallbackData group = begin(message);
        PendingConfirmation confirmation = new PendingConfirmation(message, confirm, question, group, begun);
        withoutId.add(confirmation);
        group.add(confirmation);
        return confirmation;
    }

    private synchronized void landed(MessagesOfCallbackData group, SentMessage sent, Throwable failure) {
        group.callEnds();
        if (sent != null && !sent.id().isEmpty()) {
            early.take(sent.id());
            remember(sent.id(), group);
        } else if (sent == null && isRefused(failure)) {
            forget(group);
        } else {
            rememberWithoutId(group);
        }
        claim(group);
    }

    private synchronized void accepted(PendingConfirmation confirmation, SentMessage sent) {
        confirmation.group().callEnds();
        confirmation.accepted(sent);
        if (!sent.id().isEmpty()) { // the sandbox returns no ID
            identified(confirmation);
        } else {
            confirmation.canBeAnswered();
        }
        watch(confirmation);
        claim(confirmation.group());
    }

    private synchronized void failed(PendingConfirmation confirmation, Throwable failure) {
        confirmation.group().callEnds();
        if (failure instanceof OutcomeUnknownException unknown) {
            confirmation.lost(unknown);
            watch(confirmation);
        } else {
            end(confirmation, isRefused(failure), () -> confirmation.result().completeExceptionally(failure));
        }
        claim(confirmation.group());
    }

    /** Returns whether the service has certainly not accepted the message, so that it has no ID. */
    private static boolean isRefused(Throwable failure) {
        Throwable cause = Failures.unwrapped(failure);
        return cause instanceof Whatsapp360Exception && !(cause instanceof OutcomeUnknownException);
    }

    /** Notes that the ID of a message is known, and applies the statuses that came before. */
    private void identified(PendingConfirmation confirmation) {
        List<MessageStatus> came = early.take(confirmation.id());
        removeWithoutId(confirmation);
        answered.put(confirmation.id(), confirmation);
        came.forEach(status -> apply(confirmation, status));
        if (!confirmation.isEnded()) {
            confirmation.canBeAnswered();
        }
    }

    private synchronized boolean answered(PendingConfirmation confirmation) {
        boolean inTime = !confirmation.isEnded();
        if (inTime) {
            end(confirmation, confirmation::completeAsAnswered);
        }
        return inTime;
    }

    /** Gives the early statuses to the message whose answer was lost, once they cannot belong to another message. */
    private void claim(MessagesOfCallbackData group) {
        if (group.isClear()) {
            PendingConfirmation confirmation = group.claimant();
            confirmation.accepted(group.claimed());
            identified(confirmation);
        }
    }

    private void apply(PendingConfirmation confirmation, MessageStatus status) {
        if (!confirmation.isEnded() && confirmation.isSettledBy(status)) {
            end(confirmation, () -> confirmation.complete(status));
        }
    }

    private void watch(PendingConfirmation confirmation) {
        if (confirmation.isEnded()) {
            return;
        }
        if (closed) {
            stopped(confirmation);
            return;
        }
        try {
            confirmation.endsBy(timer.schedule(
                    () -> expire(confirmation), confirmation.confirm().within().toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            stopped(confirmation);
        }
    }

    private synchronized void expire(PendingConfirmation confirmation) {
        if (!confirmation.isEnded()) {
            String why = confirmation.confirm().timeoutText(heard);
            end(confirmation, () -> confirmation.complete(why));
        }
    }

    private void stopped(PendingConfirmation confirmation) {
        end(confirmation, confirmation::completeAsAccepted);
    }

    private void end(PendingConfirmation confirmation, Runnable how) {
        end(confirmation, false, how);
    }

    private void end(PendingConfirmation confirmation, boolean refused, Runnable how) {
        confirmation.ends();
        removeWithoutId(confirmation);
        MessagesOfCallbackData group = confirmation.group();
        if (!confirmation.id().isEmpty()) {
            answered.remove(confirmation.id(), confirmation);
            remember(confirmation.id(), group);
        } else if (refused) {
            forget(group);
        } else {
            rememberWithoutId(group);
        }
        try {
            workers.execute(how);
        } catch (RejectedExecutionException e) {
            how.run();
        }
    }

    private void removeWithoutId(PendingConfirmation confirmation) {
        withoutId.remove(confirmation);
        confirmation.group().remove(confirmation);
        early.dropBefore(
                withoutId.isEmpty()
                        ? Long.MAX_VALUE
                        : withoutId.iterator().next().number());
    }

    /** Remembers a message without a known ID: its statuses may still come, and cannot be matched with it. */
    private void rememberWithoutId(MessagesOfCallbackData group) {
        group.becomesAmbiguous();
        remember(new Object(), group);
    }

    private void remember(Object id, MessagesOfCallbackData group) {
        MessagesOfCallbackData before = ended.put(id, group);
        if (before != null) {
            forget(before);
        }
        if (ended.size() > MAX_ENDED) {
            Object eldest = ended.keySet().iterator().next();
            MessagesOfCallbackData forgotten = ended.remove(eldest);
            forgotten.becomesAmbiguous();
            forget(forgotten);
        }
    }

    private void forget(MessagesOfCallbackData group) {
        group.leaves();
        if (group.isEmpty()) {
            groups.remove(group.callbackData(), group);
        }
    }
}
