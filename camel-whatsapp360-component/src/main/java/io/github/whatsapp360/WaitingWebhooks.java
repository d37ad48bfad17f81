package io.github.whatsapp360;

import java.time.Duration;

/**
 * Limits the time that webhook requests wait for a route. Each request holds a thread of the HTTP server, and a server
 * without free threads cannot answer. The smallest of the usual thread pools has eight threads (Spring Boot's task
 * executor).
 */
final class WaitingWebhooks {

    /** Source: docs.360dialog.com, "Receiving messages": the service waits 5 seconds for the answer. */
    static final Duration MAX_WAIT = Duration.ofSeconds(4);

    /** The wait as long as the server has free threads; many routes end within this time. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(100);

    /**
     * The shortest wait. A route that only stores the event ends within this time, and one thread can answer 100
     * requests a second.
     */
    private static final Duration LEAST_WAIT = Duration.ofMillis(10);

    /** The number of requests that may wait longer, each half as long as the one before. */
    private static final int PATIENT = 6;

    /** The number of the server's threads that stay free for new requests. */
    private static final int FREE = 2;

    private int waiting;

    /** The largest number of requests at once, so the server has at least this many threads. */
    private int most;

    /**
     * Counts one more waiting request.
     *
     * @param inVain true if the route cannot keep up; then the request does not wait if many others wait
     * @return the time that the request may wait
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

    /** Counts one waiting request less. Must be called before the thread returns to the server. */
    synchronized void end() {
        waiting--;
    }
}
