package io.github.whatsapp360;

import org.apache.camel.spi.Metadata;

/** Names of the headers that the endpoints read and set. */
public final class Whatsapp360Constants {

    @Metadata(
            label = "producer",
            description =
                    "The recipient: a phone number with its country code, a business-scoped user ID or a group ID. It "
                            + "overrides the option `to`.",
            javaType = "String")
    public static final String TO = "CamelWhatsapp360To";

    @Metadata(
            label = "producer",
            description =
                    "The media type as which a file is sent: `image`, `video`, `audio`, `sticker` or `document`. It "
                            + "overrides the option `type`; without both, the MIME type decides.",
            javaType = "io.github.whatsapp360.media.MediaKind",
            enums = "image,video,audio,sticker,document")
    public static final String TYPE = "CamelWhatsapp360Type";

    @Metadata(
            label = "common",
            description =
                    "The ID of an uploaded or received file. `media`, `send` with a file, and events of messages with "
                            + "a file set it; `send` uses it if the body is empty, and `media` uses it for `info`, "
                            + "`download` and `delete` if the body is not an ID.",
            javaType = "String")
    public static final String MEDIA_ID = "CamelWhatsapp360MediaId";

    @Metadata(
            label = "producer",
            description =
                    "An `http` or `https` address from which the service downloads the file; `send` uses it if the "
                            + "body is empty.",
            javaType = "String")
    public static final String LINK = "CamelWhatsapp360Link";

    @Metadata(
            label = "producer",
            description =
                    "The file's MIME type; other common names of a type are accepted. If it is not set, the headers "
                            + "of the message, the file name and then the content decide.",
            javaType = "String")
    public static final String MIME_TYPE = "CamelWhatsapp360MimeType";

    @Metadata(
            label = "common",
            description =
                    "The file name that the recipient sees. Its extension is adapted to the MIME type. It overrides "
                            + "the option `filename`; if neither is set, the header `CamelFileName` or the name of "
                            + "the file is used. On events of messages with a file, and after a download, the name "
                            + "that the sender gave the file.",
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
                    "The time after which the message is no longer sent, such as `30s` or `5m`; an expired message "
                            + "ends with a NotSentException. It overrides the option `expiresAfter`.",
            javaType = "String")
    public static final String EXPIRES_AFTER = "CamelWhatsapp360ExpiresAfter";

    @Metadata(
            label = "producer",
            description =
                    "The ID of the message to which this message replies; WhatsApp quotes it. It overrides the option "
                            + "`replyTo`.",
            javaType = "String")
    public static final String REPLY_TO = "CamelWhatsapp360ReplyTo";

    @Metadata(
            label = "producer",
            description =
                    "A text that every status webhook of this message contains. If it is not set, one is generated, "
                            + "so that a message with an unknown outcome can be matched with its statuses.",
            javaType = "String")
    public static final String CALLBACK_DATA = "CamelWhatsapp360CallbackData";

    @Metadata(
            label = "producer",
            description =
                    "The hash of the recipient's identity key, such as `${body.identityKeyHash}` of an earlier message. If the recipient has another key now, for example a new phone, the service refuses the message with code 137000.",
            javaType = "String")
    public static final String IDENTITY_KEY_HASH = "CamelWhatsapp360IdentityKeyHash";

    @Metadata(
            label = "producer",
            description =
                    "The operation: `upload`, `info`, `download` or `delete` of `media`; `send`, `markRead`, `typing` or `unresolved` of `send`; `health`, `profile`, `updateProfile`, `block`, `unblock`, `blocked`, `webhooks`, `publicKey` or `setPublicKey` of `account`; `list`, `get`, `create`, `delete` or `uploadSample` of `templates`. It overrides the option `operation`.",
            javaType = "io.github.whatsapp360.Whatsapp360Operation",
            enums =
                    "upload,info,download,delete,send,markRead,typing,unresolved,health,profile,updateProfile,block,unblock,blocked,webhooks,publicKey,setPublicKey,list,get,create,uploadSample")
    public static final String OPERATION = "CamelWhatsapp360Operation";

    @Metadata(
            label = "producer",
            description = "The HTTP method of `call`. It overrides the option `method`.",
            javaType = "String",
            enums = "GET,HEAD,POST,PUT,PATCH,DELETE")
    public static final String METHOD = "CamelWhatsapp360Method";

    @Metadata(
            label = "producer",
            description =
                    "The path of `call` on the service's host, with its query if it has one, such as `/block_users`. "
                            + "It overrides the option `path`.",
            javaType = "String")
    public static final String PATH = "CamelWhatsapp360Path";

    @Metadata(
            label = "producer",
            description = "Further HTTP headers of `call`: a map from name to value. The key's header cannot be set.",
            javaType = "java.util.Map")
    public static final String HTTP_HEADERS = "CamelWhatsapp360HttpHeaders";

