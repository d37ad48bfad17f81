package io.github.whatsapp360.delivery.rate;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a message to a recipient has to wait for the ones before it.
 *
 * <p>Source: Meta, "About the platform", pair rate limits: one message every 6 seconds to the same user; a burst of up
 * to 45 borrows from that and is paid back.
 */
final class Recipients {

    private static final int BURST = 45;
    private static final Duration INTERVAL = Duration.ofSeconds(6);

    /** What the way to the service may take longer for an earlier message than for a later one. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    /** After this long a bucket is full again, and a new one is as good. */
    private static final long FULL_NANOS = INTERVAL.multipliedBy(BURST).toNanos();

    private final Buckets buckets;
    private final Map<String, Recent> recent = new LinkedHashMap<>(16, 0.75f, true);

    Recipients(Buckets buckets) {
        this.buckets = buckets;
    }

    /** Takes the recipient's next place; how long it takes until then, in nanoseconds. */
    synchronized long reserve(String recipient) {
        long now = System.nanoTime();
        forgetBefore(now - FULL_NANOS);
        Recent known = recent.computeIfAbsent(
                recipient, to -> new Recent(buckets.bucket(BURST, 1, INTERVAL, "recipient", to), now));
        long wait = known.tokens.reserve();
        known.lastNanos = now + wait;
        return wait == 0 ? 0 : wait + MARGIN.toNanos();
    }

    synchronized int size() {
        return recent.size();
    }

    /** From the eldest on, up to the first that is still in use. */
    synchronized void forgetBefore(long nanos) {
        Iterator<Recent> eldest = recent.values().iterator();
        while (eldest.hasNext() && eldest.next().lastNanos - nanos < 0) {
            eldest.remove();
        }
    }

    private static final class Recent {
        private final Buckets.Tokens tokens;
        private long lastNanos;

        Recent(Buckets.Tokens tokens, long lastNanos) {
            this.tokens = tokens;
            this.lastNanos = lastNanos;
        }
    }
}
