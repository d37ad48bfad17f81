package io.github.whatsapp360.delivery.rate;

import io.github.whatsapp360.api.NotSentException;

/** A call to the service that waits for its turn. Exactly one of its methods is called, once, unless it is withdrawn. */
public interface QueuedCall {

    /**
     * Makes the call: its turn has come.
     *
     * @param answered to be run as soon as the service has answered or no answer is awaited any more, on any thread
     */
    void go(Runnable answered);

    /** Ends the call without having made it: its turn never comes. */
    void end(NotSentException why);
}
