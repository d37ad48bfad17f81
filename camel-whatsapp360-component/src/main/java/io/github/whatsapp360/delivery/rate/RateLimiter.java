package io.github.whatsapp360.delivery.rate;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.message.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the calls of one account within the service's rate limits, so that the service refuses none of them with a rate
 * limit error. Waiting holds no thread.
 *
 * <p>The number of waiting calls is not limited here. The cost of each operation does not depend on it.
 */
public final class RateLimiter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);

    /** Source: 360dialog, "Upload, retrieve or delete media": 25 requests a second for each number. */
    private static final int UPLOADS_PER_SECOND = 25;

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final LongSupplier clock;
    private final RateLimitedQueue.Pause messagesPause;
    private final RateLimitedQueue.Pause uploadsPause;
    private final Optional<SharedRate> shared;
    private final Optional<SharedStore> store;
    private final RecipientLimits recipients;
    private final RateLimitedQueue uploads;
    private final RateLimitedQueue uploadsWithoutRate;

    /** The queues of messages, by their messages a second. */
    private final Map<Integer, RateLimitedQueue> messages = new HashMap<>();

    private final Map<QueuedCall, WaitingCall> waiting = new IdentityHashMap<>();

    /** The calls whose turn has come, in that order, until a worker takes them. */
    private final Queue<WaitingCall> leaving = new ConcurrentLinkedQueue<>();

    private boolean held;
    private boolean draining;
    private boolean closed;

    /**
     * Creates the limiter of one account.
     *
     * @param shared the store in which several applications keep the account's rate; empty if only this application
     *     sends
     * @param timer starts waiting calls at their time
     * @param workers make the calls that had to wait, and ask the store of the shared rate
     */
    public RateLimiter(
            SenderAccount account, Optional<SharedRate> shared, ScheduledExecutorService timer, Executor workers) {
        this(account, shared, timer, workers, System::nanoTime);
    }

    RateLimiter(
            SenderAccount account,
            Optional<SharedRate> shared,
            ScheduledExecutorService timer,
            Executor workers,
            LongSupplier clock) {
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
        long now = clock.getAsLong();
        this.messagesPause = new RateLimitedQueue.Pause(now);
        this.uploadsPause = new RateLimitedQueue.Pause(now);
        this.shared = shared;
        this.store =
                shared.map(rate -> new SharedStore(account, rate, timer, workers, clock, this::changeAndTakeReady));
        this.recipients = new RecipientLimits(new WakeUpTimer(timer, this::wake), store, clock);
        this.uploads = queue("uploads", UPLOADS_PER_SECOND, uploadsPause);
        this.uploadsWithoutRate = queue("uploads", 0, uploadsPause);
    }

    /**
     * @param perSecond 0 for no rate: such a queue holds calls only while the account is held
     */
    private RateLimitedQueue queue(String name, int perSecond, RateLimitedQueue.Pause pause) {
        long now = clock.getAsLong();
        WakeUpTimer wakeUp = new WakeUpTimer(timer, this::wake);
        if (perSecond == 0) {
            return new RateLimitedQueue(new UnlimitedPermits(), recipients, 1, pause, wakeUp);
        }
        if (store.isEmpty()) {
            return new RateLimitedQueue(new LocalPermits(perSecond, now), recipients, 1, pause, wakeUp);
        }
        Permits permits = new SharedPermits(
                name, perSecond, store.get(), shared.orElseThrow().shareWithoutStore(), now);
        return new RateLimitedQueue(permits, recipients, Math.max(2, perSecond / 10), pause, wakeUp);
    }

    /**
     * Starts a message when its turn has come.
     *
     * @param recipient the recipient; empty for a message that already has its recipient's place, such as a retry
     * @return the task that makes the call, to be run soon and on any thread, if its turn has come; empty if the call
     *     waits, or has been ended because the limiter drains
     * @throws NotSentException if the limiter is closed
     */
    public Optional<Runnable> message(Rate rate, String recipient, QueuedCall call) {
        if (rate.messagesPerSecond() == 0) {
            return withoutRate(messagesAt(0), call);
        }
        boolean limited = rate.perRecipient() && !recipient.isEmpty() && Recipient.of(recipient) != Recipient.GROUP;
        String to = limited ? Recipient.normalized(recipient) : "";
        return enter(messagesAt(rate.messagesPerSecond()), to, call);
    }

    /** Starts an upload when its turn has come, as {@link #message} does. */
    public Optional<Runnable> upload(Rate rate, QueuedCall call) {
        return rate.messagesPerSecond() == 0 ? withoutRate(uploadsWithoutRate, call) : enter(uploads, "", call);
    }

    /** Starts a call without a rate at once, unless the account is held. */
    private Optional<Runnable> withoutRate(RateLimitedQueue queue, QueuedCall call) {
        synchronized (this) {
            if (closed) {
                throw NotSentException.stopped();
            }
            if (!held) {
                return Optional.of(() -> call.go(() -> {}));
            }
        }
        return enter(queue, "", call);
    }

    private synchronized RateLimitedQueue messagesAt(int perSecond) {
        return messages.computeIfAbsent(perSecond, rate -> queue("messages", rate, messagesPause));
    }

    private Optional<Runnable> enter(RateLimitedQueue queue, String recipient, QueuedCall call) {
        WaitingCall entering;
        int ready;
        boolean now;
        boolean ended;
        synchronized (this) {
            if (closed) {
                throw NotSentException.stopped();
            }
            entering = new WaitingCall(call, queue, recipient, clock.getAsLong());
            waiting.put(call, entering);
            queue.add(entering);
            ready = takeReady(queue);
            now = ready > 0 && leaving.peek() == entering;
            if (now) {
                leaving.remove();
                ready--;
            }
            ended = draining && waiting.remove(call) != null;
            if (ended) {
                entering.leave();
            }
        }
        dispatch(ready);
        if (ended) {
            call.end(NotSentException.stopped());
        }
        return now ? Optional.of(() -> run(entering)) : Optional.empty();
    }

    /**
     * Removes a waiting call.
     *
     * @return true if it waited; then neither of its methods is called
     */
    public synchronized boolean withdraw(QueuedCall call) {
        WaitingCall withdrawn = waiting.remove(call);
        if (withdrawn == null) {
            return false;
        }
        withdrawn.leave();
        return true;
    }

    /** Pauses the messages of the account for this time, unless a pause lasts longer already. */
    public synchronized void pause(Duration time) {
        messagesPause.extend(clock.getAsLong() + time.toNanos());
    }

    /** Pauses the uploads of the account for this time, unless a pause lasts longer already. */
    public synchronized void pauseUploads(Duration time) {
        uploadsPause.extend(clock.getAsLong() + time.toNanos());
    }

    /**
     * Lets no message and no upload begin until {@link #release}, also those without a rate. Waiting calls stay, and
     * can still be withdrawn or drained.
     */
    public synchronized void hold() {
        held = true;
        messagesPause.hold(true);
        uploadsPause.hold(true);
    }

    /** Ends {@link #hold}. */
    public void release() {
        changeAndTakeReady(() -> {
            held = false;
            messagesPause.hold(false);
            uploadsPause.hold(false);
        });
    }

    /** Returns whether the account is held. */
    public synchronized boolean isHeld() {
        return held;
    }

    /** Ends all waiting calls as not sent. After this, a call begins at once or ends at once. */
    public void drain() {
        List<WaitingCall> ended;
        synchronized (this) {
            draining = true;
            ended = new ArrayList<>(waiting.values());
            ended.forEach(WaitingCall::leave);
            waiting.clear();
        }
        ended.forEach(call -> call.call.end(NotSentException.stopped()));
    }

    /** Ends all waiting calls as not sent. Later calls fail. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        drain();
    }

    /**
     * Returns whether no call waits or is in flight, and a new limiter would not allow a higher rate. Calls without a
     * rate are not counted.
     */
    public synchronized boolean isIdle() {
        long now = clock.getAsLong();
        return waiting.isEmpty() && queues().allMatch(queue -> queue.isIdle(now)) && recipients.isIdle(now);
    }

    /** Returns the state of the queue of messages. If endpoints have different rates, the busiest one counts. */
    public synchronized QueueState messages() {
        return state(messages.values(), messagesPause);
    }

    /** Returns the state of the queue of uploads. */
    public synchronized QueueState uploads() {
        return state(List.of(uploads, uploadsWithoutRate), uploadsPause);
    }

    private QueueState state(Collection<RateLimitedQueue> queues, RateLimitedQueue.Pause pause) {
        long now = clock.getAsLong();
        int count = 0;
        long oldest = 0;
        for (WaitingCall call : waiting.values()) {
            if (queues.contains(call.queue)) {
                count++;
                oldest = Math.max(oldest, now - call.since);
            }
        }
        double used =
                queues.stream().mapToDouble(queue -> queue.used(now)).max().orElse(0);
        return new QueueState(count, Duration.ofNanos(oldest), Duration.ofNanos(pause.rest(now)), used);
    }

    private Stream<RateLimitedQueue> queues() {
        return Stream.concat(messages.values().stream(), Stream.of(uploads, uploadsWithoutRate));
    }

    /** Returns the number of calls to dispatch. */
    private int takeReady(RateLimitedQueue queue) {
        List<WaitingCall> ready = queue.takeReady(clock.getAsLong());
        ready.forEach(call -> waiting.remove(call.call));
        leaving.addAll(ready);
        return ready.size();
    }

    private void wake() {
        changeAndTakeReady(() -> {});
    }

    private void changeAndTakeReady(Runnable change) {
        int ready;
        synchronized (this) {
            change.run();
            recipients.release(clock.getAsLong());
            ready = queues().mapToInt(this::takeReady).sum();
        }
        dispatch(ready);
    }

    /** Runs ready calls on workers. Must be called outside the monitor, because an executor may run foreign code. */
    private void dispatch(int ready) {
        for (int left = ready; left > 0; left--) {
            try {
                workers.execute(this::runNext);
            } catch (RejectedExecutionException e) {
                WaitingCall call = leaving.remove();
                synchronized (this) {
                    call.queue.abandoned();
                    left += takeReady(call.queue);
                }
                call.call.end(NotSentException.stopped());
            }
        }
        store.ifPresent(SharedStore::dispatch);
        drainIfNothingWakes();
    }

    private void runNext() {
        run(leaving.remove());
    }

    private void run(WaitingCall call) {
        long begun = clock.getAsLong();
        AtomicBoolean ended = new AtomicBoolean();
        Runnable answered = () -> {
            if (!ended.getAndSet(true)) {
                answered(call.queue, begun);
            }
        };
        try {
            call.call.go(answered);
        } catch (RuntimeException | Error e) {
            answered.run();
            throw e;
        }
    }

    private void answered(RateLimitedQueue queue, long begun) {
        int ready;
        synchronized (this) {
            queue.answered(begun, clock.getAsLong());
            ready = takeReady(queue);
        }
        dispatch(ready);
    }

    private void drainIfNothingWakes() {
        synchronized (this) {
            if (waiting.isEmpty() || !recipients.isBroken() && queues().noneMatch(RateLimitedQueue::isBroken)) {
                return;
            }
        }
        LOG.debug("The timer has been stopped, so nothing that waits will have its turn");
        drain();
    }
}
