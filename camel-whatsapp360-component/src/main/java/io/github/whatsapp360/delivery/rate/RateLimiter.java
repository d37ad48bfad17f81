package io.github.whatsapp360.delivery.rate;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.SenderAccount;
import io.github.whatsapp360.message.Recipient;
import java.time.Duration;
import java.util.ArrayList;
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
 * Keeps one account within the service's rates, so that it refuses nothing for being sent too fast. Whoever waits holds no
 * thread.
 *
 * <p>How many may wait is not limited here. Joining, leaving and going cost the same however many do.
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

    /** By their rate. */
    private final Map<Integer, RateLimitedQueue> messages = new HashMap<>();

    private final Map<QueuedCall, WaitingCall> waiting = new IdentityHashMap<>();

    /** Those whose turn has come, in that order, until a worker takes them. */
    private final Queue<WaitingCall> leaving = new ConcurrentLinkedQueue<>();

    private boolean draining;
    private boolean closed;

    /**
     * Creates the limiter of one account.
     *
     * @param shared where the applications that send for the account keep its rate; empty if there is one only
     * @param timer wakes what waits
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
        this.store = shared.map(
                rate -> new SharedStore(account, rate.store(), timer, workers, clock, this::changeAndTakeReady));
        this.recipients = new RecipientLimits(new WakeUpTime(timer, this::wake), store, clock);
        this.uploads = queue("uploads", UPLOADS_PER_SECOND, uploadsPause);
    }

    private RateLimitedQueue queue(String name, int perSecond, RateLimitedQueue.Pause pause) {
        long now = clock.getAsLong();
        WakeUpTime alarm = new WakeUpTime(timer, this::wake);
        if (store.isEmpty()) {
            return new RateLimitedQueue(new LocalPermits(perSecond, now), recipients, 1, pause, alarm);
        }
        Permits permits = new SharedPermits(
                name, perSecond, store.get(), shared.orElseThrow().shareWithoutStore(), now);
        return new RateLimitedQueue(permits, recipients, Math.max(2, perSecond / 10), pause, alarm);
    }

    /**
     * Lets a message go when its turn has come.
     *
     * @param recipient empty for one that has its recipient's place already
     * @return what makes the call, to be run soon, on any thread, if its turn has come now; empty if it waits, or has been
     *     ended because the limiter drains
     * @throws NotSentException if the limiter is closed
     */
    public Optional<Runnable> message(Rate rate, String recipient, QueuedCall call) {
        if (rate.messagesPerSecond() == 0) {
            return atOnce(call);
        }
        boolean limited = rate.perRecipient() && !recipient.isEmpty() && Recipient.of(recipient) != Recipient.GROUP;
        String to = limited ? Recipient.normalized(recipient) : "";
        return enter(Optional.of(rate.messagesPerSecond()), to, call);
    }

    /** Lets an upload go when its turn has come, as {@link #message} does. */
    public Optional<Runnable> upload(Rate rate, QueuedCall call) {
        return rate.messagesPerSecond() == 0 ? atOnce(call) : enter(Optional.empty(), "", call);
    }

    private synchronized Optional<Runnable> atOnce(QueuedCall call) {
        if (closed) {
            throw NotSentException.stopped();
        }
        return Optional.of(() -> call.go(() -> {}));
    }

    private Optional<Runnable> enter(Optional<Integer> messagesPerSecond, String recipient, QueuedCall call) {
        WaitingCall entering;
        int ready;
        boolean now;
        boolean ended;
        synchronized (this) {
            if (closed) {
                throw NotSentException.stopped();
            }
            RateLimitedQueue queue = messagesPerSecond
                    .map(rate -> messages.computeIfAbsent(rate, key -> queue("messages", rate, messagesPause)))
                    .orElse(uploads);
            entering = new WaitingCall(call, queue, recipient);
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
     * Takes a call out that waits.
     *
     * @return true if it waited: then it never goes, and is not ended either
     */
    public synchronized boolean withdraw(QueuedCall call) {
        WaitingCall withdrawn = waiting.remove(call);
        if (withdrawn == null) {
            return false;
        }
        withdrawn.leave();
        return true;
    }

    /** Lets no message of the account go for this long, unless a pause lasts longer already. */
    public synchronized void pause(Duration time) {
        messagesPause.extend(clock.getAsLong() + time.toNanos());
    }

    /** Lets no upload of the account go for this long, unless a pause lasts longer already. */
    public synchronized void pauseUploads(Duration time) {
        uploadsPause.extend(clock.getAsLong() + time.toNanos());
    }

    /** Ends all that waits; what comes from now on goes at once or ends at once. */
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

    /** Ends all that waits; what comes from now on fails. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        drain();
    }

    /**
     * Returns whether nothing waits, nothing is under way, and a new limiter would let go what this one does. What has no
     * rate is not known here.
     */
    public synchronized boolean isIdle() {
        long now = clock.getAsLong();
        return waiting.isEmpty() && queues().allMatch(queue -> queue.isIdle(now)) && recipients.isIdle(now);
    }

    private Stream<RateLimitedQueue> queues() {
        return Stream.concat(messages.values().stream(), Stream.of(uploads));
    }

    /** Returns how many have to be dispatched. */
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

    /** Outside the monitor: an executor may do anything. */
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
