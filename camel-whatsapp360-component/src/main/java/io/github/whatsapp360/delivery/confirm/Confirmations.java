package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Brings together the messages that wait for a status and the statuses that webhooks bring, whichever comes first.
 * Waiting holds no thread.
 *
 * <p>A message is known by its ID from the service's answer on. If the answer got lost, its callback data tells its ID
 * from a status, but only where no other message can be meant. For that, all messages are noted, also those that wait for
 * no status, and the last {@value #MAX_ENDED} of them are remembered after they have ended.
 */
public final class Confirmations implements AutoCloseable {

    /** Some 300 bytes each. */
    static final int MAX_ENDED = 20_000;

    private final ScheduledExecutorService timer;
    private final Executor workers;

    /** Those that wait and whose ID is known. */
    private final Map<String, PendingConfirmation> answered = new HashMap<>();

    /** Those that wait and whose ID is not known yet, in the order in which they began. */
    private final Set<PendingConfirmation> nameless = new LinkedHashSet<>();

    private final EarlyStatuses early = new EarlyStatuses();
    private final Map<String, MessagesOfCallbackData> siblings = new HashMap<>();

    /** Those that have ended, by their IDs; the key of one whose ID nobody knows is any object of its own. */
    private final Map<Object, MessagesOfCallbackData> ended = new LinkedHashMap<>();

    private long begun;
    private boolean heard;
    private boolean closed;

    /**
     * @param workers go on with whatever a status settles: the webhook that brought it has to be answered soon
     */
    public Confirmations(ScheduledExecutorService timer, Executor workers) {
        this.timer = timer;
        this.workers = workers;
    }

    /** Sends a message, and ends when its status has come, or has not come in time. */
    public CompletableFuture<SentMessage> await(
            OutgoingMessage message, Confirm confirm, Supplier<CompletableFuture<SentMessage>> sending) {
        PendingConfirmation confirmation = expect(message, confirm);
        sending.get().whenComplete((sent, failure) -> {
            if (failure == null) {
                accepted(confirmation, sent);
            } else {
                failed(confirmation, failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
        });
        return confirmation.result();
    }

    /** Sends a message that waits for no status, so that its statuses are not taken for another's. */
    public CompletableFuture<SentMessage> note(
            OutgoingMessage message, Supplier<CompletableFuture<SentMessage>> sending) {
        MessagesOfCallbackData group = begin(message);
        return sending.get().whenComplete((sent, failure) -> landed(group, sent, failure));
    }

    /** Takes what a webhook says of a message; nothing happens if nobody waits for it. */
    public synchronized void settle(MessageStatus status) {
        heard = true;
        PendingConfirmation confirmation = answered.get(status.id());
        if (confirmation != null) {
            apply(confirmation, status);
            return;
        }
        if (nameless.isEmpty() || status.id().isEmpty() || ended.containsKey(status.id())) {
            return;
        }
        if (status.callbackData().isEmpty()) { // its message is told by the answer alone
            early.keep(status, begun, null);
            return;
        }
        MessagesOfCallbackData group = siblings.get(status.callbackData());
        if (group != null && group.isAwaited()) {
            early.keep(status, begun, group);
            claim(group);
        }
    }

    /** How many messages wait. */
    public synchronized int size() {
        return answered.size() + nameless.size();
    }

    /** Of how many messages statuses are kept that came before the answer. */
    synchronized int earlySize() {
        return early.size();
    }

    /** Returns the number of callback data that are known. */
    synchronized int remembered() {
        return siblings.size();
    }

    /** Ends every wait for a status: what was accepted ends as accepted, what is still being sent with its answer. */
    @Override
    public synchronized void close() {
        closed = true;
        List<PendingConfirmation> all = new ArrayList<>(answered.values());
        nameless.stream().filter(confirmation -> !confirmation.isInFlight()).forEach(all::add);
        all.forEach(this::stopped);
    }

    private synchronized MessagesOfCallbackData begin(OutgoingMessage message) {
        begun++;
        MessagesOfCallbackData group = siblings.computeIfAbsent(message.callbackData(), MessagesOfCallbackData::new);
        group.begins();
        return group;
    }

    private synchronized PendingConfirmation expect(OutgoingMessage message, Confirm confirm) {
        MessagesOfCallbackData group = begin(message);
        PendingConfirmation confirmation = new PendingConfirmation(message, confirm, group, begun);
        nameless.add(confirmation);
        group.add(confirmation);
        return confirmation;
    }

    private synchronized void landed(MessagesOfCallbackData group, SentMessage sent, Throwable failure) {
        group.lands();
        if (sent != null && !sent.id().isEmpty()) {
            early.take(sent.id());
            remember(sent.id(), group);
        } else if (sent == null && isRefused(failure)) {
            forget(group);
        } else {
            rememberNameless(group);
        }
        claim(group);
    }

    private synchronized void accepted(PendingConfirmation confirmation, SentMessage sent) {
        confirmation.siblings().lands();
        confirmation.accepted(sent);
        if (!sent.id().isEmpty()) { // the sandbox answers none
            identified(confirmation);
        }
        watch(confirmation);
        claim(confirmation.siblings());
    }

    private synchronized void failed(PendingConfirmation confirmation, Throwable failure) {
        confirmation.siblings().lands();
        if (failure instanceof OutcomeUnknownException unknown) {
            confirmation.lost(unknown);
            watch(confirmation);
        } else {
            end(confirmation, isRefused(failure), () -> confirmation.result().completeExceptionally(failure));
        }
        claim(confirmation.siblings());
    }

    /** Returns whether the service has surely not accepted the message, so that it has no ID. */
    private static boolean isRefused(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof Whatsapp360Exception && !(cause instanceof OutcomeUnknownException);
    }

    /** Its ID has become known: what came early counts now. */
    private void identified(PendingConfirmation confirmation) {
        List<MessageStatus> came = early.take(confirmation.id());
        leaveNameless(confirmation);
        answered.put(confirmation.id(), confirmation);
        came.forEach(status -> apply(confirmation, status));
    }

    /** Gives early statuses to the one whose answer got lost, once nobody else can be meant. */
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
            String why = "no webhook said that it was "
                    + confirmation.confirm().state().name().toLowerCase(java.util.Locale.ROOT) + " within "
                    + confirmation.confirm().within()
                    + (heard
                            ? ""
                            : ", nor anything else: does a route begin with webhook:whatsapp360:events, and does "
                                    + "360dialog know its address?");
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
        leaveNameless(confirmation);
        MessagesOfCallbackData group = confirmation.siblings();
        if (!confirmation.id().isEmpty()) {
            answered.remove(confirmation.id(), confirmation);
            remember(confirmation.id(), group);
        } else if (refused) {
            forget(group);
        } else {
            rememberNameless(group);
        }
        try {
            workers.execute(how);
        } catch (RejectedExecutionException e) {
            how.run();
        }
    }

    private void leaveNameless(PendingConfirmation confirmation) {
        nameless.remove(confirmation);
        confirmation.siblings().remove(confirmation);
        early.dropBefore(
                nameless.isEmpty() ? Long.MAX_VALUE : nameless.iterator().next().number());
    }

    /** Its statuses may still come, and nobody can tell that they are its. */
    private void rememberNameless(MessagesOfCallbackData group) {
        group.blur();
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
            forgotten.blur();
            forget(forgotten);
        }
    }

    private void forget(MessagesOfCallbackData group) {
        group.leaves();
        if (group.isEmpty()) {
            siblings.remove(group.callbackData(), group);
        }
    }
}
