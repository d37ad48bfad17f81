package io.github.whatsapp360.repository;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The record of one message: how far it has come. Records do not change; each step returns the record of the next
 * {@linkplain #version version}.
 *
 * <p>A record has no text, no file and no phone number of the message, except the WhatsApp ID of the service's answer
 * and, if the message waited for it, the customer's answer. Its {@linkplain #toJson JSON} may get more fields in later
 * versions; older versions ignore them.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class MessageRecord {

    /** The state of a message. */
    public enum State {
        /** Not sent: no attempt was made, or the service certainly refused the last one. It may be sent. */
        PREPARED,
        /** An attempt is in flight, or its outcome is not known. It must not be sent before the settle time is over. */
        SENDING,
        /** The service has accepted it. It must not be sent again. */
        ACCEPTED,
        /** A webhook reported that it was sent. */
        SENT,
        /** A webhook reported that it is on the recipient's device. */
        DELIVERED,
        /** A webhook reported that the recipient has read or played it. */
        READ,
        /** The recipient has answered it, and its exchange waited for the answer. */
        ANSWERED,
        /** A webhook reported that it was not delivered. */
        FAILED,
        /** A person has decided that it must not be sent again, without a status. */
        CLOSED,
        /** No message: the record leads from the ID of a message that waits for an answer to its callback data. */
        REFERENCE;

        /** Returns whether the message must not be sent again, because its outcome is known. */
        public boolean isFinal() {
            return compareTo(SENDING) > 0;
        }

        /** Returns whether a status of the message is still expected before its outcome is known. */
        public boolean isUnresolved() {
            return this == SENDING || this == ACCEPTED;
        }

        private boolean isStep() {
            return compareTo(FAILED) < 0;
        }
    }

    /** The length at which the service's text about a failure is cut. */
    private static final int MAX_DETAILS = 1000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String callbackData;
    private final String content;
    private final State state;
    private final String status;
    private final int attempt;
    private final String owner;
    private final long version;
    private final String messageId;
    private final String waId;
    private final Integer errorCode;
    private final String errorDetails;
    private final Boolean question;
    private final String answer;
    private final transient Duration age;

    /** The value under which {@link JCacheMessageRepository} has stored it, so that it need not be read again. */
    private transient volatile String stored = "";

    private MessageRecord(Fields fields) {
        this.callbackData = Objects.requireNonNull(fields.callbackData, "callbackData");
        this.content = Objects.requireNonNull(fields.content, "content");
        this.state = Objects.requireNonNull(fields.state, "state");
        this.status = textOf(fields.status);
        this.attempt = fields.attempt;
        this.owner = textOf(fields.owner);
        this.version = fields.version;
        this.messageId = textOf(fields.messageId);
        this.waId = textOf(fields.waId);
        this.errorCode = fields.errorCode;
        this.errorDetails = textOf(fields.errorDetails);
        this.question = fields.question;
        this.answer = textOf(fields.answer);
        this.age = fields.age;
    }

    /**
     * Creates the first record of a message, whose first attempt begins now.
     *
     * @param callbackData the message's identity: the callback data that its route gave
     * @param content the SHA-256 of what is sent, in hex
     * @param owner the application and the attempt, so that a person finds the log of the attempt
     */
    public static MessageRecord sending(String callbackData, String content, String owner) {
        Objects.requireNonNull(callbackData, "callbackData");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(owner, "owner");
        Fields fields = new Fields();
        fields.callbackData = callbackData;
        fields.content = content;
        fields.state = State.SENDING;
        fields.attempt = 1;
        fields.owner = owner;
        fields.version = 1;
        return new MessageRecord(fields);
    }

    /**
     * Creates a record that leads from the ID of a message to its callback data. A customer's reply names that ID only.
     *
     * @param messageId the message ID of the service
     * @param callbackData the callback data of the message, at most 512 characters
     */
    public static MessageRecord reference(String messageId, String callbackData) {
        Objects.requireNonNull(callbackData, "callbackData");
        Fields fields = new Fields();
        fields.callbackData = referenceKey(messageId);
        fields.content = callbackData;
        fields.state = State.REFERENCE;
        fields.owner = "";
        fields.version = 1;
        fields.messageId = messageId;
        return new MessageRecord(fields);
    }

    /** Returns the key of the {@linkplain #reference reference} to a message, in place of callback data. */
    public static String referenceKey(String messageId) {
        Objects.requireNonNull(messageId, "messageId");
        return "question:" + messageId;
    }

    /** Returns the callback data, which is the identity of the message. */
    public String callbackData() {
        return callbackData;
    }

    /**
     * Returns the SHA-256 of what is sent, in hex: the recipient, the content, and the bytes of a file. For a
     * {@linkplain #reference reference}, returns the callback data of its message.
     */
    public String content() {
        return content;
    }

    /** Returns the state. */
    public State state() {
        return state;
    }

    /** Returns the API's last status, such as {@code accepted} or {@code delivered}; empty before the answer. */
    public String status() {
        return status;
    }

    /** Returns the number of attempts, the current one included. */
    public int attempt() {
        return attempt;
    }

    /** Returns the application and the attempt that changed the state to {@link State#SENDING} last. */
    public String owner() {
        return owner;
    }

    /** Returns the number of changes, the first one included. */
    public long version() {
        return version;
    }

    /** Returns the message ID, {@code wamid.…}; empty as long as it is not known. */
    public String messageId() {
        return messageId;
    }

    /** Returns the recipient's WhatsApp ID from the service's answer; empty if it is not known. */
    public String waId() {
        return waId;
    }

    /** Returns Meta's error code of a message that was not delivered; empty if the webhook had none. */
    public OptionalInt errorCode() {
        return errorCode == null ? OptionalInt.empty() : OptionalInt.of(errorCode);
    }

    /** Returns the service's text about a message that was not delivered; empty if the webhook had none. */
    public String errorDetails() {
        return errorDetails;
    }

    /** Returns whether an exchange waits for an answer to the message, or did so when its process ended. */
    public boolean isQuestion() {
        return Boolean.TRUE.equals(question);
    }

    /** Returns the customer's answer as the JSON of a webhook with this message only; empty if there is none. */
    public String answer() {
        return answer;
    }

    /** Returns the time since the last change, by the clock of the repository; zero if it was not read from there. */
    public Duration age() {
        return age == null ? Duration.ZERO : age;
    }

    /** Returns a copy with this age. */
    public MessageRecord withAge(Duration age) {
        Objects.requireNonNull(age, "age");
        Fields fields = new Fields(this);
        fields.version = version;
        fields.age = age;
        return new MessageRecord(fields);
    }

    /** Returns the record after an exchange has begun, or ended, to wait for an answer to the message. */
    public MessageRecord withQuestion(boolean question) {
        Fields fields = new Fields(this);
        fields.question = question ? true : null;
        return new MessageRecord(fields);
    }

    /**
     * Returns the record of the next attempt, which begins now.
     *
     * @param content the SHA-256 of what is sent; it may differ from the earlier one if nothing was sent
     */
    public MessageRecord sendingAgain(String content, String owner) {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(owner, "owner");
        Fields fields = new Fields(this);
        fields.content = content;
        fields.state = State.SENDING;
        fields.status = "";
        fields.attempt = attempt + 1;
        fields.owner = owner;
        fields.messageId = "";
        fields.waId = "";
        fields.errorCode = null;
        fields.errorDetails = "";
        fields.answer = "";
        return new MessageRecord(fields);
    }

    /** Returns the record after an attempt in which the service certainly accepted nothing. */
    public MessageRecord released() {
        Fields fields = new Fields(this);
        fields.state = State.PREPARED;
        return new MessageRecord(fields);
    }

    /**
     * Returns the record after the service has accepted the message. If a webhook has already brought a status, the
     * state stays.
     *
     * @param messageId the message ID of the service's answer
     * @param waId the WhatsApp ID of the service's answer; may be empty
     * @param status the status of the service's answer, usually {@code accepted}
     */
    public MessageRecord accepted(String messageId, String waId, String status) {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(waId, "waId");
        Objects.requireNonNull(status, "status");
        Fields fields = new Fields(this);
        fields.messageId = this.messageId.isEmpty() ? messageId : this.messageId;
        fields.waId = waId.isEmpty() ? this.waId : waId;
        if (!state.isFinal()) {
            fields.state = State.ACCEPTED;
            fields.status = status;
        }
        return new MessageRecord(fields);
    }

    /**
     * Returns the record after a webhook has reported that the message was sent, delivered or read. Empty if the record
     * is already as far, or was closed.
     *
     * @param state {@link State#SENT}, {@link State#DELIVERED} or {@link State#READ}
     * @param status the API's word for it
     */
    public Optional<MessageRecord> reported(State state, String status, String messageId) {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(messageId, "messageId");
        boolean later = this.state.isStep() && state.compareTo(this.state) > 0;
        boolean otherCopy = this.state == State.FAILED && !messageId.equals(this.messageId);
        if (!later && !otherCopy) {
            return Optional.empty();
        }
        Fields fields = new Fields(this);
        fields.state = state;
        fields.status = status;
        fields.messageId = this.messageId.isEmpty() || otherCopy ? messageId : this.messageId;
        return Optional.of(new MessageRecord(fields));
    }

    /**
     * Returns the record after a webhook has reported that the message was not delivered. Empty if the message was
     * delivered before, if the record was closed, or if the report is about an earlier attempt with another message ID.
     *
     * @param details the service's text; may be empty
     */
    public Optional<MessageRecord> failed(String messageId, String details) {
        return failed(messageId, (Integer) null, details);
    }

    /**
     * Returns the record after a webhook has reported with an error code that the message was not delivered, see
     * {@link #failed(String, String)}.
     *
     * @param code Meta's error code
     */
    public Optional<MessageRecord> failed(String messageId, int code, String details) {
        return failed(messageId, Integer.valueOf(code), details);
    }

    private Optional<MessageRecord> failed(String messageId, Integer code, String details) {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(details, "details");
        boolean open = state.compareTo(State.DELIVERED) < 0;
        if (!open || !this.messageId.isEmpty() && !this.messageId.equals(messageId)) {
            return Optional.empty();
        }
        Fields fields = new Fields(this);
        fields.state = State.FAILED;
        fields.status = "failed";
        fields.messageId = messageId;
        fields.errorCode = code;
        fields.errorDetails = details.length() > MAX_DETAILS ? details.substring(0, MAX_DETAILS) + "…" : details;
        return Optional.of(new MessageRecord(fields));
    }

    /**
     * Returns the record after the recipient has answered. Empty if it is no question, if it has an answer, or if it
     * has failed or was closed.
     *
     * @param messageId the ID of the question
     * @param answer the JSON of a webhook with the answer only
     */
    public Optional<MessageRecord> answered(String messageId, String answer) {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(answer, "answer");
        if (!isQuestion() || state.compareTo(State.ANSWERED) >= 0) {
            return Optional.empty();
        }
        Fields fields = new Fields(this);
        fields.state = State.ANSWERED;
        fields.status = "answered";
        fields.messageId = this.messageId.isEmpty() ? messageId : this.messageId;
        fields.answer = answer;
        return Optional.of(new MessageRecord(fields));
    }

    /** Returns the record after a person has decided that the message must not be sent again. */
    public MessageRecord closed() {
        Fields fields = new Fields(this);
        fields.state = State.CLOSED;
        return new MessageRecord(fields);
    }

    /**
     * Returns the record as JSON, without its age. It usually has a few hundred characters. The service's text about a
     * failure is cut after 1,000. An answer has up to some 100,000.
     */
    public String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record has plain fields only", e);
        }
    }

    /**
     * Reads a record from its JSON.
     *
     * @throws IllegalArgumentException if it is not the JSON of a record
     */
    public static MessageRecord fromJson(String json) {
        Objects.requireNonNull(json, "json");
        try {
            return new MessageRecord(MAPPER.readValue(json, Fields.class));
        } catch (JsonProcessingException | NullPointerException e) {
            throw new IllegalArgumentException("The message repository holds something else than a record", e);
        }
    }

    /** Reads a record from its JSON, see {@link #fromJson(String)}. */
    static MessageRecord fromJson(JsonNode json) {
        try {
            return new MessageRecord(MAPPER.treeToValue(json, Fields.class));
        } catch (JsonProcessingException | NullPointerException e) {
            throw new IllegalArgumentException("The message repository holds something else than a record", e);
        }
    }

    /** Returns the value under which it is stored in a JCache; empty if it is not known. */
    String stored() {
        return stored;
    }

    /** Notes the value under which it is stored in a JCache. */
    MessageRecord storedAs(String value) {
        stored = value;
        return this;
    }

    private static String textOf(String value) {
        return value == null ? "" : value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageRecord record && toJson().equals(record.toJson());
    }

    @Override
    public int hashCode() {
        return callbackData.hashCode();
    }

    /** Returns a text without the WhatsApp ID, because phone numbers must not be logged. */
    @Override
    public String toString() {
        return "MessageRecord[callbackData=" + callbackData + ", state=" + state + ", attempt=" + attempt + ", owner="
                + owner + ", messageId=" + messageId + ", age=" + age() + "]";
    }

    /** The fields of the next record, and of a record that is read. */
    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    private static final class Fields {
        private @JsonProperty String callbackData;
        private @JsonProperty String content;
        private @JsonProperty State state;
        private @JsonProperty String status;
        private @JsonProperty int attempt;
        private @JsonProperty String owner;
        private @JsonProperty long version;
        private @JsonProperty String messageId;
        private @JsonProperty String waId;
        private @JsonProperty Integer errorCode;
        private @JsonProperty String errorDetails;
        private @JsonProperty Boolean question;
        private @JsonProperty String answer;
        private transient Duration age;

        Fields() {}

        /** Copies a record for its next version. */
        Fields(MessageRecord before) {
            callbackData = before.callbackData;
            content = before.content;
            state = before.state;
            status = before.status;
            attempt = before.attempt;
            owner = before.owner;
            version = before.version + 1;
            messageId = before.messageId;
            waId = before.waId;
            errorCode = before.errorCode;
            errorDetails = before.errorDetails;
            question = before.question;
            answer = before.answer;
        }
    }
}