    @Metadata(
            label = "producer",
            description = "The HTTP status of the answer to `call`, from 200 to 299.",
            javaType = "Integer")
    public static final String HTTP_STATUS = "CamelWhatsapp360HttpStatus";

    @Metadata(
            label = "common",
            description =
                    "The ID of the message at the service, which webhooks contain too. For `markRead` and `typing`, "
                            + "the ID of the received message, which events set.",
            javaType = "String")
    public static final String MESSAGE_ID = "CamelWhatsapp360MessageId";

    @Metadata(
            label = "producer",
            description = "The recipient's WhatsApp ID from the service's answer.",
            javaType = "String")
    public static final String WA_ID = "CamelWhatsapp360WaId";

    @Metadata(
            label = "common",
            description =
                    "The status of the message: usually `accepted`; with `confirm`, and on events, `sent`, `delivered`, `read`, `played` or `failed`; `answered` with the answer to a message.",
            javaType = "String")
    public static final String MESSAGE_STATUS = "CamelWhatsapp360MessageStatus";

    @Metadata(
            label = "producer",
            description = "The sent message, if the body is its answer; only with `confirm=answered`.",
            javaType = "io.github.whatsapp360.message.SentMessage")
    public static final String SENT_MESSAGE = "CamelWhatsapp360SentMessage";

    @Metadata(
            label = "common",
            description =
                    "The ID of the sent message that this message answers; only if an exchange was waiting for the answer (`confirm=answered`).",
            javaType = "String")
    public static final String ANSWER_TO = "CamelWhatsapp360AnswerTo";

    @Metadata(
            label = "consumer",
            description = "The price category of the message, such as `service`, `utility` or `marketing`; only if the "
                    + "status reports one.",
            javaType = "String")
    public static final String PRICING_CATEGORY = "CamelWhatsapp360PricingCategory";

    @Metadata(
            label = "consumer",
            description =
                    "Whether the message is charged once it is delivered; only if the status reports it. See Cost in "
                            + "the guide.",
            javaType = "Boolean")
    public static final String BILLABLE = "CamelWhatsapp360Billable";

    @Metadata(
            label = "consumer",
            description = "The type of the event: `message`, `status`, or the field of any other webhook, such as "
                    + "`account_update`; `payload` for a whole webhook.",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelWhatsapp360EventType";

    @Metadata(
            label = "consumer",
            description =
                    "The API's word for what happened to the account, such as `APPROVED`, `ACCOUNT_RESTRICTION` or "
                            + "`stop`; only on account events.",
            javaType = "String")
    public static final String EVENT = "CamelWhatsapp360Event";

    @Metadata(
            label = "common",
            description =
                    "On events of templates, the name of the template. For `templates`, the name of the template, or the names to list; it overrides the option `templateName`.",
            javaType = "String")
    public static final String TEMPLATE_NAME = "CamelWhatsapp360TemplateName";

    @Metadata(
            label = "common",
            description =
                    "On events of templates, the language of the template, if the event has it. For `templates`, the language of the template, or the languages to list; it overrides the option `templateLanguage`.",
            javaType = "String")
    public static final String TEMPLATE_LANGUAGE = "CamelWhatsapp360TemplateLanguage";

    @Metadata(
            label = "producer",
            description = "The statuses of the templates to list. It overrides the option `templateStatus`.",
            javaType = "String")
    public static final String TEMPLATE_STATUS = "CamelWhatsapp360TemplateStatus";

    @Metadata(
            label = "producer",
            description = "The categories of the templates to list. It overrides the option `templateCategory`.",
            javaType = "String")
    public static final String TEMPLATE_CATEGORY = "CamelWhatsapp360TemplateCategory";

    @Metadata(
            label = "consumer",
            description =
                    "The sender of the message: a phone number or a business-scoped user ID. A reply goes to it. On "
                            + "events of users, calls and handovers, the user.",
            javaType = "String")
    public static final String FROM = "CamelWhatsapp360From";

    @Metadata(
            label = "consumer",
            description = "The time of the event, as reported by the service.",
            javaType = "java.time.Instant")
    public static final String TIMESTAMP = "CamelWhatsapp360Timestamp";

    @Metadata(
            label = "consumer",
            description = "The ID of the business phone number that the event concerns.",
            javaType = "String")
    public static final String PHONE_NUMBER_ID = "CamelWhatsapp360PhoneNumberId";

    @Metadata(
            label = "consumer",
            description =
                    "Set by a route of `flow`: the flow token is not valid any more. WhatsApp shows the user this text and disables the button of the flow message.",
            javaType = "String")
    public static final String INVALID_FLOW_TOKEN = "CamelWhatsapp360InvalidFlowToken";

    private Whatsapp360Constants() {}
}
