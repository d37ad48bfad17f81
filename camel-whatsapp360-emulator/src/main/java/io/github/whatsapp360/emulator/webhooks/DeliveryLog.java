package io.github.whatsapp360.emulator.webhooks;

import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.util.DurationHistogram;
import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.util.MonitorWait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last attempts to deliver, and figures about all of them. */
public final class DeliveryLog {

    /** The number of attempts that are kept. */
    static final int KEPT = 20_000;

    private final Journal journal;
    private final DurationHistogram answers = new DurationHistogram();
    private final Deque<LoggedDelivery> lines = new ArrayDeque<>();
    private long last;
    private long delivered;
    private long failed;

    public DeliveryLog(Journal journal) {
        this.journal = journal;
    }

    void add(WebhookDelivery attempt, Delivery delivery, String error) {
        LoggedDelivery line;
        synchronized (this) {
            line = new LoggedDelivery(++last, attempt, delivery, error);
            lines.add(line);
            if (lines.size() > KEPT) {
                lines.poll();
            }
            if (attempt.outcome() == WebhookDelivery.Outcome.DELIVERED) {
                delivered++;
                answers.add(attempt.duration());
            } else {
                failed++;
            }
            notifyAll();
        }
        journal.add("webhook", () -> DeliveryJson.line(line));
    }

    /** Adds an attempt of another emulator. The numbers of the attempts grow by one each. */
    public synchronized void restore(LoggedDelivery line) {
        if (!lines.isEmpty() && line.id() != last + 1) {
            throw new IllegalArgumentException("a delivery is missing before number " + line.id());
        }
        last = line.id();
        lines.add(line);
    }

    public synchronized List<WebhookDelivery> attempts() {
        return lines.stream().map(LoggedDelivery::attempt).toList();
    }

    /** Returns lines after this one, {@code most} at most; if it is negative, the newest ones. */
    public synchronized List<LoggedDelivery> after(long id, int most) {
        List<LoggedDelivery> all = new ArrayList<>(lines);
        long first = last - all.size();
        int from = id < 0 ? Math.max(0, all.size() - most) : (int) Math.min(all.size(), Math.max(0, id - first));
        return all.subList(from, Math.min(all.size(), from + most));
    }

    public Optional<LoggedDelivery> find(long id) {
        return after(id - 1, 1).stream().filter(line -> line.id() == id).findFirst();
    }

    public synchronized long delivered() {
        return delivered;
    }

    public synchronized long failed() {
        return failed;
    }

    public DurationHistogram answers() {
        return answers;
    }

    public void await(long count) {
        MonitorWait.await(this, this::delivered, now -> now >= count, count + " deliveries to the webhook");
    }
}
