package io.github.whatsapp360.delivery.attempts;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Allows a line of the log at most once a minute, and counts the lines that were left out. */
public final class OnceAMinute {

    private static final long NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final AtomicInteger omitted = new AtomicInteger();

    public OnceAMinute(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Returns whether the line may be logged now: true for the first call within a minute. */
    public boolean now() {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + NANOS)) {
            return true;
        }
        omitted.incrementAndGet();
        return false;
    }

    /** Returns a text for the end of the line: how many lines were left out since the last one; empty for none. */
    public String more() {
        int count = omitted.getAndSet(0);
        return count == 0 ? "" : " (and " + count + " more since the last such line)";
    }
}
