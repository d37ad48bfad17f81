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
 * Limits the rate of the messages to each recipient. Guarded by the rate limiter's monitor.
 *
 * <p>Source: Meta, "About the platform", pair rate limits: one message every 6 seconds to the same user. A burst of up
 * to 45 messages is allowed; it is taken from the messages that could be sent later.
 */
final class RecipientLimits {

    private static final int BURST = 45;
    private static final long INTERVAL = Duration.ofSeconds(6).toNanos();

    /** The margin for network delay: an earlier message may take this much longer to the service than a later one. */
    private static final long MARGIN = Duration.ofMillis(500).toNanos();

    /** The number of known recipients that are checked for removal with each message: more than a message adds. */
    private static final int LOOKS = 2;

    private final WakeUpTimer wakeUp;
    private final Optional<SharedStore> store;
    private final LongSupplier clock;
    private final Map<String, Recipient> known = new LinkedHashMap<>();
    private final PriorityQueue<Recipient> held =
            new PriorityQueue<>(Comparator.comparingLong((Recipient recipient) -> recipient.placeAt));

    /**
     * @param store the store of the shared rate, in which all applications take the places of their recipients; empty
     *     if there is one application only
     */
    RecipientLimits(WakeUpTimer wakeUp, Optional<SharedStore> store, LongSupplier clock) {
        this.clock = clock;
        this.wakeUp = wakeUp;
        this.store = store;
    }

    /** Returns whether so many requests to the store are open that the next one can wait. */
    boolean isBusy() {
        return store.isPresent() && !store.get().isAway() && store.get().isBusy();
    }

    /**
     * Moves a call to the calls that wait for the rate only if its recipient has a free place; otherwise to the calls
     * that wait for a place.
     */
    void place(WaitingCall call, long now) {
        forgetSome(now);
        Recipient recipient = known.computeIfAbsent(call.recipient, name -> new Recipient(name, now));
        boolean isFirst = !recipient.isWaitedFor();
        call.moveTo(recipient.calls);
        if (isFirst) {
            serve(recipient, now);
        }
    }

    /** Gives places to the recipient's calls, up to the first one that has to wait. */
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

    /** Gives the recipient's next place to its first call, now or after the wait. */
    private void reserved(Recipient recipient, long now, long wait) {
        if (wait == 0) {
            letGo(recipient);
        } else {
            recipient.placeAt = now + wait + MARGIN;
            recipient.isHeld = true;
            held.add(recipient);
            wakeUp.set(now, wait + MARGIN);
        }
    }

    private static void letGo(Recipient recipient) {
        if (!recipient.calls.isEmpty()) { // the call may have been withdrawn
            WaitingCall call = recipient.calls.iterator().next();
            call.queue.placed(call);
        }
    }

    /** Gives places to the recipients whose time has come. */
    void release(long now) {
        wakeUp.reset();
        while (!held.isEmpty() && held.peek().placeAt - now <= 0) {
            Recipient recipient = held.remove();
            recipient.isHeld = false;
            letGo(recipient);
            serve(recipient, now);
        }
        if (!held.isEmpty()) {
            wakeUp.set(now, held.peek().placeAt - now);
        }
    }

    /**
     * Checks the recipients that were not checked for the longest time, and removes those without limits to remember.
     */
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

    /** Returns whether no call waits and every recipient may get a full burst again. */
    boolean isIdle(long now) {
        known.values().removeIf(recipient -> recipient.isForgettable(now));
        return known.isEmpty();
    }

    boolean isBroken() {
        return wakeUp.isBroken();
    }

    int size() {
        return known.size();
    }

    private static final class Recipient {
        private final String name;
        private final TokenBucket bucket;

        /** The calls that wait for a place, in the order in which they came. */
        private final Set<WaitingCall> calls = new LinkedHashSet<>();

        /** True while a place is reserved for the first of the calls. */
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
