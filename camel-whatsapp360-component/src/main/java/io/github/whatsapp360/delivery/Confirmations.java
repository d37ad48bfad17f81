package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.message.Message;
import io.github.whatsapp360.message.SentMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * <p>A message is known by its ID from the service's answer on. Before that, and if the answer got lost, it is known by
 * its callback data.
 */
public final class Confirmations implements AutoCloseable {

    private static final String STOPPED = "the component was stopped before its status came";

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Map<String, Confirmation> answered = new HashMap<>();
    private final Map<String, Unanswered> unanswered = new HashMap<>();
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
    CompletableFuture<SentMessage> await(
            Message message, Confirm confirm, Supplier<CompletableFuture<SentMessage>> sending) {
        Confirmation confirmation = new Confirmation(message, confirm);
        expect(confirmation);
        sending.get().whenComplete((sent, failure) -> {
            if (failure == null) {
                accepted(confirmation, sent);
            } else {
                failed(confirmation, failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
        });
        return confirmation.result();
    }

    /** Takes what a webhook says of a message; nothing happens if nobody waits for it. */
    public synchronized void settle(MessageStatus status) {
        heard = true;
        Confirmation confirmation = answered.get(status.id());
        if (confirmation != null) {
            apply(confirmation, status);
            return;
        }
        Unanswered group = unanswered.get(status.callbackData());
        if (group != null && !status.id().isEmpty()) {
            group.keep(status);
            claim(group);
        }
    }

    /** How many messages wait. */
    public synchronized int size() {
        return answered.size()
                + unanswered.values().stream()
                        .mapToInt(group -> group.waiting().size())
                        .sum();
    }

    /** Ends every wait for a status; what is still being sent ends with its sending. */
    @Override
    public synchronized void close() {
        closed = true;
        List<Confirmation> all = new ArrayList<>(answered.values());
        unanswered.values().forEach(group -> group.waiting().stream()
                .filter(confirmation -> !confirmation.isInFlight())
                .forEach(all::add));
        all.forEach(this::stopped);
    }

    private synchronized void expect(Confirmation confirmation) {
        unanswered
                .computeIfAbsent(confirmation.callbackData(), data -> new Unanswered())
                .add(confirmation);
    }

    private synchronized void accepted(Confirmation confirmation, SentMessage sent) {
        confirmation.accepted(sent);
        Unanswered group = unanswered.get(confirmation.callbackData());
        if (!sent.id().isEmpty()) { // the sandbox answers none
            identified(confirmation, group);
        }
        watch(confirmation);
        claim(group);
    }

    private synchronized void failed(Confirmation confirmation, Throwable failure) {
        Unanswered group = unanswered.get(confirmation.callbackData());
        if (failure instanceof OutcomeUnknownException unknown) {
            confirmation.lost(unknown);
            watch(confirmation);
        } else {
            end(confirmation, () -> confirmation.result().completeExceptionally(failure));
        }
        claim(group);
    }

    /** Its ID has become known: what came early counts now. */
    private void identified(Confirmation confirmation, Unanswered group) {
        leave(confirmation, group);
        answered.put(confirmation.id(), confirmation);
        group.take(confirmation.id()).forEach(status -> apply(confirmation, status));
    }

    /** Gives early statuses to those whose answer got lost, once nobody else can be meant. */
    private void claim(Unanswered group) {
        for (String id = group.claim(); !id.isEmpty() && !group.isEmpty(); id = group.claim()) {
            Confirmation confirmation = group.waiting().iterator().next();
            confirmation.accepted(id);
            identified(confirmation, group);
        }
    }

    private void apply(Confirmation confirmation, MessageStatus status) {
        if (!confirmation.isEnded() && confirmation.isSettledBy(status)) {
            end(confirmation, () -> confirmation.complete(status));
        }
    }

    private void watch(Confirmation confirmation) {
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

    private synchronized void expire(Confirmation confirmation) {
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

    private void stopped(Confirmation confirmation) {
        end(confirmation, () -> confirmation.complete(STOPPED));
    }

    private void end(Confirmation confirmation, Runnable how) {
        confirmation.ends();
        answered.remove(confirmation.id(), confirmation);
        Unanswered group = unanswered.get(confirmation.callbackData());
        if (group != null) {
            leave(confirmation, group);
        }
        try {
            workers.execute(how);
        } catch (RejectedExecutionException e) {
            how.run();
        }
    }

    private void leave(Confirmation confirmation, Unanswered group) {
        group.remove(confirmation);
        if (group.isEmpty()) {
            unanswered.remove(confirmation.callbackData(), group);
        }
    }
}
