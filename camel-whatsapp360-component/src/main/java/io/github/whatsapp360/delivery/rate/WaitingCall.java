package io.github.whatsapp360.delivery.rate;

import java.util.Set;

/** A waiting call. It is in one of the sets of its queue or of its recipient. Guarded by the rate limiter's monitor. */
final class WaitingCall {

    final QueuedCall call;
    final RateLimitedQueue queue;
    final String recipient;

    /** The time at which the call came, in nanoseconds. */
    final long since;

    private boolean placed;
    private Set<WaitingCall> in;

    /**
     * @param recipient the recipient whose rate is limited; empty if no recipient's rate counts
     */
    WaitingCall(QueuedCall call, RateLimitedQueue queue, String recipient, long since) {
        this.call = call;
        this.queue = queue;
        this.recipient = recipient;
        this.since = since;
        this.placed = recipient.isEmpty();
    }

    /** Returns whether the call has its recipient's place. */
    boolean isPlaced() {
        return placed;
    }

    void place() {
        placed = true;
    }

    void moveTo(Set<WaitingCall> set) {
        leave();
        set.add(this);
        in = set;
    }

    void leave() {
        if (in != null) {
            in.remove(this);
            in = null;
        }
    }
}
