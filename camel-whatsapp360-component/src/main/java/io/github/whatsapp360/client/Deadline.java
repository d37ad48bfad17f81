package io.github.whatsapp360.client;

import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * Ends a call that takes too long, in any of its phases.
 *
 * <p>A socket timeout only limits a single read. It does not end a call to a server that stops reading the request, or
 * that sends its answer very slowly. So this class watches the whole call and closes its connection.
 */
final class Deadline {

    /** The lowest accepted speed of an upload or download, in bytes a second: 100 MB may take 53 minutes. */
    static final long MIN_BYTES_PER_SECOND = 32 * 1024;

    /** The size that is assumed if it is not known: the service's largest file, in bytes. */
    static final long LARGEST_BODY = 100L << 20;

    private final Deadlines deadlines;
    private final HttpUriRequestBase request;
    private final Progress progress;
    private final Timeouts timeouts;
    private final long startNanos = System.nanoTime();
    private final long hardNanos;

    private boolean done;
    private volatile boolean expired;

    /**
     * @param bytes the size of the request, or of the expected file
     */
    Deadline(Deadlines deadlines, HttpUriRequestBase request, Progress progress, Timeouts timeouts, long bytes) {
        this.deadlines = deadlines;
        this.request = request;
        this.progress = progress;
        this.timeouts = timeouts;
        this.hardNanos = timeouts.connect()
                .plus(timeouts.response())
                .plus(Duration.ofSeconds(bytes / MIN_BYTES_PER_SECOND))
                .toNanos();
    }

    Deadline start() {
        deadlines.add(this);
        return this;
    }

    boolean isExpired() {
        return expired;
    }

    /** Stops watching the call, which is not cancelled after this. */
    synchronized void end() {
        done = true;
        deadlines.remove(this);
    }

    /** Cancels the call if its time is over. */
    synchronized void look() {
        if (!done && !expired && remainingNanos() <= 0) {
            expired = true;
            request.cancel();
        }
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
