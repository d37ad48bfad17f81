package io.github.whatsapp360.emulator.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** A post to a webhook, repeated until it is taken. */
public final class Delivery {

    /** The key of those of another emulator, which go nowhere. */
    static final String RESTORED = "restored";

    private final String key;
    private final String what;
    private final String messageId;
    private final String chat;
    private final Supplier<ObjectNode> payload;
    private final Account.Webhook target;
    private final List<Account.Webhook> copies;
    private Runnable happens;

    /** The delivery that waits for this one's first attempt; guarded by the queue. */
    Delivery next;

    private Instant due;
    private Instant since;
    private int attempts;

    /**
     * @param key of those that go one after the other
     * @param target null if nobody wants to know
     * @param copies the webhooks that get a copy after the target has accepted it
     * @param happens run just before the first attempt
     */
    Delivery(
            String key,
            String what,
            String messageId,
            String chat,
            Supplier<ObjectNode> payload,
            Account.Webhook target,
            List<Account.Webhook> copies,
            Instant due,
            Runnable happens) {
        this.key = key;
        this.what = what;
        this.messageId = messageId;
        this.chat = chat;
        this.payload = payload;
        this.target = target;
        this.copies = copies;
        this.due = due;
        this.since = due;
        this.happens = happens;
    }

    /** Returns a copy of this delivery for another destination. */
    Delivery copy(Account.Webhook to, Instant now) {
        return new Delivery("", "copy", messageId, chat, payload, to, List.of(), now, () -> {});
    }

    String key() {
        return key;
    }

    String what() {
        return what;
    }

    String messageId() {
        return messageId;
    }

    String chat() {
        return chat;
    }

    Supplier<ObjectNode> payload() {
        return payload;
    }

    Account.Webhook target() {
        return target;
    }

    List<Account.Webhook> copies() {
        return copies;
    }

    /** Returns the time of the next attempt. */
    Instant due() {
        return due;
    }

    Instant since() {
        return since;
    }

    int attempts() {
        return attempts;
    }

    /** Begins another attempt; the first one runs {@code happens}. */
    void begin() {
        if (attempts++ == 0) {
            happens.run();
            happens = null;
        }
    }

    /** Delays all attempts. */
    void delay(Duration time) {
        due = due.plus(time);
        since = due;
    }

    void retryAt(Instant time) {
        due = time;
    }
}
