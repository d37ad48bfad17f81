package io.github.whatsapp360.delivery.rate;

import io.github.whatsapp360.api.NotSentException;

/**
 * A call to the service that waits for its turn. Exactly one of its methods is called, exactly once, unless the call is
 * withdrawn.
 */
public interface QueuedCall {

    /**
     * Makes the call, because its turn has come.
     *
     * @param answered must be run as soon as the service has answered, or no answer is expected any more; on any thread
     */
    void go(Runnable answered);

    /** Ends the call without making it, because its turn never comes. */
    void end(NotSentException why);
}
