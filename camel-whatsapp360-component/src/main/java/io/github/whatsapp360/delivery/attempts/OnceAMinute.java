package io.github.whatsapp360.delivery.attempts;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets a warning through at most once a minute. */
final class OnceAMinute {

    private static final long NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final AtomicLong next;

    OnceAMinute(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Returns whether it may be given now; the first who asks in a minute gets the answer yes. */
    boolean now() {
        long now = nanoTime.getAsLong();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + NANOS);
    }
}
