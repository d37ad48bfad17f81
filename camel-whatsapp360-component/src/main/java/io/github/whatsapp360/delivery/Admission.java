package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.delivery.attempts.OnceAMinute;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the exchanges that are in the component: their number, and the bytes that they hold in memory. An exchange
 * that would exceed the limit waits on its caller's thread. So a route takes no more files from a folder, or messages
 * from a queue, than the component can hold.
 *
 * <p>The exchanges to one recipient may hold at most as many places, and as many bytes, as are free. So exchanges to
 * other recipients always find a place.
 */
public final class Admission {

    /** The largest number of exchanges: two minutes of messages at 80 a second. */
    static final int MAX_EXCHANGES = 10_000;

    /**
     * The bytes that are counted for each exchange in addition to its body: headers, properties and the objects that
     * wait for the answer.
     */
    static final int BYTES_OF_AN_EXCHANGE = 4_096;

    private static final int PART_OF_THE_HEAP = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final int maxExchanges;
    private final long maxBytes;
    private final OnceAMinute full = new OnceAMinute(System::nanoTime);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Held> byRecipient = new HashMap<>();
    private final Queue<Waiter> waiters = new ArrayDeque<>();
    private int exchanges;
    private long bytes;
    private boolean draining;

    /** Creates the limit for this JVM: {@value #MAX_EXCHANGES} exchanges, and an eighth of the maximum heap. */
    public Admission() {
        this(MAX_EXCHANGES, Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP);
    }

    Admission(int maxExchanges, long maxBytes) {
        this.maxExchanges = maxExchanges;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a place, and waits until one is free.
     *
     * @param recipient the recipient of the message; empty if there is none, such as for an upload
     * @param bodyBytes the bytes that the exchange's body holds in memory; 0 for a file on disk. A body larger than
     *     half of the limit counts as half of it
     * @param caller the caller, whose thread waits; a caller that must not wait gets a place at once
     * @throws NotSentException if the wait ends because the component stops, or the caller's message expires
     */
    public Place enter(String recipient, long bodyBytes, Caller caller) {
        // at most half: an exchange that needed all the bytes would wait for ever while others are in progress
        Place place = new Place(recipient, Math.min(bodyBytes + BYTES_OF_AN_EXCHANGE, maxBytes / 2));
        lock.lock();
        try {
            if (!caller.mayWait() || !isBehindOthers(place) && isFree(place)) {
                take(place);
                return place;
            }
            if (full.now()) {
                LOG.info(
                        "An exchange waits for a place on its own thread: {} exchanges with {} MB are in progress, of "
                                + "at most {} with {} MB, and one recipient may use half of that. This ends when "
                                + "messages are sent; if it lasts, see whether an account is paused{}",
                        exchanges,
                        bytes >> 20,
                        maxExchanges,
                        maxBytes >> 20,
                        full.more());
            }
            Waiter waiter = new Waiter(place, lock.newCondition());
            waiters.add(waiter);
            try {
                await(waiter, caller);
                return place;
            } finally {
                waiters.remove(waiter);
                admit(); // a waiter that gave up may have blocked others
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits as not sent. After this, an exchange gets a free place at once, or it ends as not sent. */
    public void drain() {
        lock.lock();
        try {
            draining = true;
            waiters.forEach(waiter -> waiter.changed.signal());
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of exchanges that have a place. */
    public int size() {
        lock.lock();
        try {
            return exchanges;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of threads that wait for a place. */
    public int waiting() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }

    private void await(Waiter waiter, Caller caller) {
        boolean interrupted = false;
        try {
            while (!waiter.admitted) {
                if (draining) {
                    throw NotSentException.stopped();
                }
                if (caller.isExpired()) {
                    throw NotSentException.expired();
                }
                try {
                    waiter.changed.await(caller.nanosLeft(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true; // only a stop interrupts this thread
                    if (!waiter.admitted) { // not admitted at the same time
                        throw NotSentException.stopped();
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isBehindOthers(Place place) {
        return waiters.stream().anyMatch(waiter -> waiter.place.recipient.equals(place.recipient));
    }

    private boolean isFree(Place place) {
        int free = maxExchanges - exchanges;
        long freeBytes = maxBytes - bytes;
        Held held = byRecipient.get(place.recipient);
        return free > 0
                && place.bytes <= freeBytes
                && (held == null || held.exchanges < free && held.bytes + place.bytes <= freeBytes);
    }

    private void take(Place place) {
        exchanges++;
        bytes += place.bytes;
        if (!place.recipient.isEmpty()) {
            byRecipient.merge(place.recipient, new Held(1, place.bytes), Held::plus);
        }
    }

    /**
     * Gives free places to waiters in the order in which they came. A waiter whose recipient has used its share lets
     * waiters for other recipients pass.
     */
    private void admit() {
        Set<String> passed = new HashSet<>();
        Iterator<Waiter> each = waiters.iterator();
        while (each.hasNext() && exchanges < maxExchanges) {
            Waiter waiter = each.next();
            if (!waiter.admitted && !passed.contains(waiter.place.recipient) && isFree(waiter.place)) {
                take(waiter.place);
                waiter.admitted = true;
                each.remove();
                waiter.changed.signal();
            } else {
                passed.add(waiter.place.recipient);
            }
        }
    }

    private void leave(Place place) {
        lock.lock();
        try {
            exchanges--;
            bytes -= place.bytes;
            byRecipient.computeIfPresent(
                    place.recipient,
                    (recipient, held) -> held.exchanges == 1 ? null : held.plus(new Held(-1, -place.bytes)));
            if (!waiters.isEmpty()) {
                admit();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The place of one exchange. */
    public final class Place {
        private final String recipient;
        private final long bytes;

        private Place(String recipient, long bytes) {
            this.recipient = recipient;
            this.bytes = bytes;
        }

        /** Gives the place back. Must be called exactly once. */
        public void leave() {
            Admission.this.leave(this);
        }
    }

    /** The exchanges and bytes of one recipient. */
    private record Held(int exchanges, long bytes) {
        Held plus(Held more) {
            return new Held(exchanges + more.exchanges, bytes + more.bytes);
        }
    }

    private static final class Waiter {
        private final Place place;
        private final Condition changed;
        private boolean admitted;

        Waiter(Place place, Condition changed) {
            this.place = place;
            this.changed = changed;
        }
    }
}
