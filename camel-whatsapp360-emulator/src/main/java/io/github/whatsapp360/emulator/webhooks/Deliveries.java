package io.github.whatsapp360.emulator.webhooks;

import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.faults.FaultJson;
import io.github.whatsapp360.emulator.faults.Faults;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.util.DaemonThreads;
import io.github.whatsapp360.emulator.wire.PostClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts to webhooks with a few threads, again and again until the answer is 200: at least once. */
public final class Deliveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final long COMPLAINT_NANOS = Duration.ofSeconds(10).toNanos();

    private static final String NOT_CALLED = "Not allowed, not called: the address is not on this machine. To have it"
            + " called, start the emulator with --allowed-webhook NAME or builder().allowedWebhook(name)";

    private static final int MOST_THREADS = 64;
    private static final long IDLE_MILLIS = 600;

    /** Source: docs.360dialog.com, "Receiving messages": a webhook has 5 seconds to answer. */
    public static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Source: Meta, "Throughput": for up to 7 days, with growing delays. How they grow is published nowhere. */
    private static final Duration TRIED_FOR = Duration.ofDays(7);

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private final Clock clock;
    private final Duration firstDelay;
    private final DeliveryQueue queue;
    private final DeliveryLog log;
    private final Faults faults;
    private final ThreadFactory threads = new DaemonThreads("whatsapp360-emulator-webhook");
    private final AtomicLong complained = new AtomicLong();
    private final Set<PostClient> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger running = new AtomicInteger();

    /**
     * @param firstDelay before the second attempt; it doubles up to an hour
     */
    public Deliveries(Clock clock, Duration firstDelay, DeliveryLog log, Faults faults) {
        this.faults = faults;
        this.clock = clock;
        this.firstDelay = firstDelay;
        this.log = log;
        this.queue = new DeliveryQueue(clock);
    }

    public DeliveryLog log() {
        return log;
    }

    public int waiting() {
        return queue.waiting();
    }

    /** Adds a delivery behind the one that was added before it with the same key. */
    void add(Delivery delivery) {
        delivery.delay(faults.latency(delivery.chat()));
        if (queue.addBehind(delivery)) {
            start();
        } else if (!queue.isClosed()) {
            delivery.begin();
            if (delivery.target() != null) {
                record(delivery, 0, 0, WebhookDelivery.Outcome.GIVEN_UP, "Too many deliveries wait");
            }
        }
    }

    /** Lets deliveries that are due be tried once, for so long at most; forgets all others. */
    public void finish(Duration grace) {
        queue.finish();
        long end = System.nanoTime() + grace.toNanos();
        synchronized (clients) {
            long millis = grace.toMillis();
            while (running.get() > 0 && millis > 0) {
                try {
                    clients.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                millis = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** Forgets waiting deliveries, and aborts running ones. */
    @Override
    public void close() {
        queue.close();
        clients.forEach(PostClient::abort);
    }

    private void start() {
        if (running.get() < MOST_THREADS && queue.wantsThread(running.get())) {
            if (running.incrementAndGet() <= MOST_THREADS) {
                threads.newThread(this::work).start();
            } else {
                running.decrementAndGet();
            }
        }
    }

    private void work() {
        PostClient client = new PostClient(TIMEOUT);
        clients.add(client);
        try (client) {
            for (Delivery next = queue.poll(IDLE_MILLIS); next != null; next = queue.poll(IDLE_MILLIS)) {
                deliver(next, client);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
            running.decrementAndGet();
            if (queue.waiting() > 0) {
                start();
            }
            synchronized (clients) {
                clients.notifyAll();
            }
        }
    }

    private void deliver(Delivery delivery, PostClient client) {
        boolean first = delivery.attempts() == 0;
        try {
            delivery.begin();
            if (delivery.target() != null) {
                attempt(delivery, client);
            }
        } finally {
            if (first) {
                queue.tried(delivery);
            }
        }
    }

    private void attempt(Delivery delivery, PostClient client) {
        if (!delivery.target().isCalled()) {
            notCalled(delivery);
            return;
        }
        Fault fault = faults.meet(FaultRule.On.WEBHOOK, delivery.chat()).fault();
        long start = System.nanoTime();
        int status = 0;
        String error = "";
        try {
            if (fault == null || fault instanceof Fault.LoseAnswer) {
                byte[] body = delivery.payload().get().toString().getBytes(StandardCharsets.UTF_8);
                Account.Webhook to = delivery.target();
                status = client.post(to.url(), to.headers(), body, to.isLocal());
            }
        } catch (PostClient.Elsewhere e) {
            notCalled(delivery);
            return;
        } catch (SocketTimeoutException e) {
            error = "No answer within " + TIMEOUT.toSeconds() + " s";
        } catch (IOException e) {
            error = e.getClass().getSimpleName();
        }
        if (fault != null) {
            status = fault instanceof Fault.Status refusal ? refusal.status() : 0;
            error = "Met the fault " + FaultJson.kind(fault);
        }
        Instant now = clock.instant();
        long nanos = System.nanoTime() - start;
        if (status == 200) {
            record(delivery, status, nanos, WebhookDelivery.Outcome.DELIVERED, "");
            delivery.copies().forEach(copy -> queue.add(delivery.copy(copy, now)));
        } else if (now.isAfter(delivery.since().plus(TRIED_FOR))) {
            record(delivery, status, nanos, WebhookDelivery.Outcome.GIVEN_UP, error);
        } else {
            record(delivery, status, nanos, WebhookDelivery.Outcome.RETRY, error);
            complain(status, error);
            delivery.retryAt(now.plus(delay(delivery.attempts())));
            queue.add(delivery);
        }
    }

    private void notCalled(Delivery delivery) {
        record(delivery, 0, 0, WebhookDelivery.Outcome.NOT_ALLOWED, NOT_CALLED);
    }

    /** Warns at most once in ten seconds: a webhook that is away would fill the log. */
    private void complain(int status, String error) {
        long now = System.nanoTime();
        long last = complained.get();
        if ((last == 0 || now - last > COMPLAINT_NANOS) && complained.compareAndSet(last, now)) {
            LOG.warn("The webhook did not answer 200 but {}; it is tried again", status == 0 ? error : status);
        }
    }

    private Duration delay(int attempts) {
        Duration delay = firstDelay.multipliedBy(1L << Math.min(attempts - 1, 12));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private void record(Delivery delivery, int status, long nanos, WebhookDelivery.Outcome outcome, String error) {
        WebhookDelivery attempt = new WebhookDelivery(
                delivery.what(),
                delivery.messageId(),
                delivery.target().url(),
                delivery.attempts(),
                status,
                Duration.ofNanos(nanos),
                clock.instant(),
                outcome);
        log.add(attempt, delivery, error);
    }
}
