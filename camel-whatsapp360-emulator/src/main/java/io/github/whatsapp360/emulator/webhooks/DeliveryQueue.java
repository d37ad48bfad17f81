package io.github.whatsapp360.emulator.webhooks;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/** Deliveries that wait: for a thread, for their time, or for the one before them. */
public final class DeliveryQueue {

    /** The most deliveries that wait; further ones are given up at once. */
    static final int MOST = 100_000;

    /** The clock may be one that is moved by hand: nobody is told. */
    private static final long CLOCK_MILLIS = 20;

    private static final int FEW = 8;
    private static final int BACKLOG = 4;

    private final Clock clock;
    private final Deque<Delivery> ready = new ArrayDeque<>();
    private final Queue<Delivery> later = new PriorityQueue<>(Comparator.comparing(Delivery::due));
    private final Map<String, Delivery> last = new HashMap<>();
    private int chained;
    private int idle;
    private boolean finishing;
    private boolean closed;

    DeliveryQueue(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds a delivery that waits for the first attempt of the one that was added before it with the same key.
     *
     * @return false if there are too many
     */
    synchronized boolean addBehind(Delivery delivery) {
        if (closed || waiting() >= MOST) {
            return false;
        }
        Delivery before = last.put(delivery.key(), delivery);
        if (before == null) {
            enqueue(delivery);
        } else {
            before.next = delivery;
            chained++;
        }
        return true;
    }

    /** Adds one that waits for nothing but its time. */
    synchronized void add(Delivery delivery) {
        if (!closed && !finishing) {
            enqueue(delivery);
        }
    }

    /** Ends the first attempt of a delivery, so that the one behind it may go. */
    synchronized void tried(Delivery delivery) {
        last.remove(delivery.key(), delivery);
        if (delivery.next != null) {
            chained--;
            enqueue(delivery.next);
            delivery.next = null;
        }
    }

    /** The next delivery whose time has come; null if there is none within this time. */
    synchronized Delivery poll(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        idle++;
        try {
            while (!closed) {
                while (!later.isEmpty() && !later.peek().due().isAfter(clock.instant())) {
                    ready.add(later.poll());
                }
                if (!ready.isEmpty()) {
                    return ready.poll();
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0 || finishing) {
                    return null;
                }
                wait(later.isEmpty() ? left : Math.min(left, CLOCK_MILLIS));
            }
            return null;
        } finally {
            idle--;
        }
    }

    /**
     * Returns whether one more thread would help the running ones: few are faster than many, unless the webhook is
     * slow.
     */
    synchronized boolean wantsThread(int running) {
        int enough = running < FEW ? idle : Math.max(idle, BACKLOG * running);
        return !closed && ready.size() + (later.isEmpty() || running > 0 ? 0 : 1) > enough;
    }

    synchronized int waiting() {
        return ready.size() + later.size() + chained;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Forgets what is due later, and takes no more further attempts: what is due now goes on. */
    synchronized void finish() {
        finishing = true;
        later.clear();
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        ready.clear();
        later.clear();
        last.clear();
        notifyAll();
    }

    private void enqueue(Delivery delivery) {
        Instant now = clock.instant();
        if (delivery.due().isAfter(now) && !finishing) {
            later.add(delivery);
        } else {
            ready.add(delivery);
        }
        notify();
    }
}
