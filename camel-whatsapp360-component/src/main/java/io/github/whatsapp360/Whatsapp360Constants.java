package io.github.whatsapp360;

import org.apache.camel.spi.Metadata;

/** Names of the headers that the endpoints read and set. */
public final class Whatsapp360Constants {

    @Metadata(
            label = "producer",
            description =
                    "The recipient: a phone number with its country code, a business-scoped user ID or a group ID. It overrides the option `to`.",
            javaType = "String")
    public static final String TO = "CamelWhatsapp360To";

    @Metadata(
            label = "producer",
            description =
                    "How a file is sent: `image`, `video`, `audio`, `sticker` or `document`. It overrides the option `type`; without both, the MIME type decides.",
            javaType = "String")
    public static final String TYPE = "CamelWhatsapp360Type";

    @Metadata(
            label = "producer",
            description =
                    "The ID of an uploaded file. `media`, and `send` with a file, set it; `send` takes it when the body is empty, and `media` for `info`, `download` and `delete` when the body is no ID.",
            javaType = "String")
    public static final String MEDIA_ID = "CamelWhatsapp360MediaId";

    @Metadata(
            label = "producer",
            description =
                    "An `http` or `https` address from which the service fetches the file; `send` takes it when the body is empty.",
            javaType = "String")
    public static final String LINK = "CamelWhatsapp360Link";

    @Metadata(
            label = "producer",
            description =
                    "The file's MIME type, in any word for it. Without it, what the message says of its body, the file's name and then its content decide.",
            javaType = "String")
    public static final String MIME_TYPE = "CamelWhatsapp360MimeType";

    @Metadata(
            label = "producer",
            description =
                    "The file name that the recipient sees; it always ends as the MIME type does. It overrides the option `filename`; without both, it is `CamelFileName`, or else the file's own. After a download, what the sender called the file.",
            javaType = "String")
    public static final String FILENAME = "CamelWhatsapp360Filename";

    @Metadata(
            label = "producer",
            description = "The text below an image, video or document. It overrides the option `caption`.",
            javaType = "String")
    public static final String CAPTION = "CamelWhatsapp360Caption";

    @Metadata(
            label = "producer",
            description =
                    "How long the message may wait until it is sent, such as `30s` or `5m`: it is not sent later, but ends as not sent. It overrides the option `expiresAfter`.",
            javaType = "String")
    public static final String EXPIRES_AFTER = "CamelWhatsapp360ExpiresAfter";

    @Metadata(
            label = "producer",
            description = "The ID of the message that this one answers and quotes. It overrides the option `replyTo`.",
            javaType = "String")
    public static final String REPLY_TO = "CamelWhatsapp360ReplyTo";

    @Metadata(
            label = "producer",
            description =
                    "Text that every status webhook of this message brings back. Without it one is made, so that a message can be found again whose outcome is unknown.",
            javaType = "String")
    public static final String CALLBACK_DATA = "CamelWhatsapp360CallbackData";

    @Metadata(
            label = "producer",
            description =
                    "What `media` does: `upload`, `info`, `download` or `delete`; what `send` does: `send`, `markRead` or `typing`. It overrides the option `operation`.",
            javaType = "String")
    public static final String OPERATION = "CamelWhatsapp360Operation";

    @Metadata(
            label = "producer",
            description =
                    "The ID that the service gave the message: webhooks speak of it. For `markRead` and `typing`, the ID of the received message, which events set.",
            javaType = "String")
    public static final String MESSAGE_ID = "CamelWhatsapp360MessageId";

    @Metadata(
            label = "producer",
            description = "The recipient's WhatsApp ID as the service answered it.",
            javaType = "String")
    public static final String WA_ID = "CamelWhatsapp360WaId";

    @Metadata(
            description =
                    "What the service said of the message: `accepted`, as a rule; with `confirm`, and on events, `sent`, `delivered`, `read`, `played` or `failed`.",
            javaType = "String")
    public static final String MESSAGE_STATUS = "CamelWhatsapp360MessageStatus";

    @Metadata(
            label = "consumer",
            description =
                    "What the event is: `message`, `status`, or the field of any other webhook, such as `account_update`.",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelWhatsapp360EventType";

    @Metadata(
            label = "consumer",
            description =
                    "Who wrote the message: a phone number or a business-scoped user ID; the recipient of an answer.",
            javaType = "String")
    public static final String FROM = "CamelWhatsapp360From";

    @Metadata(
            label = "consumer",
            description = "When it happened, as the service says.",
            javaType = "java.time.Instant")
    public static final String TIMESTAMP = "CamelWhatsapp360Timestamp";

    @Metadata(
            label = "consumer",
            description = "The ID of the business's number that the event is about.",
            javaType = "String")
    public static final String PHONE_NUMBER_ID = "CamelWhatsapp360PhoneNumberId";

    private Whatsapp360Constants() {}
}
