package io.github.whatsapp360.delivery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on as many threads as are busy at once, up to a limit; what comes then waits in a queue. Java's own pools
 * with a queue start all their threads first, even if one is idle.
 */
public final class Workers implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final Executor threads;
    private final int max;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();

    /**
     * @param threads starts a thread for each task, or takes an idle one
     * @param max how many of its threads are used at once
     */
    public Workers(Executor threads, int max) {
        this.threads = threads;
        this.max = max;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        try {
            staff();
        } catch (RejectedExecutionException e) {
            tasks.remove(task);
            throw e;
        }
    }

    private void staff() {
        if (!tasks.isEmpty() && running.getAndUpdate(now -> Math.min(now + 1, max)) < max) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException e) {
                running.decrementAndGet();
                throw e;
            } catch (Error e) { // such as no memory for a thread: whoever runs takes the task, or the next that starts
                running.decrementAndGet();
                LOG.warn("A thread could not be started; its task waits for another one", e);
            }
        }
    }

    private void work() {
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        } finally {
            running.decrementAndGet();
            staff(); // one may have come since the last look, or the last one threw
        }
    }
}
