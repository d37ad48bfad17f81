package io.github.whatsapp360.emulator.junit5;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/**
 * Fails a test that leaves something behind: open files or connections, threads that keep the JVM alive, or an
 * exception that nobody caught. Register it before all other extensions, so that it looks after they have cleaned up.
 * It looks at the whole JVM, so it is not for tests that run at the same time.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {

    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    private final Duration patience;

    /** Waits up to 30 seconds for what ends by itself, such as the other side of a closed connection. */
    public LeakCheck() {
        this(DEFAULT_PATIENCE);
    }

    /** Waits this long for what ends by itself. */
    public LeakCheck(Duration patience) {
        this.patience = patience;
    }

    private record Before(Resources resources, List<String> uncaught, Thread.UncaughtExceptionHandler defaultHandler) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        List<String> uncaught = Collections.synchronizedList(new ArrayList<>());
        Before before = new Before(Resources.now(), uncaught, Thread.getDefaultUncaughtExceptionHandler());
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, exception) -> uncaught.add("uncaught in " + thread.getName() + ": " + exception));
        context.getStore(NAMESPACE).put(Before.class, before);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Before before = context.getStore(NAMESPACE).remove(Before.class, Before.class);
        long end = System.nanoTime() + patience.toNanos();
        List<String> left = Resources.now().without(before.resources());
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            left = Resources.now().without(before.resources());
        }
        Thread.setDefaultUncaughtExceptionHandler(before.defaultHandler());
        List<String> problems = new ArrayList<>(left);
        problems.addAll(before.uncaught());
        if (!problems.isEmpty()) {
            throw new AssertionFailedError("The test left behind:\n  " + String.join("\n  ", problems));
        }
    }
}
