package io.github.whatsapp360.delivery;

import io.github.whatsapp360.delivery.attempts.OnceAMinute;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on threads, up to a limit of tasks at once; further tasks wait in a queue. A new thread starts only if no
 * thread is idle. Java's own pools with a queue start all their core threads first, even if one is idle.
 *
 * <p>A task calls {@link #leave} before it runs foreign code, such as the rest of a route, and no longer counts towards
 * the limit. That code may wait for another task of these workers.
 */
public final class Workers implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** The slot of the worker that runs on this thread. */
    private static final ThreadLocal<Slot> CURRENT = new ThreadLocal<>();

    private final Executor threads;
    private final int max;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final OnceAMinute noThreads = new OnceAMinute(System::nanoTime);
    private final OnceAMinute failedTasks = new OnceAMinute(System::nanoTime);

    /**
     * @param threads starts a thread for each task, or uses an idle one
     * @param max the largest number of tasks that run at once
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

    /**
     * Runs a task on this thread if the limit allows one more; otherwise on a worker as soon as the limit allows it.
     */
    void executeHere(Runnable task) {
        if (!enter()) {
            execute(task);
            return;
        }
        try {
            task.run();
        } finally {
            running.decrementAndGet();
            restaff();
        }
    }

    /**
     * Returns whether this thread belongs to a pool of workers, even if its task no longer counts towards the limit.
     */
    static boolean isWorker() {
        return CURRENT.get() != null;
    }

    /** Returns whether this thread runs a task of these workers that counts towards the limit. */
    boolean isRunningHere() {
        Slot slot = CURRENT.get();
        return slot != null && slot.workers == this && slot.held;
    }

    /** Stops counting the task of this thread towards the limit, so that another task can begin. */
    void leave() {
        if (isRunningHere()) {
            CURRENT.get().held = false;
            running.decrementAndGet();
            restaff();
        }
    }

    private void restaff() {
        try {
            staff();
        } catch (RejectedExecutionException e) {
            LOG.debug("The threads have been stopped; the code that stopped them ends the waiting tasks", e);
        }
    }

    private void staff() {
        if (!tasks.isEmpty() && enter()) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException e) {
                running.decrementAndGet();
                throw e;
            } catch (Error e) { // such as no memory for a thread
                if (noThreads.now()) {
                    LOG.warn(
                            "A thread could not be started, so tasks wait for other threads, or run on the threads "
                                    + "that brought them. Check the memory and the limit of threads{}",
                            noThreads.more(),
                            e);
                }
                if (running.get() > 1) {
                    running.decrementAndGet();
                } else {
                    work();
                }
            }
        }
    }

    private boolean enter() {
        return running.getAndUpdate(now -> Math.min(now + 1, max)) < max;
    }

    /** Runs tasks until none waits. The thread goes on after a task that threw, because the next tasks need it. */
    private void work() {
        Slot before = CURRENT.get();
        Slot slot = new Slot(this);
        CURRENT.set(slot);
        try {
            do {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    run(task);
                    if (!slot.held && !enter()) {
                        return;
                    }
                    slot.held = true;
                }
                slot.held = false;
                running.decrementAndGet();
            } while (!tasks.isEmpty() && (slot.held = enter())); // a task may have come since the last poll
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            if (failedTasks.now()) {
                LOG.error(
                        "A task failed, and its exchange may not end. This is a defect; please report it{}",
                        failedTasks.more(),
                        e);
            }
        }
    }

    private static final class Slot {
        private final Workers workers;
        private boolean held = true;

        Slot(Workers workers) {
            this.workers = workers;
        }
    }
}
