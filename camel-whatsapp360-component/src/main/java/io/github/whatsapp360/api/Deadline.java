package io.github.whatsapp360.api;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * Ends a call that takes too long, whatever it is doing.
 *
 * <p>A socket's timeout only ends a single silent read. A server that stops reading a request, or drips its answer byte
 * by byte, outlasts it for ever; so the whole call is watched and its connection closed.
 */
final class Deadline implements Runnable {

    /** The slowest upload that is waited for, in bytes a second: 100 MB may take 53 minutes. */
    static final long MIN_BYTES_PER_SECOND = 32 * 1024;

    private static final long LARGEST_BODY = 100L << 20;

    private final ScheduledExecutorService timer;
    private final HttpUriRequestBase request;
    private final WatchedEntity entity;
    private final Timeouts timeouts;
    private final long startNanos = System.nanoTime();
    private final long hardNanos;

    private boolean done;
    private volatile boolean expired;
    private Future<?> next;

    Deadline(ScheduledExecutorService timer, HttpUriRequestBase request, WatchedEntity entity, Timeouts timeouts) {
        this.timer = timer;
        this.request = request;
        this.entity = entity;
        this.timeouts = timeouts;
        long bytes = entity.getContentLength() < 0 ? LARGEST_BODY : entity.getContentLength();
        this.hardNanos = timeouts.connect()
                .plus(timeouts.response())
                .plus(Duration.ofSeconds(bytes / MIN_BYTES_PER_SECOND))
                .toNanos();
    }

    Deadline start() {
        plan(remainingNanos());
        return this;
    }

    boolean isExpired() {
        return expired;
    }

    /** Ends the watch; after this the call is not touched any more. */
    synchronized void end() {
        done = true;
        next.cancel(false);
    }

    @Override
    public synchronized void run() {
        if (done) {
            return;
        }
        long remaining = remainingNanos();
        if (remaining > 0) {
            plan(remaining);
        } else {
            expired = true;
            request.cancel();
        }
    }

    /** Looks again when the time is up as it stands now, and earlier, since progress may bring the end nearer. */
    private synchronized void plan(long remaining) {
        long nanos = Math.min(remaining, timeouts.response().toNanos());
        next = timer.schedule(this, nanos, TimeUnit.NANOSECONDS);
    }

    private long remainingNanos() {
        long now = System.nanoTime();
        if (entity.isWhole()) {
            return entity.progressNanos() + timeouts.response().toNanos() - now;
        }
        long silence = entity.isBegun()
                ? entity.progressNanos() + timeouts.response().toNanos() - now
                : startNanos + timeouts.connect().plus(timeouts.response()).toNanos() - now;
        return Math.min(silence, startNanos + hardNanos - now);
    }
}
