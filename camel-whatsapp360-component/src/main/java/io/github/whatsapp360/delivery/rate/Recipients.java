package io.github.whatsapp360.delivery.rate;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Has a message to a recipient wait for the ones before it. Guarded by the limiter's monitor.
 *
 * <p>Source: Meta, "About the platform", pair rate limits: one message every 6 seconds to the same user; a burst of up
 * to 45 borrows from that and is paid back.
 */
final class Recipients {

    private static final int BURST = 45;
    private static final long INTERVAL = Duration.ofSeconds(6).toNanos();

    /** What the way to the service may take longer for an earlier message than for a later one. */
    private static final long MARGIN = Duration.ofMillis(500).toNanos();

    /** How many of those that are known are looked at for each message: more than it adds. */
    private static final int LOOKS = 2;

    private final Alarm alarm;
    private final Map<String, Recipient> known = new LinkedHashMap<>();
    private final PriorityQueue<Recipient> held =
            new PriorityQueue<>(Comparator.comparingLong((Recipient recipient) -> recipient.placeAt));

    Recipients(Alarm alarm) {
        this.alarm = alarm;
    }

    /** Takes the place of a call whose turn has come; false if it waits for that, out of its queue. */
    boolean place(WaitingCall call, long now) {
        forgetSome(now);
        Recipient recipient = known.computeIfAbsent(call.recipient, name -> new Recipient(now));
        if (!recipient.isWaitedFor()) {
            long wait = recipient.bucket.reserve(now);
            if (wait == 0) {
                call.place();
                return true;
            }
            hold(recipient, now, wait);
        }
        call.moveTo(recipient.calls);
        return false;
    }

    /** Lets go on whose time has come. */
    void release(long now) {
        alarm.rewind();
        while (!held.isEmpty() && held.peek().placeAt - now <= 0) {
            Recipient recipient = held.remove();
            recipient.held = false;
            long wait = 0;
            while (wait == 0 && !recipient.calls.isEmpty()) {
                WaitingCall call = recipient.calls.iterator().next();
                call.queue.placed(call);
                wait = recipient.calls.isEmpty() ? 0 : recipient.bucket.reserve(now);
            }
            if (wait > 0) {
                hold(recipient, now, wait);
            }
        }
        if (!held.isEmpty()) {
            alarm.set(now, held.peek().placeAt - now);
        }
    }

    private void hold(Recipient recipient, long now, long wait) {
        recipient.placeAt = now + wait + MARGIN;
        recipient.held = true;
        held.add(recipient);
        alarm.set(now, wait + MARGIN);
    }

    /** Looks at the ones that it has not looked at for longest. */
    private void forgetSome(long now) {
        for (int n = 0; n < LOOKS && !known.isEmpty(); n++) {
            Iterator<Map.Entry<String, Recipient>> entries = known.entrySet().iterator();
            Map.Entry<String, Recipient> eldest = entries.next();
            entries.remove();
            if (!eldest.getValue().isForgettable(now)) {
                known.put(eldest.getKey(), eldest.getValue());
            }
        }
    }

    /** Returns whether nobody waits, and all may have as many messages at once as one that is not known. */
    boolean isIdle(long now) {
        known.values().removeIf(recipient -> recipient.isForgettable(now));
        return known.isEmpty();
    }

    boolean isBroken() {
        return alarm.isBroken();
    }

    int size() {
        return known.size();
    }

    private static final class Recipient {
        private final TokenBucket bucket;

        /** Those who wait for a place, in the order they came. */
        private final Set<WaitingCall> calls = new LinkedHashSet<>();

        /** Whether a place is reserved, for the first of them. */
        private boolean held;

        private long placeAt;

        Recipient(long now) {
            bucket = new TokenBucket(BURST, INTERVAL, now);
        }

        boolean isWaitedFor() {
            return held || !calls.isEmpty();
        }

        boolean isForgettable(long now) {
            return !isWaitedFor() && bucket.isFull(now);
        }
    }
}
