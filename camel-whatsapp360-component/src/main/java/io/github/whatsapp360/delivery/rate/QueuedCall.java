package io.github.whatsapp360.delivery.rate;

import io.github.whatsapp360.api.NotSentException;

/** A call that waits for its turn. */
public interface QueuedCall {

    /**
     * Makes the call, as its turn has come.
     *
     * @param answered to be run once, as soon as the service has answered or no answer is awaited any more
     */
    void go(Runnable answered);

    /** Ends the wait: its turn never comes. */
    void end(NotSentException why);
}
