package io.github.whatsapp360.delivery.rate;

import io.github.whatsapp360.api.NotSentException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls go at the pace of a bucket, first come, first served. Whoever waits holds no thread; whoever has to wait
 * for its recipient lets the others pass.
 */
public final class RateLimitedQueue {

    /** At 80 a second they would wait for two minutes. */
    static final int MAX_WAITING = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(RateLimitedQueue.class);

    private final Buckets.Tokens tokens;
    private final InFlightWindow window;
    private final Recipients recipients;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    /** In the order they came; those whose recipient had them wait go first when their time has come. */
    private final Deque<Call> queue = new ArrayDeque<>();

    private final Set<Call> held = new HashSet<>();
    private boolean waking;
    private boolean closed;

    RateLimitedQueue(
            Buckets.Tokens tokens,
            InFlightWindow window,
            Recipients recipients,
            ScheduledExecutorService timer,
            Executor workers) {
        this.tokens = tokens;
        this.window = window;
        this.recipients = recipients;
        this.timer = timer;
        this.workers = workers;
    }

    /**
     * Takes a turn: at once, on this thread, or later on a worker.
     *
     * @param recipient who gets no more than the service allows; empty for nobody in particular
     * @throws NotSentException if too many wait already, or the lane is closed
     */
    java.util.Optional<Runnable> enter(String recipient, QueuedCall turn) {
        Call call = new Call(recipient, turn);
        List<Call> ready;
        synchronized (this) {
            if (closed) {
                throw NotSentException.stopped();
            }
            if (queue.size() + held.size() >= MAX_WAITING) {
                throw NotSentException.noConnection(
                        "Too many messages wait for their turn (" + MAX_WAITING + "). Send more "
                                + "slowly (EIP throttle), or raise the option 'messagesPerSecond' if the number has a higher "
                                + "limit",
                        false,
                        null);
            }
            queue.add(call);
            if (waking) {
                return java.util.Optional.empty();
            }
            ready = ready();
        }
        boolean now = ready.remove(call);
        ready.forEach(this::go);
        return now ? java.util.Optional.of(() -> run(turn)) : java.util.Optional.empty();
    }

    /** Ends every wait. */
    void close() {
        List<Call> ended;
        synchronized (this) {
            closed = true;
            ended = new ArrayList<>(queue);
            ended.addAll(held);
            queue.clear();
            held.clear();
        }
        ended.forEach(call -> call.turn.end(NotSentException.stopped()));
    }

    synchronized int waiting() {
        return queue.size() + held.size();
    }

    /** Takes out of the queue whatever may go now, and plans the next look. */
    private List<Call> ready() {
        List<Call> ready = new ArrayList<>();
        while (!queue.isEmpty()) {
            Call call = queue.peek();
            long hold = call.hold(recipients);
            if (hold > 0) {
                queue.remove();
                held.add(call);
                later(() -> release(call), hold);
                continue;
            }
            long wait = window.room(System.nanoTime());
            if (wait == Long.MAX_VALUE) {
                break; // the next answer wakes it
            }
            wait = wait > 0 ? wait : tokens.take();
            if (wait > 0) {
                waking = true;
                later(this::wake, wait);
                break;
            }
            window.begin();
            ready.add(queue.remove());
        }
        return ready;
    }

    private void release(Call call) {
        synchronized (this) {
            if (!held.remove(call)) {
                return; // closed meanwhile
            }
            queue.addFirst(call);
            if (waking) {
                return;
            }
        }
        wake();
    }

    private void wake() {
        List<Call> ready;
        synchronized (this) {
            waking = false;
            ready = ready();
        }
        ready.forEach(this::go);
    }

    private void run(QueuedCall turn) {
        long begun = System.nanoTime();
        turn.go(() -> answered(begun));
    }

    private void answered(long begun) {
        List<Call> ready;
        synchronized (this) {
            window.end(begun, System.nanoTime());
            ready = waking || queue.isEmpty() ? List.of() : ready();
        }
        ready.forEach(this::go);
    }

    private void go(Call call) {
        try {
            workers.execute(() -> run(call.turn));
        } catch (RejectedExecutionException e) {
            call.turn.end(NotSentException.stopped());
        }
    }

    /** On a worker, since a shared bucket is asked over a network, and the timer ends other calls in time. */
    private void later(Runnable look, long nanos) {
        try {
            timer.schedule(() -> workers.execute(look), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The timer has been stopped, so nothing that waits will have its turn", e);
            close();
        }
    }

    private static final class Call {
        private final String recipient;
        private final QueuedCall turn;
        private boolean placed;

        Call(String recipient, QueuedCall turn) {
            this.recipient = recipient;
            this.turn = turn;
        }

        /** How long its recipient has it wait, asked once. */
        long hold(Recipients recipients) {
            if (placed || recipient.isEmpty()) {
                return 0;
            }
            placed = true;
            return recipients.reserve(recipient);
        }
    }
}
