package io.github.whatsapp360.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The service's answer to a message. The service has accepted the message, but not yet delivered it.
 *
 * <p>Jackson writes it as JSON and reads it again, so a store can keep it as text. Unknown fields are ignored, because
 * a later version may write more fields.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class SentMessage {

    private static final String ACCEPTED = "accepted";

    private final String id;
    private final String to;
    private final String waId;
    private final String status;
    private final String callbackData;

    private SentMessage(String id, String to, String waId, String status, String callbackData) {
        this.id = Objects.requireNonNull(id, "id");
        this.to = Objects.requireNonNull(to, "to");
        this.waId = Objects.requireNonNull(waId, "waId");
        this.status = Objects.requireNonNull(status, "status");
        this.callbackData = Objects.requireNonNull(callbackData, "callbackData");
    }

    /** Creates an answer with the status {@code accepted}, without a WhatsApp ID and without callback data. */
    public static SentMessage of(String id, String to) {
        return new SentMessage(id, to, "", ACCEPTED, "");
    }

    /** Reads the fields that {@link #fields} writes. */
    @JsonCreator
    static SentMessage read(
            @JsonProperty(value = "id", required = true) String id,
            @JsonProperty(value = "to", required = true) String to,
            @JsonProperty(value = "waId", required = true) String waId,
            @JsonProperty(value = "status", required = true) String status,
            @JsonProperty(value = "callbackData", required = true) String callbackData) {
        return new SentMessage(id, to, waId, status, callbackData);
    }

    /** Returns the fields for JSON. */
    @JsonValue
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("to", to);
        fields.put("waId", waId);
        fields.put("status", status);
        fields.put("callbackData", callbackData);
        return fields;
    }

    /**
     * Returns the message ID, {@code wamid.…}, which webhooks contain; empty with the sandbox, which does not give it.
     */
    public String id() {
        return id;
    }

    /** Returns the recipient of the message. */
    public String to() {
        return to;
    }

    /**
     * Returns the recipient's WhatsApp ID, which may differ from the number given; empty if the service does not give
     * it.
     */
    public String waId() {
        return waId;
    }

    /**
     * Returns {@code accepted}, or another status of the service (templates: {@code held_for_quality_assessment},
     * {@code paused}). With {@code confirm}, returns the status of the webhook: {@code sent}, {@code delivered},
     * {@code read}.
     */
    public String status() {
        return status;
    }

    /** Returns the callback data, which status webhooks of this message contain. */
    public String callbackData() {
        return callbackData;
    }

    /** Returns a copy with this WhatsApp ID of the recipient. */
    public SentMessage withWaId(String waId) {
        return new SentMessage(id, to, waId, status, callbackData);
    }

    /** Returns a copy with this status. */
    public SentMessage withStatus(String status) {
        return new SentMessage(id, to, waId, status, callbackData);
    }

    /** Returns a copy with this callback data. */
    public SentMessage withCallbackData(String callbackData) {
        return new SentMessage(id, to, waId, status, callbackData);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SentMessage sent && fields().equals(sent.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    /** Returns a text without the recipient, because phone numbers must not be logged. */
    @Override
    public String toString() {
        return "SentMessage[id=" + id + ", status=" + status + "]";
    }
}
