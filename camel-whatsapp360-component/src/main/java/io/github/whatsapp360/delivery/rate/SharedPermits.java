package io.github.whatsapp360.delivery.rate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Permits of a rate that several applications share.
 *
 * <p>The store assigns slots of one schedule, each with its own time, in batches and in advance. A slot is used at its
 * time, and dropped if that time has passed. While the store does not answer, the application uses slots of its own.
 *
 * <p>A call that is late arrives together with the next ones, and the other applications do not know this. So the
 * schedule has 95 % of the rate, which allows for a delay of up to 50 ms; a longer delay costs one of the next slots.
 * Until the first call has been answered, only one call begins a second, because the first call may take long. A slot
 * is also dropped if more of this application's calls could arrive within a second than it had slots.
 */
final class SharedPermits implements Permits {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int PERCENT = 95;

    /** The delay that does not exceed the rate. */
    private static final long TOLERANCE = Duration.ofMillis(50).toNanos();

    /** The largest delay after which a slot may still be used. */
    private static final long LATE = TOLERANCE / 2;

    /** The time by which a call may exceed its usual time before it counts as late. */
    private static final long LATE_ANSWER = Duration.ofMillis(40).toNanos();

    /** The time after its last slot in which the store must still have the bucket. */
    private static final long FORGOTTEN = 2 * SECOND;

    /** The number of calls over which the usual time adapts: to longer times slowly, to shorter times fast. */
    private static final int SLOWER = 64;

    private static final int FASTER = 8;

    private final int perSecond;
    private final SharedStore store;
    private final SharedStore.BucketInStore bucket;
    private final double share;
    private final long interval;
    private final InFlightWindow window = new InFlightWindow();

    /** The future slots. */
    private final Deque<Long> slots = new ArrayDeque<>();

    /** The slots of the last second. */
    private final Deque<Long> passed = new ArrayDeque<>();

    /** The answer times of calls that may have arrived late; each costs one slot. */
    private final Deque<Long> late = new ArrayDeque<>();

    /** The usual time of a call. */
    private long usualAnswer;

    /** The shortest recent answer time of the store. */
    private final RecentMinimum fastestAnswer = new RecentMinimum();

    private long slowAnswer;
    private boolean asking;
    private long lastSlot;
    private int outages;
    private TokenBucket ownSlots;

    /**
     * @param share the part of the rate that this application uses while the store does not answer, from 0 to 1
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
            ownSlots.reserve(now); // slots that other applications reserved for this moment may still be used
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

    /** Requests slots for the next 50 ms plus twice the store's answer time, once half of them are used. */
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

    /**
     * Adds the slots that the store has assigned. It assumes that the request reached the store after the shortest
     * recent answer time.
     */
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
     * Returns the uncertainty of the time at which the store saw a request, beyond the delay that is allowed anyway.
     * Only slots are used whose time has certainly come and has certainly not passed.
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
    public double used(long now) {
        return Math.min(1, (double) window.size(now) / perSecond);
    }

    @Override
    public boolean isIdle(long now) {
        return window.isEmpty(now) && lastSlot - now <= 0 && store.isIdle(now);
    }
}
