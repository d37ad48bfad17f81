package io.github.whatsapp360.delivery.rate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A share of a rate that other applications take from too.
 *
 * <p>The store gives away slots of one schedule, each with a time of its own, in batches and ahead. A slot is used at its
 * time, and thrown away if that has passed. While the store does not answer, the application goes by slots of its own.
 *
 * <p>What is late on its way arrives together with what follows, and other applications do not know of it. So the schedule
 * has 95 % of the rate, which leaves room for what is up to 50 ms late, and what is later costs one of the next slots. While
 * no call has been answered, and the first may take long, only one begins in a second. And a slot is given up if more of
 * this application's calls may arrive within a second than it had slots for.
 */
final class SharedPermits implements Permits {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int PERCENT = 95;

    /** Delay that is borne without more than the rate arriving. */
    private static final long TOLERANCE = Duration.ofMillis(50).toNanos();

    /** Delay with which a slot may still be used. */
    private static final long LATE = TOLERANCE / 2;

    /** Time that a call may take longer than usual, there and back. */
    private static final long LATE_ANSWER = Duration.ofMillis(40).toNanos();

    /** Time after its last slot in which a bucket may not be gone. */
    private static final long FORGOTTEN = 2 * SECOND;

    /** Number of calls that it takes until their time is the usual one, if it is longer, and if it is shorter. */
    private static final int SLOWER = 64;

    private static final int FASTER = 8;

    private final int perSecond;
    private final SharedStore store;
    private final SharedStore.BucketInStore bucket;
    private final double share;
    private final long interval;
    private final InFlightWindow window = new InFlightWindow();

    /** The times that are to come. */
    private final Deque<Long> slots = new ArrayDeque<>();

    /** The times that have come within the last second. */
    private final Deque<Long> passed = new ArrayDeque<>();

    /** Times at which calls were answered that may have been late on their way there, and still cost a slot. */
    private final Deque<Long> late = new ArrayDeque<>();

    /** Usual time of a call. */
    private long usualAnswer;

    /** Shortest recent time of an answer of the store. */
    private final RecentMinimum fastestAnswer = new RecentMinimum();

    private long slowAnswer;
    private boolean asking;
    private long lastSlot;
    private int outages;
    private TokenBucket ownSlots;

    /**
     * @param share how much of the rate this application takes for itself while the store does not answer
     */
    SharedPermits(String name, int perSecond, SharedStore store, double share, long now) {
        this.perSecond = perSecond;
        this.store = store;
        this.share = share;
        this.interval = SECOND * 100 / PERCENT / perSecond;
        this.lastSlot = now - FORGOTTEN;
        this.bucket =
                store.bucket(1, (long) perSecond * PERCENT, Duration.ofSeconds(100), name, Integer.toString(perSecond));
    }

    @Override
    public long acquire(long now, int waiting) {
        if (outages != store.outages()) {
            outages = store.outages();
            slots.clear();
            passed.clear();
            late.clear();
            lastSlot = now - FORGOTTEN;
            ownSlots = null;
        }
        if (store.isAway()) {
            store.probe(bucket, now);
            return Math.min(acquireOwn(now), store.untilNextAsk(now));
        }
        ownSlots = null;
        long quiet = store.quiet(now);
        return quiet > 0 ? quiet : acquireShared(now, waiting);
    }

    private long acquireOwn(long now) {
        if (share == 0) {
            return UNKNOWN;
        }
        if (ownSlots == null) {
            ownSlots = new TokenBucket(1, (long) (SECOND / (perSecond * share)), now);
            ownSlots.reserve(now); // what others have reserved for this moment may still go
        }
        long wait = window.room(now, perSecond);
        wait = wait > 0 ? wait : ownSlots.take(now);
        if (wait == 0) {
            window.begin(now);
        }
        return wait;
    }

    private long acquireShared(long now, int waiting) {
        while (!passed.isEmpty() && now - passed.peek() >= SECOND + LATE) {
            passed.remove();
        }
        while (!late.isEmpty() && now - late.peek() >= SECOND) {
            late.remove();
        }
        ask(now, waiting);
        while (!slots.isEmpty()) {
            long wait = slots.peek() - now;
            if (wait > 0) {
                return wait;
            }
            passed.add(slots.remove());
            if (wait >= -LATE && !window.isBlind(now) && late.isEmpty() && window.room(now, passed.size()) == 0) {
                window.begin(now);
                ask(now, waiting - 1);
                return 0;
            }
            late.poll();
        }
        ask(now, waiting);
        return UNKNOWN;
    }

    /** Asks for the slots of the next 50 ms, and of the time that the store takes to answer twice, if half of them are gone. */
    private void ask(long now, int waiting) {
        long ahead = TOLERANCE + 2 * slowAnswer;
        int wanted = (int) Math.min(waiting, 1 + ahead / interval);
        if (asking || slots.size() >= wanted || slots.size() * interval > ahead / 2) {
            return;
        }
        asking = true;
        int count = wanted - slots.size() + slotsWithin(unsure(slowAnswer, now));
        store.reserve(bucket, count, now, reserved -> take(count, now, reserved), () -> asking = false);
    }

    /** Takes the slots that the store has given away. The store saw the question when it took least to answer. */
    private void take(int count, long askedAt, SharedStore.Reserved reserved) {
        asking = false;
        long took = reserved.took();
        long now = askedAt + took;
        fastestAnswer.add(took, now);
        slowAnswer = Math.max(took, slowAnswer - slowAnswer / 8);
        long fastest = fastestAnswer.get(now);
        long first = askedAt + fastest + reserved.nanos() - (count - 1) * interval;
        boolean isKnown = lastSlot - askedAt > -FORGOTTEN;
        if (reserved.isNew() && isKnown || first - lastSlot < -LATE - (took - fastest)) {
            store.forgot(bucket, reserved.isNew(), now);
            return;
        }
        first = Math.max(0, lastSlot + interval - first) + first;
        long unsure = unsure(took, now);
        for (int n = 0; n < count - slotsWithin(unsure); n++) {
            lastSlot = first + unsure + n * interval;
            slots.add(lastSlot);
        }
    }

    /**
     * Returns how long nobody knows when the store saw a question that it took this long to answer, beyond what may be
     * late anyway. Only those slots are used whose time has surely come and has surely not passed.
     */
    private long unsure(long took, long now) {
        return Math.max(0, took - fastestAnswer.get(now) - LATE);
    }

    private int slotsWithin(long nanos) {
        return (int) ((nanos + interval - 1) / interval);
    }

    @Override
    public void answered(long begun, long now) {
        window.end(begun, now);
        long took = now - begun;
        if (usualAnswer != 0 && took > usualAnswer + LATE_ANSWER) {
            late.add(now);
        }
        long longer = Math.min(took - usualAnswer, TOLERANCE);
        usualAnswer = usualAnswer == 0 ? took : usualAnswer + longer / (longer > 0 ? SLOWER : FASTER);
    }

    @Override
    public void abandoned() {
        window.abandon();
    }

    @Override
    public boolean isIdle(long now) {
        return window.isEmpty(now) && lastSlot - now <= 0 && store.isIdle(now);
    }
}
