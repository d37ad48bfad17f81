package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.NotSentException;
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

/**
 * Bounds the exchanges that are in the component, by their number and by the bytes that they hold in memory. Whoever would
 * exceed that waits on its own thread, so a folder stays a folder and a queue a queue.
 *
 * <p>One recipient may hold as many places, and as many bytes, as are free, so the others always find some.
 */
public final class Admission {

    /** Two minutes of messages at 80 a second. */
    static final int MAX_EXCHANGES = 10_000;

    /** Counted for each exchange beside its body: headers, properties, and what waits for its answer. */
    static final int BYTES_OF_AN_EXCHANGE = 4_096;

    private static final int PART_OF_THE_HEAP = 8;

    private final int maxExchanges;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Held> byRecipient = new HashMap<>();
    private final Queue<Waiter> waiters = new ArrayDeque<>();
    private int exchanges;
    private long bytes;
    private boolean draining;

    /** Creates the bound for this JVM: {@value #MAX_EXCHANGES} exchanges, or an eighth of its heap. */
    public Admission() {
        this(MAX_EXCHANGES, Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP);
    }

    Admission(int maxExchanges, long maxBytes) {
        this.maxExchanges = maxExchanges;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a place, as soon as there is one.
     *
     * @param recipient empty for what has none, such as an upload
     * @param bodyBytes what the exchange's body holds in memory; 0 for a file on disk; a body larger than half of the
     *     bound counts as half
     * @param caller whose thread waits; one that must not wait gets a place in any case
     * @throws NotSentException if the wait ends because the component stops, or the caller's message expires
     */
    public Place enter(String recipient, long bodyBytes, Caller caller) {
        // no more than half: there is always another one under way, so one that needed all would wait for ever
        Place place = new Place(recipient, Math.min(bodyBytes + BYTES_OF_AN_EXCHANGE, maxBytes / 2));
        lock.lock();
        try {
            if (!caller.mayWait() || !isBehindOthers(place) && isFree(place)) {
                take(place);
                return place;
            }
            Waiter waiter = new Waiter(place, lock.newCondition());
            waiters.add(waiter);
            try {
                await(waiter, caller);
                return place;
            } finally {
                waiters.remove(waiter);
                admit(); // whoever gave up may have been in the way
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait. From now on nobody waits any more: a place is there at once, or the exchange is not sent. */
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
                    throw NotSentException.expired(null);
                }
                try {
                    waiter.changed.await(caller.nanosLeft(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true; // of a thread that is wanted back, which nothing but a stop does
                    if (!waiter.admitted) { // meanwhile
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

    /** First come, first served; whoever has to wait for its recipient's share lets the others pass. */
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

        /** Gives the place back; to be called once. */
        public void leave() {
            Admission.this.leave(this);
        }
    }

    /** Of one recipient. */
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
