package io.github.whatsapp360.emulator.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.billing.Bill;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.chats.Customer;
import io.github.whatsapp360.emulator.chats.StatusError;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Reports statuses and customers' messages to the webhook. */
public final class WebhookReporter {

    private static final int OUTSIDE_THE_WINDOW = 131047;

    private final Clock clock;
    private final WebhookForm form;
    private final Chats chats;
    private final Bill bill;
    private final Deliveries deliveries;
    private final Supplier<StatusReports> settings;
    private final BooleanSupplier windowed;

    public WebhookReporter(
            Clock clock,
            WebhookForm form,
            Chats chats,
            Bill bill,
            Deliveries deliveries,
            Supplier<StatusReports> settings,
            BooleanSupplier windowed) {
        this.windowed = windowed;
        this.clock = clock;
        this.form = form;
        this.chats = chats;
        this.bill = bill;
        this.deliveries = deliveries;
        this.settings = settings;
    }

    /** Reports the statuses of a message that was just accepted. */
    public void accepted(ChatEntry entry) {
        StatusReports how = settings.get();
        if (!how.isReported()) {
            return;
        }
        if (windowed.getAsBoolean() && !entry.message().type().equals("template") && !entry.isInWindow()) {
            failed(entry, StatusError.of(OUTSIDE_THE_WINDOW));
            return;
        }
        if (fails(how, entry.chat())) {
            failed(entry, StatusError.of(how.failCode()));
            return;
        }
        List<String> statuses = new ArrayList<>(List.of("sent"));
        if (entry.isDelivered()) {
            statuses.add("delivered");
            if (how.isRead()) {
                statuses.add("read");
            }
        }
        switch (how.order()) {
            case IN_ORDER -> {}
            case REVERSED -> Collections.reverse(statuses);
            case SHUFFLED -> Collections.shuffle(statuses);
        }
        statuses.forEach(status -> report(entry, status, null));
    }

    private void failed(ChatEntry entry, StatusError error) {
        report(entry, "failed", error);
    }

    /** The customer has read these messages. */
    public void read(List<ChatEntry> entries) {
        entries.forEach(entry -> report(entry, "read", null));
    }

    /** A customer has written; the message is complete. */
    public void written(ChatEntry entry, Customer customer) {
        Account account = entry.account();
        deliveries.add(new Delivery(
                "chat " + chats.origin(entry.chat()), // which is told of a new number before what comes from there
                "message " + entry.message().type(),
                entry.message().id(),
                entry.chat(),
                () -> form.message(
                        account, customer, (ObjectNode) entry.message().json()),
                account.webhook(),
                account.copyTargets(),
                clock.instant(),
                () -> {}));
    }

    /** A change of an account has happened. */
    public void changed(Account account, String field, JsonNode value) {
        if (field.isEmpty() || !value.isObject()) {
            throw new IllegalArgumentException("A change has a field, and an object as its value");
        }
        Instant at = clock.instant();
        ObjectNode payload = form.change(account, field, value, at);
        deliveries.add(new Delivery(
                "account " + account.displayNumber(),
                "account " + field,
                "",
                "",
                () -> payload,
                account.webhook(),
                account.copyTargets(),
                at,
                () -> {}));
    }

    /**
     * Sends any payload to the webhook of an account, as it is, behind the ones that were sent so before.
     *
     * @throws IllegalArgumentException if it is no JSON object, or there is no webhook
     */
    public void trigger(Account account, JsonNode payload, Repeat how) {
        if (!(payload instanceof ObjectNode object)) {
            throw new IllegalArgumentException("A webhook is a JSON object");
        }
        again("trigger", "", "", () -> object, webhook(account), how);
    }

    /**
     * Sends a delivery again, to the address that it had, behind the ones that were sent so before.
     *
     * @param account to whose webhook a delivery of a state file goes
     * @throws IllegalArgumentException if it is of a state file, and the number has no webhook
     */
    public void again(Delivery delivery, Account account, Repeat how) {
        Account.Webhook target = delivery.key().equals(Delivery.RESTORED) ? webhook(account) : delivery.target();
        again(delivery.what(), delivery.messageId(), delivery.chat(), delivery.payload(), target, how);
    }

    private static Account.Webhook webhook(Account account) {
        if (account.webhook() == null) {
            throw new IllegalArgumentException("There is no webhook; set one first");
        }
        return account.webhook();
    }

    private void again(
            String what,
            String messageId,
            String chat,
            Supplier<ObjectNode> payload,
            Account.Webhook target,
            Repeat how) {
        Instant due = clock.instant().plus(how.delay());
        // One that is late must not hold up those that are not.
        String key = how.delay().isZero() ? "again" : "again " + due;
        for (int copy = 0; copy < how.copies(); copy++) {
            deliveries.add(new Delivery(key, what, messageId, chat, payload, target, List.of(), due, () -> {}));
        }
    }

    private static boolean fails(StatusReports how, String number) {
        return how.failCode() != 0
                && (how.failTo().isEmpty() || how.failTo().stream().anyMatch(to -> RecipientNumber.areSame(to, number)))
                && ThreadLocalRandom.current().nextDouble() < how.failRate();
    }

    private void report(ChatEntry entry, String status, StatusError error) {
        StatusReports how = settings.get();
        Account account = entry.account();
        Instant at = clock.instant().plus(how.delay());
        for (int copy = 0; copy < how.copies(); copy++) {
            Delivery delivery = new Delivery(
                    entry.message().id(),
                    ("status " + status).intern(),
                    entry.message().id(),
                    entry.chat(),
                    () -> form.status(account, chats.customer(entry.chat()), entry, status, error, at),
                    account.webhook(),
                    account.copyTargets(),
                    at,
                    () -> become(entry, status, error, at));
            if (delivery.target() == null && how.delay().isZero()) {
                delivery.begin(); // nobody has to be told
            } else {
                deliveries.add(delivery);
            }
        }
    }

    private void become(ChatEntry entry, String status, StatusError error, Instant at) {
        entry.price(status, bill, at);
        chats.become(entry.message().id(), status, error, at);
    }
}
