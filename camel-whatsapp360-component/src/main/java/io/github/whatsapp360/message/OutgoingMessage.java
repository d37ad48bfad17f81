package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Map;

/**
 * One message to one recipient, as the API's {@code POST /messages} takes it.
 *
 * @param to the recipient: a phone number with its country code, a business-scoped user ID or a group ID, told by its
 *     form (see {@link Recipient}); empty to take it from the route
 * @param content what it says
 * @param replyTo the ID of the message that this one answers and quotes; empty for none
 * @param callbackData text that every status webhook of this message brings back, at most
 *     {@link Limit#CALLBACK_DATA} characters; empty to have one made
 * @param unknownFields fields of the API that this record does not know, kept as they came
 */
@JsonSerialize(using = MessageJson.Serializer.class)
@JsonDeserialize(using = MessageJson.Deserializer.class)
public record OutgoingMessage(
        String to, Content content, String replyTo, String callbackData, Map<String, JsonNode> unknownFields) {

    public OutgoingMessage {
        unknownFields = JsonFields.copy(unknownFields);
    }

    /** A message with nothing but its content; the route says to whom. */
    public static OutgoingMessage of(Content content) {
        return new OutgoingMessage("", content, "", "", Map.of());
    }

    /** A text message; the route says to whom. */
    public static OutgoingMessage text(String body) {
        return of(Text.of(body));
    }

    /** The same to this recipient. */
    public OutgoingMessage withTo(String to) {
        Map<String, JsonNode> rest = JsonFields.without(JsonFields.without(unknownFields, "to"), "recipient");
        return new OutgoingMessage(to, content, replyTo, callbackData, rest);
    }

    /**
     * Returns a copy with its recipient in the one form that goes out, see {@link Recipient#normalized}. What is no recipient,
     * and the {@code to} of JSON that says {@code "recipient_type": "group"}, stays as it is.
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
                : new OutgoingMessage(normal, content, replyTo, callbackData, JsonFields.without(unknownFields, "to"));
    }

    /** The same with another content. */
    public OutgoingMessage withContent(Content content) {
        return new OutgoingMessage(to, content, replyTo, callbackData, unknownFields);
    }

    /** The same as an answer to that message. */
    public OutgoingMessage withReplyTo(String replyTo) {
        return new OutgoingMessage(to, content, replyTo, callbackData, JsonFields.without(unknownFields, "context"));
    }

    /** The same with callback data. */
    public OutgoingMessage withCallbackData(String callbackData) {
        Map<String, JsonNode> rest = JsonFields.without(unknownFields, "biz_opaque_callback_data");
        return new OutgoingMessage(to, content, replyTo, callbackData, rest);
    }

    /** Says what kind of message it is and nothing more: neither number nor contents belong into a log. */
    @Override
    public String toString() {
        return "OutgoingMessage[" + content.type() + "]";
    }
}
