package io.github.whatsapp360.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gives Awaitility's {@code await()} more time than its 10 seconds, in each JVM that runs tests, before the first one.
 *
 * <p>The limit only ends a test that hangs: whatever is waited for comes much sooner, also on a busy machine. It is
 * less than the limit of a test ({@code test.limit} in the parent's pom), so that a failure names its condition.
 */
public final class Patience implements LauncherSessionListener {

    /** The time that a condition may take. */
    public static final Duration LIMIT = Duration.ofSeconds(100);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
