package io.github.whatsapp360.delivery.rate;

import java.util.Set;

/** A call in one of the sets of a queue or of its recipient. Guarded by the limiter's monitor. */
final class WaitingCall {

    final QueuedCall call;
    final RateLimitedQueue queue;
    final String recipient;
    private boolean placed;
    private Set<WaitingCall> in;

    /**
     * @param recipient who gets no more than the service allows; empty for nobody in particular
     */
    WaitingCall(QueuedCall call, RateLimitedQueue queue, String recipient) {
        this.call = call;
        this.queue = queue;
        this.recipient = recipient;
        this.placed = recipient.isEmpty();
    }

    /** Returns whether its recipient has it wait no longer. */
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
