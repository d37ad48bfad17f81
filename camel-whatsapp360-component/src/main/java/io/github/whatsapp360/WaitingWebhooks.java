package io.github.whatsapp360;

import java.time.Duration;

/**
 * Limits how long webhooks wait for a route. Each holds a thread of the HTTP server, and a server without a free thread
 * answers nobody; the smallest of the usual ones has eight (Spring Boot's task executor).
 */
final class WaitingWebhooks {

    /** Source: docs.360dialog.com, "Receiving messages": the service gives up after 5 seconds. */
    static final Duration MAX_WAIT = Duration.ofSeconds(4);

    /** Time in which many routes end. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(100);

    /** Time in which a route ends that only keeps the event; one thread answers 100 webhooks a second with it. */
    private static final Duration LEAST_WAIT = Duration.ofMillis(10);

    /** So many webhooks may wait longer, each half as long as the one before. */
    private static final int PATIENT = 6;

    /** So many of the server's threads stay free for new webhooks. */
    private static final int FREE = 2;

    private int waiting;

    /** As many threads as the server is known to have. */
    private int most;

    /**
     * Counts one more webhook that waits.
     *
     * @param inVain if the route cannot keep up; beside many others it is not waited for then
     * @return the time that it may wait beside those that wait already
     */
    synchronized Duration begin(boolean inVain) {
        int others = waiting++;
        most = Math.max(most, waiting);
        if (others < PATIENT) {
            return MAX_WAIT.dividedBy(1L << others);
        }
        if (inVain) {
            return Duration.ZERO;
        }
        return waiting <= most - FREE ? SHORT_WAIT : LEAST_WAIT;
    }

    /** Counts one webhook less; before its thread goes back to the server. */
    synchronized void end() {
        waiting--;
    }
}
