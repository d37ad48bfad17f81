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

    /** The slowest upload or download that is waited for, in bytes a second: 100 MB may take 53 minutes. */
    static final long MIN_BYTES_PER_SECOND = 32 * 1024;

    /** What is taken as the size where it is not known: the service's largest file. */
    static final long LARGEST_BODY = 100L << 20;

    private final ScheduledExecutorService timer;
    private final HttpUriRequestBase request;
    private final Progress progress;
    private final Timeouts timeouts;
    private final long startNanos = System.nanoTime();
    private final long hardNanos;

    private boolean done;
    private volatile boolean expired;
    private Future<?> next;

    /**
     * @param bytes that the request has, or the file that is to come
     */
    Deadline(
            ScheduledExecutorService timer,
            HttpUriRequestBase request,
            Progress progress,
            Timeouts timeouts,
            long bytes) {
        this.timer = timer;
        this.request = request;
        this.progress = progress;
        this.timeouts = timeouts;
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
        long silence = timeouts.response().toNanos();
        if (progress.isWhole()) {
            return Math.min(progress.nanos(), startNanos + hardNanos) + silence - now;
        }
        long quiet = progress.isBegun()
                ? progress.nanos() + silence
                : startNanos + timeouts.connect().toNanos() + silence;
        return Math.min(quiet, startNanos + hardNanos) - now;
    }
}
