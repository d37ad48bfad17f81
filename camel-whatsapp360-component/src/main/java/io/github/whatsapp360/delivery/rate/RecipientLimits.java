package io.github.whatsapp360.delivery.rate;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Has a message to a recipient wait for the ones before it. Guarded by the limiter's monitor.
 *
 * <p>Source: Meta, "About the platform", pair rate limits: one message every 6 seconds to the same user; a burst of up
 * to 45 borrows from that and is paid back.
 */
final class RecipientLimits {

    private static final int BURST = 45;
    private static final long INTERVAL = Duration.ofSeconds(6).toNanos();

    /** Time that the way to the service may take longer for an earlier message than for a later one. */
    private static final long MARGIN = Duration.ofMillis(500).toNanos();

    /** Number of those that are known which are looked at for each message: more than it adds. */
    private static final int LOOKS = 2;

    private final WakeUpTime alarm;
    private final Optional<SharedStore> store;
    private final LongSupplier clock;
    private final Map<String, Recipient> known = new LinkedHashMap<>();
    private final PriorityQueue<Recipient> held =
            new PriorityQueue<>(Comparator.comparingLong((Recipient recipient) -> recipient.placeAt));

    /**
     * @param store where other applications that send to the same recipients take their places too
     */
    RecipientLimits(WakeUpTime alarm, Optional<SharedStore> store, LongSupplier clock) {
        this.clock = clock;
        this.alarm = alarm;
        this.store = store;
    }

    /** Returns whether the store is asked for so many already that the next one can wait. */
    boolean isBusy() {
        return store.isPresent() && !store.get().isAway() && store.get().isBusy();
    }

    /** Moves a call to those that may go, if its recipient has a place for it; otherwise to those that wait for one. */
    void place(WaitingCall call, long now) {
        forgetSome(now);
        Recipient recipient = known.computeIfAbsent(call.recipient, name -> new Recipient(name, now));
        boolean isFirst = !recipient.isWaitedFor();
        call.moveTo(recipient.calls);
        if (isFirst) {
            serve(recipient, now);
        }
    }

    /** Lets the recipient's calls go that may, up to the first that has to wait. */
    private void serve(Recipient recipient, long now) {
        while (!recipient.isHeld && !recipient.isAsked && !recipient.calls.isEmpty()) {
            if (store.isPresent() && !store.get().isAway()) {
                ask(recipient, store.get());
            } else {
                reserved(recipient, now, recipient.bucket.reserve(now));
            }
        }
    }

    private void ask(Recipient recipient, SharedStore shared) {
        recipient.isAsked = true;
        LongConsumer answer = wait -> {
            recipient.isAsked = false;
            long now = clock.getAsLong();
            // the store may have forgotten what this application remembers
            reserved(recipient, now, Math.max(wait, recipient.bucket.reserve(now)));
            serve(recipient, now);
        };
        shared.reserveOne(
                shared.bucket(BURST, 1, Duration.ofNanos(INTERVAL), "recipient", recipient.name),
                answer,
                () -> answer.accept(0));
    }

    /** Gives the recipient's next place to the first of its calls, or has that wait. */
    private void reserved(Recipient recipient, long now, long wait) {
        if (wait == 0) {
            letGo(recipient);
        } else {
            recipient.placeAt = now + wait + MARGIN;
            recipient.isHeld = true;
            held.add(recipient);
            alarm.set(now, wait + MARGIN);
        }
    }

    private static void letGo(Recipient recipient) {
        if (!recipient.calls.isEmpty()) { // it may have been withdrawn
            WaitingCall call = recipient.calls.iterator().next();
            call.queue.placed(call);
        }
    }

    /** Lets go on whose time has come. */
    void release(long now) {
        alarm.rewind();
        while (!held.isEmpty() && held.peek().placeAt - now <= 0) {
            Recipient recipient = held.remove();
            recipient.isHeld = false;
            letGo(recipient);
            serve(recipient, now);
        }
        if (!held.isEmpty()) {
            alarm.set(now, held.peek().placeAt - now);
        }
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
        private final String name;
        private final TokenBucket bucket;

        /** Those who wait for a place, in the order they came. */
        private final Set<WaitingCall> calls = new LinkedHashSet<>();

        /** True while a place is reserved, for the first of them. */
        private boolean isHeld;

        private boolean isAsked;
        private long placeAt;

        Recipient(String name, long now) {
            this.name = name;
            bucket = new TokenBucket(BURST, INTERVAL, now);
        }

        boolean isWaitedFor() {
            return isHeld || isAsked || !calls.isEmpty();
        }

        boolean isForgettable(long now) {
            return !isWaitedFor() && bucket.isFull(now);
        }
    }
}
