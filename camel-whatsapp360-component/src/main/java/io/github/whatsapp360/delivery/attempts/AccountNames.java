package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.event.MessageStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Names accounts for people, in logs, health checks, JMX and the console.
 *
 * <p>A name is a part of a hash, because neither the API key nor the service's answers contain the number. A webhook
 * does: the first status of a message that the account has sent shows the account's number. Its last three digits are
 * then added to the name.
 */
public final class AccountNames implements DeliveryListener {

    /** The number of messages of an account that wait for a status to show the number. */
    static final int MAX_MESSAGES = 16;

    /** The time after which such a message makes room for a new one. */
    private static final long MESSAGE_NANOS = 60_000_000_000L;

    private static final int DIGITS = 3;

    private final LongSupplier nanoTime;
    private final Map<SenderAccount, Number> numbers = new ConcurrentHashMap<>();

    /** The accounts without a known number, by the IDs of some of their messages. */
    private final Map<String, Number> sentBy = new ConcurrentHashMap<>();

    public AccountNames() {
        this(System::nanoTime);
    }

    AccountNames(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns the name of an account: {@code 1a2b3c4d}, or {@code 1a2b3c4d (***678)} once its number is known. */
    public String of(SenderAccount account) {
        return account.shortId()
                + number(account).map(number -> " (" + number + ")").orElse("");
    }

    /** Returns the masked number of an account, {@code ***678}; empty as long as it is not known. */
    public Optional<String> number(SenderAccount account) {
        Number number = numbers.get(account);
        return number == null ? Optional.empty() : number.masked;
    }

    @Override
    public void accepted(Call call, String messageId) {
        Number number = numbers.get(call.account());
        if (number == null) {
            number = numbers.computeIfAbsent(call.account(), unknown -> new Number());
        }
        if (number.masked.isEmpty() && !messageId.isEmpty()) {
            number.waitFor(messageId, nanoTime.getAsLong());
        }
    }

    /** Learns the number of the account that has sent the message of this status, if that is not known yet. */
    public void heard(MessageStatus status) {
        if (sentBy.isEmpty()) {
            return;
        }
        Number number = sentBy.get(status.id());
        String digits =
                number == null ? "" : status.origin().displayPhoneNumber().replaceAll("[^0-9]", "");
        if (digits.length() > DIGITS) {
            number.learn("***" + digits.substring(digits.length() - DIGITS));
        }
    }

    /** Forgets an account that is no longer used. */
    public void forget(SenderAccount account) {
        Number number = numbers.remove(account);
        if (number != null) {
            number.forgetMessages();
        }
    }

    /** The number of one account. */
    private final class Number {
        private final Deque<Message> messages = new ArrayDeque<>(1);
        private volatile Optional<String> masked = Optional.empty();

        /** Keeps the first messages, because a status comes some time after its message. */
        synchronized void waitFor(String id, long now) {
            if (messages.size() >= MAX_MESSAGES && now - messages.peek().nanos >= MESSAGE_NANOS) {
                sentBy.remove(messages.remove().id, this);
            }
            if (masked.isEmpty() && messages.size() < MAX_MESSAGES) {
                messages.add(new Message(id, now));
                sentBy.put(id, this);
            }
        }

        synchronized void learn(String number) {
            masked = Optional.of(number);
            forgetMessages();
        }

        synchronized void forgetMessages() {
            messages.forEach(message -> sentBy.remove(message.id, this));
            messages.clear();
        }
    }

    private record Message(String id, long nanos) {}
}
