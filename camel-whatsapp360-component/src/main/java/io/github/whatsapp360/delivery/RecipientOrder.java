package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.NotSentException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Keeps the messages to each recipient in the order in which they came. The next message begins when the one before it
 * has ended, with all its retries. Messages to different recipients do not wait for each other.
 */
final class RecipientOrder {

    /** The place of a message that needs no order. */
    static final Place NO_ORDER = new RecipientOrder(Runnable::run).new Place("");

    static {
        NO_ORDER.turn.complete(null);
    }

    private final Executor workers;
    private final Map<String, Queue<Place>> queues = new HashMap<>();
    private boolean draining;

    /**
     * @param workers run the messages whose turn has come
     */
    RecipientOrder(Executor workers) {
        this.workers = workers;
    }

    /** Takes the next place in the queue of a recipient. */
    synchronized Place enter(String recipient) {
        Queue<Place> queue = queues.computeIfAbsent(recipient, to -> new ArrayDeque<>(2));
        Place place = new Place(recipient);
        if (queue.isEmpty()) {
            place.called = true;
            place.turn.complete(null);
        } else if (draining) {
            place.turn.completeExceptionally(NotSentException.stopped());
        }
        queue.add(place);
        return place;
    }

    /**
     * Ends all waits as not sent. After this, a message that is the first of its recipient goes on, and every other
     * message ends as not sent.
     */
    void drain() {
        List<Place> waiting;
        synchronized (this) {
            draining = true;
            waiting = queues.values().stream()
                    .flatMap(Queue::stream)
                    .filter(place -> !place.called)
                    .toList();
        }
        waiting.forEach(place -> go(() -> place.turn.completeExceptionally(NotSentException.stopped())));
    }

    synchronized boolean isEmpty() {
        return queues.isEmpty();
    }

    /** Returns the number of messages that wait for an earlier message to their recipient. */
    synchronized int waiting() {
        return (int) queues.values().stream()
                .flatMap(Queue::stream)
                .filter(place -> !place.called && !place.left)
                .count();
    }

    private void leave(Place place) {
        Place next;
        synchronized (this) {
            place.left = true;
            next = next(place.recipient);
        }
        if (next != null) {
            go(() -> next.turn.complete(null));
        }
    }

    /**
     * Returns the place whose turn it is now. Returns null if the queue is empty, or if that place has already got its
     * turn.
     */
    private Place next(String recipient) {
        Queue<Place> queue = queues.get(recipient);
        while (queue != null && !queue.isEmpty() && queue.peek().left) {
            queue.remove();
        }
        if (queue == null || queue.isEmpty()) {
            queues.remove(recipient);
            return null;
        }
        Place head = queue.peek();
        if (head.called) {
            return null;
        }
        head.called = true;
        return head;
    }

    private void go(Runnable turn) {
        try {
            workers.execute(turn);
        } catch (RejectedExecutionException e) {
            turn.run(); // the workers and the rate limiter have been stopped, so the message ends as not sent
        }
    }

    /** The place of one message in the queue of its recipient. */
    final class Place {
        private final String recipient;
        private final CompletableFuture<Void> turn = new CompletableFuture<>();
        private boolean called;
        private boolean left;

        private Place(String recipient) {
            this.recipient = recipient;
        }

        /** Completes when the messages before this one have ended, or fails when the wait is given up. */
        CompletableFuture<Void> turn() {
            return turn;
        }

        /** Gives up the place. A second call does nothing. */
        void leave() {
            if (this != NO_ORDER) {
                RecipientOrder.this.leave(this);
            }
        }
    }
}
