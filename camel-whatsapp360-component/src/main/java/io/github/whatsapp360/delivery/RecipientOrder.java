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
 * Keeps the messages to each recipient in the order in which they came: the next one begins when the one before it has
 * ended, its repetitions included. Messages to different recipients do not wait for each other.
 */
final class RecipientOrder {

    /** The place of a message that keeps no order. */
    static final Place NO_ORDER = new RecipientOrder(Runnable::run).new Place("");

    static {
        NO_ORDER.turn.complete(null);
    }

    private final Executor workers;
    private final Map<String, Queue<Place>> queues = new HashMap<>();
    private boolean draining;

    /**
     * @param workers go on with whatever gets its turn
     */
    RecipientOrder(Executor workers) {
        this.workers = workers;
    }

    /** Takes the next place of a recipient. */
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

    /** Ends every wait. From now on nobody waits any more: a message is the first of its recipient, or it is not sent. */
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

    /** Returns the place whose turn it is now; null if that is none, or one that was called before. */
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
            turn.run(); // the threads are gone, and so is the rate limiter: it ends as not sent
        }
    }

    /** The place of one message. */
    final class Place {
        private final String recipient;
        private final CompletableFuture<Void> turn = new CompletableFuture<>();
        private boolean called;
        private boolean left;

        private Place(String recipient) {
            this.recipient = recipient;
        }

        /** Completes when the messages before this one have ended, or fails when that is not awaited any more. */
        CompletableFuture<Void> turn() {
            return turn;
        }

        /** Gives the place up; it does no harm to do it twice. */
        void leave() {
            if (this != NO_ORDER) {
                RecipientOrder.this.leave(this);
            }
        }
    }
}
