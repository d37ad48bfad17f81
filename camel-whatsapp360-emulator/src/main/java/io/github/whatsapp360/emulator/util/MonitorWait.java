package io.github.whatsapp360.emulator.util;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits on a monitor for a condition. */
public final class MonitorWait {

    /**
     * The time for which the {@code await…} methods wait: enough for a busy machine, since it only ends a test that
     * fails.
     */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private MonitorWait() {}

    public static <T> T await(Object monitor, Supplier<T> look, Predicate<T> wanted, String what) {
        return await(monitor, look, wanted, what, LIMIT);
    }

    public static <T> T await(Object monitor, Supplier<T> look, Predicate<T> wanted, String what, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (monitor) {
            T now = look.get();
            while (!wanted.test(now)) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new AssertionError("waited " + limit.toSeconds() + " s for " + what + ", but have: " + now);
                }
                try {
                    monitor.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for " + what, e);
                }
                now = look.get();
            }
            return now;
        }
    }
}
