package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.billing.Bill;
import io.github.whatsapp360.emulator.billing.PriceBasis;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.MessagePricing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A message in a chat, and what has become of it. */
public final class ChatEntry {

    private static final List<String> ORDER = List.of("accepted", "sent", "delivered", "read", "failed");

    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final long seq;
    private final String chat;
    private final String key;
    private final boolean inbound;
    private final ChatMessage message;
    private final ObjectNode view;
    private final PriceBasis basis;
    private final FreeEntryPoint freeEntryPoint;
    private String status;
    private StatusError error;
    private MessagePricing pricing;
    private String chargedBy = "";

    /**
     * @param seq grows with every message
     * @param chat the customer's number
     * @param key of the business's number
     * @param inbound true if the customer wrote it
     * @param view the form that {@link MessageView} shows
     * @param category in which it is charged; empty if it is not
     * @param window the state of the customer's windows when it came
     */
    ChatEntry(
            long seq,
            String chat,
            String key,
            boolean inbound,
            ChatMessage message,
            ObjectNode view,
            String category,
            ChatWindows.State window) {
        this.seq = seq;
        this.chat = chat;
        this.key = key;
        this.inbound = inbound;
        this.message = message;
        this.view = view.isEmpty() ? NOTHING : view; // one for all, because there are many messages
        this.freeEntryPoint = window.freeEntryPoint();
        this.basis = new PriceBasis(key, category, isGroup(message), window.isOpen(), freeEntryPoint != null);
        this.status = inbound ? "received" : "accepted";
    }

    public long seq() {
        return seq;
    }

    public String chat() {
        return chat;
    }

    public String key() {
        return key;
    }

    public boolean isInbound() {
        return inbound;
    }

    /** Returns the customer who wrote it, in a group the participant; empty for a message of the business. */
    public String writer() {
        return inbound && message.json().has("group_id")
                ? message.json()
                        .path("from")
                        .asText(message.json().path("from_user_id").asText())
                : inbound ? chat : "";
    }

    public ChatMessage message() {
        return message;
    }

    public ObjectNode view() {
        return view;
    }

    public synchronized String status() {
        return status;
    }

    /** Returns whether the message has this status, or has had it on the way to the one that it has. */
    synchronized boolean hasReached(String wanted) {
        return wanted.equals(status)
                || wanted.equals("received") && inbound
                || !wanted.equals("failed")
                        && !status.equals("failed")
                        && ORDER.contains(wanted)
                        && ORDER.indexOf(wanted) < ORDER.indexOf(status)
                || status.equals("failed") && wanted.equals("accepted");
    }

    /** Returns whether the customer has still to read it. */
    public synchronized boolean isUnread() {
        return !inbound && isDelivered() && !List.of("read", "failed").contains(status);
    }

    /** Returns the reason of the failure; null if the message has not failed. */
    synchronized StatusError error() {
        return error;
    }

    /** Goes on to a status; returns false if the message has this status or a later one. */
    synchronized boolean become(String next, StatusError why) {
        if (ORDER.indexOf(next) <= ORDER.indexOf(status)) {
            return false;
        }
        status = next;
        error = why;
        return true;
    }

    private static boolean isGroup(ChatMessage message) {
        return message.json().path("recipient_type").asText().equals("group");
    }

    /**
     * Returns whether delivery of this message is reported. Source: docs.360dialog.com, "Reaction": its only status is
     * {@code sent}.
     */
    public boolean isDelivered() {
        return !message.type().equals("reaction");
    }

    /** Returns whether the customer's 24-hour window was open when this message came. */
    public boolean isInWindow() {
        return basis.inWindow();
    }

    /** Returns the category in which the message is charged; empty if it is not. */
    String category() {
        return basis.category();
    }

    /** Returns the free entry point window in which the message was sent; empty if it was not. */
    public Optional<FreeEntryPoint> freeEntryPoint() {
        return Optional.ofNullable(freeEntryPoint);
    }

    /** Returns the price as far as it is known; empty before {@code sent}, and if the message failed. */
    public synchronized Optional<MessagePricing> pricing() {
        return Optional.ofNullable(pricing);
    }

    /**
     * Returns the price that a status reports. Source: Meta, "Status messages webhook reference": with {@code sent},
     * and with one of {@code delivered} and {@code read}.
     */
    public synchronized Optional<MessagePricing> pricing(String ofStatus) {
        return ofStatus.equals("sent") || ofStatus.equals(chargedBy) ? pricing() : Optional.empty();
    }

    /** Returns the status with which the message was charged; empty if it was not. */
    synchronized String chargedBy() {
        return chargedBy;
    }

    /**
     * Prices the message: with {@code sent} what it will presumably be, and with the first of {@code delivered} and
     * {@code read} for good. Only then it is on the bill.
     */
    public synchronized void price(String byStatus, Bill bill, Instant at) {
        if (inbound || basis.category().isEmpty() || !chargedBy.isEmpty()) {
            return;
        }
        switch (byStatus) {
            case "sent" -> pricing = bill.estimate(basis, at);
            case "delivered", "read" -> charged(bill.charge(message.id(), basis, byStatus, at), byStatus);
            default -> pricing = null;
        }
    }

    /** Notes what an earlier emulator has charged. */
    public synchronized void charged(MessagePricing price, String byStatus) {
        pricing = price;
        chargedBy = byStatus;
    }
}
