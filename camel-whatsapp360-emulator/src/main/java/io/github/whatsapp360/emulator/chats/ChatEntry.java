package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.billing.Bill;
import io.github.whatsapp360.emulator.billing.PriceBasis;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.MessagePricing;
import io.github.whatsapp360.emulator.util.PackedJson;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A message in a chat, and what has become of it. There are very many, so it takes little memory. */
public final class ChatEntry {

    private static final List<String> ORDER = List.of("accepted", "sent", "delivered", "read", "failed");

    private final long seq;
    private volatile String chat;
    private final Account account;
    private final boolean inbound;
    private final int idHash;
    private final String category;
    private final boolean isGroup;
    private final boolean isDelivered;
    private final boolean inWindow;
    private final FreeEntryPoint freeEntryPoint;

    /** The content, or its packed form. */
    private Object content;

    /** The next one in the same bucket of the {@link MessageIndex}, which guards it. */
    ChatEntry next;

    private String status;
    private StatusError error;
    private MessagePricing pricing;
    private String chargedBy = "";

    /**
     * @param seq grows with every message
     * @param chat the customer's number
     * @param account the business's number
     * @param inbound true if the customer wrote it
     * @param category in which it is charged; empty if it is not
     * @param window the state of the customer's windows when it came
     */
    ChatEntry(
            long seq,
            String chat,
            Account account,
            boolean inbound,
            MessageContent content,
            String category,
            ChatWindows.State window) {
        ChatMessage message = content.message();
        this.seq = seq;
        this.chat = chat.intern();
        this.account = account;
        this.inbound = inbound;
        this.content = content;
        this.idHash = message.id().hashCode();
        this.category = category.intern();
        this.isGroup = isGroup(message);
        this.isDelivered = !message.type().equals("reaction");
        this.inWindow = window.isOpen();
        this.freeEntryPoint = window.freeEntryPoint();
        this.status = inbound ? "received" : "accepted";
    }

    public long seq() {
        return seq;
    }

    public String chat() {
        return chat;
    }

    /** The customer has another number now. */
    void moveTo(String number) {
        chat = number;
    }

    /** Returns the number of the business. */
    public Account account() {
        return account;
    }

    public boolean isInbound() {
        return inbound;
    }

    /** Returns the content; of a packed message, another one each time. */
    public synchronized MessageContent content() {
        return content instanceof MessageContent whole ? whole : MessageContent.of((byte[]) content);
    }

    /**
     * Returns whether the content or the chat may have these words; reading the content is the only way to be sure.
     *
     * @param words in lower case
     */
    synchronized boolean mayHave(List<String> words) {
        if (!(content instanceof byte[] packed)) {
            return true;
        }
        String text = PackedJson.text(packed).toLowerCase(Locale.ROOT);
        return words.stream()
                .allMatch(word -> text.contains(word)
                        || chat.contains(word)
                        || !word.codePoints().allMatch(Character::isLetterOrDigit));
    }

    /** Keeps the content in less memory; reading it takes some microseconds then. */
    synchronized void pack() {
        if (content instanceof MessageContent whole) {
            content = whole.pack();
        }
    }

    /** Returns the customer who wrote it, in a group the participant; empty for a message of the business. */
    public String writer() {
        if (inbound && RecipientNumber.isGroup(chat)) {
            JsonNode json = message().json();
            return json.path("from").asText(json.path("from_user_id").asText());
        }
        return inbound ? chat : "";
    }

    public ChatMessage message() {
        return content().message();
    }

    public ObjectNode view() {
        return content().view();
    }

    int idHash() {
        return idHash;
    }

    boolean hasId(String id) {
        return id.hashCode() == idHash && message().id().equals(id);
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
        status = ORDER.get(ORDER.indexOf(next));
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
        return isDelivered;
    }

    /** Returns whether the customer's 24-hour window was open when this message came. */
    public boolean isInWindow() {
        return inWindow;
    }

    /** Returns the category in which the message is charged; empty if it is not. */
    String category() {
        return category;
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
        if (inbound || category.isEmpty() || !chargedBy.isEmpty()) {
            return;
        }
        switch (byStatus) {
            case "sent" -> pricing = bill.estimate(basis(), at);
            case "delivered", "read" -> charged(bill.charge(message().id(), basis(), byStatus, at), byStatus);
            default -> pricing = null;
        }
    }

    private PriceBasis basis() {
        return new PriceBasis(account.key(), category, isGroup, inWindow, freeEntryPoint != null);
    }

    /** Notes what an earlier emulator has charged. */
    public synchronized void charged(MessagePricing price, String byStatus) {
        pricing = price;
        chargedBy = byStatus.intern();
    }
}
