package io.github.whatsapp360.delivery;

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
            } catch (Error e) { // such as no memory for a thread: a running thread or the next new one takes the task
                running.decrementAndGet();
                LOG.warn("A thread could not be started; its task waits for another one", e);
            }
        }
    }

    private boolean enter() {
        return running.getAndUpdate(now -> Math.min(now + 1, max)) < max;
    }

    private void work() {
        Slot slot = new Slot(this);
        CURRENT.set(slot);
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
                if (!slot.held) {
                    if (!enter()) {
                        return;
                    }
                    slot.held = true;
                }
            }
        } finally {
            CURRENT.remove();
            if (slot.held) {
                running.decrementAndGet();
            }
            staff(); // a task may have come since the last poll, or the last task threw
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
