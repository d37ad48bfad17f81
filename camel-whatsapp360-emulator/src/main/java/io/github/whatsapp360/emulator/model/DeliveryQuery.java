package io.github.whatsapp360.emulator.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A description of the webhooks that a test waits for. The application has to have answered them with 200:
 * {@code DeliveryQuery.of("status delivered").messageId(id)}.
 */
public final class DeliveryQuery {

    private final Map<String, String> criteria;
    private final Duration limit;

    private DeliveryQuery(Map<String, String> criteria, Duration limit) {
        this.criteria = Collections.unmodifiableMap(criteria);
        this.limit = limit;
    }

    /**
     * Returns a query for webhooks of one kind.
     *
     * @param what as {@link WebhookDelivery#what} has it, such as {@code status read}, {@code message text} or
     *     {@code account account_update}, or only its first word
     */
    public static DeliveryQuery of(String what) {
        return new DeliveryQuery(Map.of(), MessageQuery.LIMIT).with("webhook", what);
    }

    /** Returns a query for webhooks that are also about the message with this ID. */
    public DeliveryQuery messageId(String messageId) {
        return with("id", messageId);
    }

    /**
     * Returns a query for webhooks that are also about the chat with one customer.
     *
     * @param number with the country code, in any notation, or a business-scoped user ID
     */
    public DeliveryQuery chat(String number) {
        return with("to", number);
    }

    /**
     * Returns this query with another time to wait.
     *
     * @param time from 0, which does not wait, to 10 minutes
     */
    public DeliveryQuery within(Duration time) {
        return new DeliveryQuery(criteria, Objects.requireNonNull(time, "time"));
    }

    /** Returns the criteria by their names in the emulator's HTTP API. */
    public Map<String, String> criteria() {
        return criteria;
    }

    /** Returns the time to wait. */
    public Duration limit() {
        return limit;
    }

    private DeliveryQuery with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(criteria);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return new DeliveryQuery(more, limit);
    }

    @Override
    public String toString() {
        return criteria.toString();
    }
}
