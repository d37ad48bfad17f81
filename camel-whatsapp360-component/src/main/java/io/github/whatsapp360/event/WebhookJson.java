package io.github.whatsapp360.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Parser of webhook payloads, in the form of any hosting.
 *
 * <p>No event is lost: an event of an unknown form becomes an {@link OtherEvent} and does not affect the other
 * events.
 */
public final class WebhookJson {

    /** The largest number of events in a payload. Source: Meta, "Webhooks overview": up to 1,000 updates. */
    static final int MAX_EVENTS = 1_000;

    /**
     * The largest number of JSON tokens: ten times as many as 1,000 usual messages have. It limits the memory for a
     * payload.
     */
    private static final int MAX_TOKENS = 500_000;

    /** The JSON reader. Numbers keep all their digits. If two fields have the same name, the last one counts. */
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private WebhookJson() {}

    /** Returns an event as JSON text: a payload with this event only, which {@link #read(byte[])} reads again. */
    public static String write(WebhookEvent event) {
        Objects.requireNonNull(event, "event");
        return event.envelope().toString();
    }

    /**
     * Reads a webhook payload. The events are in the order of the payload, except that the statuses of a message are in
     * the order in which they happened: sent before delivered before read.
     *
     * @param payload JSON in UTF-8 (or UTF-16 or UTF-32, as the JSON standard allows)
     * @return the events; empty if the envelope contains none
     * @throws InvalidWebhookException if the payload is not JSON, is nested deeper than 1,000 levels, has more than
     *     500,000 tokens or 1,000 events, or is not a webhook payload
     */
    public static List<WebhookEvent> read(byte[] payload) {
        Objects.requireNonNull(payload, "payload");
        JsonNode json;
        try {
            json = READER.readValue(payload);
        } catch (JsonProcessingException e) {
            throw new InvalidWebhookException("not JSON" + place(e.getLocation()));
        } catch (IOException e) { // the bytes are not valid UTF-8
            throw new InvalidWebhookException("not JSON: it is not in UTF-8");
        } catch (NumberFormatException e) { // an exponent of more than nine digits
            throw new InvalidWebhookException("not readable JSON: a number in it is too large");
        }
        return read(json);
    }

    /**
     * Reads a webhook payload that is already parsed, as {@link #read(byte[])} does.
     *
     * @throws InvalidWebhookException if it is not a webhook payload, or has more than 1,000 events
     */
    public static List<WebhookEvent> read(JsonNode payload) {
        Objects.requireNonNull(payload, "payload");
        if (!payload.isObject()) {
            throw new InvalidWebhookException("not a webhook payload: a JSON object is expected");
        }
        List<WebhookEvent> events = new BoundedList();
        boolean known = CloudPayload.read(payload, events);
        known |= OnPremisePayload.read(payload, events);
        if (!known) {
            throw new InvalidWebhookException(
                    "not a webhook payload: it has no list 'entry', 'messages', 'statuses' or 'errors', "
                            + "and it is not a change with 'field' and 'value'");
        }
        StatusOrder.restore(events);
        return List.copyOf(events);
    }

    /** A list that accepts no more events than the service sends in one payload. */
    private static final class BoundedList extends ArrayList<WebhookEvent> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean add(WebhookEvent event) {
            if (size() == MAX_EVENTS) {
                throw new InvalidWebhookException("more than " + MAX_EVENTS + " events in one payload");
            }
            return super.add(event);
        }
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
