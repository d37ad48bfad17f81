package io.github.whatsapp360.emulator.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A description of the messages that a test waits for. Each criterion that is set has to match:
 * {@code MessageQuery.to("4915112345678").type("document").filename("invoice.pdf").status("delivered")}.
 */
public final class MessageQuery {

    /** The time for which a test waits unless {@link #within} sets another one: a minute. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private final Map<String, String> criteria;
    private final Duration limit;

    private MessageQuery(Map<String, String> criteria, Duration limit) {
        this.criteria = Collections.unmodifiableMap(criteria);
        this.limit = limit;
    }

    /** Returns a query for all messages of the business. */
    public static MessageQuery any() {
        return new MessageQuery(Map.of(), LIMIT);
    }

    /**
     * Returns a query for messages of the business to one customer.
     *
     * @param number with the country code, in any notation, or a business-scoped user ID
     */
    public static MessageQuery to(String number) {
        return any().with("to", number);
    }

    /**
     * Returns a query for messages that one customer wrote.
     *
     * @param number with the country code, in any notation, or a business-scoped user ID
     */
    public static MessageQuery from(String number) {
        return any().with("from", number);
    }

    /**
     * Returns a query for messages of one number of the business too: those that it sent, or that customers wrote to
     * it.
     *
     * @param number in any notation
     */
    public MessageQuery business(String number) {
        return with("business", number);
    }

    /** Returns a query for messages that have this type too: {@code text}, {@code document}, {@code template}, … */
    public MessageQuery type(String type) {
        return with("type", type);
    }

    /**
     * Returns a query for messages in which the recipient reads this text too. It may be a part of the text, of the
     * caption, or of the words of a template, an interactive message or a tapped button; upper and lower case differ.
     */
    public MessageQuery text(String part) {
        return with("text", part);
    }

    /** Returns a query for messages that also have a file of exactly this name. */
    public MessageQuery filename(String filename) {
        return with("filename", filename);
    }

    /**
     * Returns a query for messages that also have all of these words, in upper or lower case: in their text, file name,
     * template name, link, place or ID, or in the customer's number.
     */
    public MessageQuery words(String words) {
        return with("words", words);
    }

    /** Returns a query for messages that are also of the template with this name. */
    public MessageQuery template(String name) {
        return with("template", name);
    }

    /**
     * Returns a query for messages that are also of this price category, which is known from the status {@code sent}.
     *
     * @param category {@code marketing}, {@code utility}, {@code authentication} or {@code service}
     */
    public MessageQuery category(String category) {
        return with("category", category);
    }

    /** Returns a query for messages that also have a file, or have none. */
    public MessageQuery file(boolean isThere) {
        return with("file", Boolean.toString(isThere));
    }

    /** Returns a query for messages of the business that the customer has also still to read, or has not. */
    public MessageQuery unread(boolean isUnread) {
        return with("unread", Boolean.toString(isUnread));
    }

    /**
     * Returns a query for messages that have also reached this status: a read message was delivered, too.
     *
     * @param status {@code accepted}, {@code sent}, {@code delivered}, {@code read} or {@code failed}; for messages of
     *     customers {@code received} or {@code read}
     */
    public MessageQuery status(String status) {
        return with("status", status);
    }

    /** Returns a query for the message that also has this ID. */
    public MessageQuery id(String messageId) {
        return with("id", messageId);
    }

    /** Returns a query for messages that also came after the one with this {@code seq} of the emulator's HTTP API. */
    public MessageQuery after(long seq) {
        return with("after", Long.toString(seq));
    }

    /**
     * Returns this query with another time to wait.
     *
     * @param time from 0, which does not wait, to 10 minutes
     */
    public MessageQuery within(Duration time) {
        return new MessageQuery(criteria, Objects.requireNonNull(time, "time"));
    }

    /** Returns the criteria by their names in the emulator's HTTP API. */
    public Map<String, String> criteria() {
        return criteria;
    }

    /** Returns the time to wait. */
    public Duration limit() {
        return limit;
    }

    private MessageQuery with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(criteria);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return new MessageQuery(more, limit);
    }

    @Override
    public String toString() {
        return criteria.toString();
    }
}
