package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Map;
import java.util.Objects;

/**
 * A message to one recipient, for the API's {@code POST /messages}.
 *
 * <p>{@link #of} makes it, and with-methods add its parts. The constructor is for the JSON reader only, because it gets
 * a parameter with each new field.
 *
 * @param to the recipient: a phone number with its country code, a business-scoped user ID or a group ID, recognised by
 *     its form (see {@link Recipient}); empty to use the recipient of the route
 * @param content the content
 * @param replyTo the ID of the message to reply to; empty for none
 * @param callbackData text that every status webhook of this message brings back, at most {@link Limit#CALLBACK_DATA}
 *     characters; empty to generate one
 * @param identityKeyHash the hash of the recipient's identity key, from {@code contacts} of an earlier webhook; the
 *     service refuses the message with code 137000 if the recipient has another key now; empty to send without this
 *     check. Source: Meta, "Business phone numbers: Identity change check"
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
@JsonSerialize(using = MessageJson.Serializer.class)
@JsonDeserialize(using = MessageJson.Deserializer.class)
public record OutgoingMessage(
        String to,
        Content content,
        String replyTo,
        String callbackData,
        String identityKeyHash,
        Map<String, JsonNode> unknownFields) {

    public OutgoingMessage {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(replyTo, "replyTo");
        Objects.requireNonNull(callbackData, "callbackData");
        Objects.requireNonNull(identityKeyHash, "identityKeyHash");
        unknownFields = JsonFields.copy(unknownFields, "unknownFields");
    }

    /** Creates a message with a content only. The route gives the recipient. */
    public static OutgoingMessage of(Content content) {
        return new OutgoingMessage("", content, "", "", "", Map.of());
    }

    /** Creates a text message. The route gives the recipient. */
    public static OutgoingMessage text(String body) {
        return of(Text.of(body));
    }

    /** Returns a copy with this recipient. */
    public OutgoingMessage withTo(String to) {
        Map<String, JsonNode> rest = JsonFields.without(JsonFields.without(unknownFields, "to"), "recipient");
        return new OutgoingMessage(to, content, replyTo, callbackData, identityKeyHash, rest);
    }

    /**
     * Returns a copy with the recipient in its normal form, see {@link Recipient#normalized}. An invalid recipient, and
     * the {@code to} of JSON with {@code "recipient_type": "group"}, stays unchanged.
     */
    public OutgoingMessage normalized() {
        JsonNode written = unknownFields.get("to");
        boolean clear = written == null
                || written.isIntegralNumber()
                        && written.bigIntegerValue().signum() > 0
                        && Recipient.of(to) == Recipient.NUMBER;
        if (!clear || MessageRules.isGroup(unknownFields)) {
            return this;
        }
        String normal = Recipient.normalized(to);
        return normal.equals(to) && written == null
                ? this
                : new OutgoingMessage(
                        normal,
                        content,
                        replyTo,
                        callbackData,
                        identityKeyHash,
                        JsonFields.without(unknownFields, "to"));
    }

    /** Returns a copy with this content. */
    public OutgoingMessage withContent(Content content) {
        return new OutgoingMessage(to, content, replyTo, callbackData, identityKeyHash, unknownFields);
    }

    /** Returns a copy that replies to the message with this ID. */
    public OutgoingMessage withReplyTo(String replyTo) {
        return new OutgoingMessage(
                to, content, replyTo, callbackData, identityKeyHash, JsonFields.without(unknownFields, "context"));
    }

    /** Returns a copy with this callback data. */
    public OutgoingMessage withCallbackData(String callbackData) {
        Map<String, JsonNode> rest = JsonFields.without(unknownFields, "biz_opaque_callback_data");
        return new OutgoingMessage(to, content, replyTo, callbackData, identityKeyHash, rest);
    }

    /** Returns a copy that is sent only if the recipient's identity key has this hash. */
    public OutgoingMessage withIdentityKeyHash(String identityKeyHash) {
        Map<String, JsonNode> rest = JsonFields.without(unknownFields, "recipient_identity_key_hash");
        return new OutgoingMessage(to, content, replyTo, callbackData, identityKeyHash, rest);
    }

    /** Returns a text with the type only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return "OutgoingMessage[" + content.type() + "]";
    }
}
