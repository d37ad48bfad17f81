package io.github.whatsapp360.api;

import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * Ends a call that takes too long, whatever it is doing.
 *
 * <p>A socket's timeout only ends a single silent read. A server that stops reading a request, or drips its answer byte
 * by byte, outlasts it for ever; so the whole call is watched and its connection closed.
 */
final class Deadline {

    /** The slowest upload or download that is waited for, in bytes a second: 100 MB may take 53 minutes. */
    static final long MIN_BYTES_PER_SECOND = 32 * 1024;

    /** What is taken as the size where it is not known: the service's largest file. */
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
     * @param bytes that the request has, or the file that is to come
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

    /** Ends the watch; after this the call is not touched any more. */
    synchronized void end() {
        done = true;
        deadlines.remove(this);
    }

    /** Ends the call if its time is up as it stands now. */
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
