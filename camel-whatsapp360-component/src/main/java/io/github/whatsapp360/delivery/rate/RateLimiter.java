package io.github.whatsapp360.delivery.rate;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.SenderAccount;
import io.github.whatsapp360.message.Recipient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Keeps one number within the service's rates, so that it refuses nothing for being sent too fast.
 *
 * <p>In no second more calls arrive than the rate: a {@link Window} sees to that, and the bucket keeps them apart. What other
 * applications send is in no window of this one: a bucket that is shared is filled at 98 % of the rate and holds what is
 * missing to the whole.
 */
public final class RateLimiter implements AutoCloseable {

    /** Source: 360dialog, "Upload, retrieve or delete media": 25 requests a second for each number. */
    private static final int UPLOADS_PER_SECOND = 25;

    private static final int PERCENT = 98;

    private final Buckets buckets;
    private final Recipients recipients;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Map<String, RateLimitedQueue> lanes = new HashMap<>();
    private boolean closed;

    /**
     * The rate of one account.
     *
     * @param shared where the applications that send for the number keep their buckets; empty if there is one only
     */
    public RateLimiter(
            SenderAccount account, Optional<SharedRate> shared, ScheduledExecutorService timer, Executor workers) {
        this.buckets = new Buckets(account, shared.map(SharedRate::store));
        this.recipients = new Recipients(buckets);
        this.timer = timer;
        this.workers = workers;
    }

    /**
     * Lets a message go when its turn has come.
     *
     * @param to its recipient; empty for one that has its place already
     */
    public Optional<Runnable> message(Rate rate, String to, QueuedCall turn) {
        if (rate.messagesPerSecond() == 0) {
            return now(turn);
        } else {
            boolean user = rate.perRecipient() && Recipient.of(to) != Recipient.GROUP;
            return lane("messages", rate.messagesPerSecond()).enter(user ? Recipient.normalized(to) : "", turn);
        }
    }

    /** Lets an upload go when its turn has come. */
    public Optional<Runnable> upload(Rate rate, QueuedCall turn) {
        if (rate.messagesPerSecond() == 0) {
            return now(turn);
        } else {
            return lane("uploads", UPLOADS_PER_SECOND).enter("", turn);
        }
    }

    /** Lets go at once what has no rate. */
    public static Optional<Runnable> now(QueuedCall turn) {
        return Optional.of(() -> turn.go(() -> {}));
    }

    /** Ends every wait. */
    @Override
    public synchronized void close() {
        closed = true;
        lanes.values().forEach(RateLimitedQueue::close);
    }

    public boolean withdraw(QueuedCall call) {
        return false;
    }

    public void pause(Duration time) {}

    public void pauseUploads(Duration time) {}

    public void drain() {
        lanes.values().forEach(RateLimitedQueue::close);
    }

    public boolean isIdle() {
        return true;
    }

    private synchronized RateLimitedQueue lane(String name, int perSecond) {
        if (closed) {
            throw NotSentException.stopped();
        }
        return lanes.computeIfAbsent(name + perSecond, key -> {
            Buckets.Tokens tokens = buckets.areShared()
                    ? buckets.bucket(
                            perSecond - perSecond * PERCENT / 100,
                            (long) perSecond * PERCENT,
                            Duration.ofSeconds(100),
                            key)
                    : buckets.bucket(Math.max(1, perSecond / 10), perSecond, Duration.ofSeconds(1), key);
            return new RateLimitedQueue(tokens, new InFlightWindow(perSecond), recipients, timer, workers);
        });
    }
}
