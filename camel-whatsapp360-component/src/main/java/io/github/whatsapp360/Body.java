package io.github.whatsapp360;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.BlockedUser;
import io.github.whatsapp360.api.BusinessProfile;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.client.ApiRequest;
import io.github.whatsapp360.delivery.FileToSend;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.files.CachedHead;
import io.github.whatsapp360.files.FileNames;
import io.github.whatsapp360.files.MediaFile;
import io.github.whatsapp360.files.MimeTypes;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.flow.PemKey;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.Media;
import io.github.whatsapp360.message.MessageJson;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.message.Text;
import io.github.whatsapp360.trace.TracedData;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.util.IOHelper;

/**
 * Reads an exchange's body: a file to upload, which {@link FileBody} finds, or a complete message. No other class reads
 * the body.
 *
 * <p>The headers {@code CamelWhatsapp360MediaId} and {@code CamelWhatsapp360Link} name the file if the body is empty.
 */
final class Body {

    private static final int MAX_JSON_BYTES = 1 << 20;
    private static final String JSON_TYPE = "application/json";

    private final Exchange exchange;
    private final ExchangeOptions options;
    private final ObjectMapper mapper;
    private final FileBody files;
    private JsonNode tree;

    Body(Exchange exchange, ExchangeOptions options, ObjectMapper mapper) {
        this.exchange = exchange;
        this.options = options;
        this.mapper = mapper;
        this.files = new FileBody(exchange, options);
    }

    /** Returns what the exchange sends: a file, a complete message or a read receipt. */
    SendRequest outgoing() {
        Optional<MediaFile> file = files.find(isJson());
        if (file.isPresent()) {
            return new SendRequest.FileMessage(Recipient.normalized(options.to()), () -> fileToSend(file.get()));
        }
        Optional<SendRequest.ReadReceipt> receipt = readReceipt();
        return receipt.isPresent()
                ? receipt.get()
                : new SendRequest.ReadyMessage(message().normalized());
    }

    private FileToSend fileToSend(MediaFile file) {
        Upload upload = describe(file);
        return new FileToSend(
                upload, fileMessage(upload.kind(), upload.filename()).normalized());
    }

    /** Finds the file to upload. The supplier reads and checks it. */
    Supplier<Upload> upload() {
        MediaFile file = files.find(isJson()).orElseThrow(this::noFile);
        return () -> describe(file);
    }

    /** Returns the request to any path, with the body as its content. */
    ApiRequest request() {
        ApiRequest request = ApiRequest.of(options.method(), options.path(), options.httpHeaders());
        Object body = plain(exchange.getMessage().getBody());
        if (request.onlyReads() || body == null || body.equals("")) {
            return request;
        }
        if (body instanceof String text) {
            String type = options.contentType(JSON_TYPE);
            return request.withBody(MediaFile.of(text.getBytes(charset(type)), ""), type);
        }
        Optional<MediaFile> file = files.of(body);
        if (file.isEmpty()) {
            return request.withBody(MediaFile.of(written(body), ""), JSON_TYPE);
        }
        MediaFile content = file.get();
        if (content.isOneShot() && CallKind.of(request.method(), request.path(), true) == CallKind.MESSAGE) {
            content = MediaFile.of(message(content), ""); // it may have to be repeated, and its recipient is read
        }
        return request.withBody(content, options.contentType("application/octet-stream"));
    }

    /** Returns the business profile to write: the body, in the API's form. */
    BusinessProfile profile() {
        Object body = plain(exchange.getMessage().getBody());
        if (json(body instanceof BusinessProfile profile ? profile.json() : body) instanceof ObjectNode object
                && !object.isEmpty()) {
            return new BusinessProfile(object);
        }
        throw new InvalidMessageException(new Problem(
                "body",
                "there is no profile; accepted: a BusinessProfile, or a Map or JSON with the fields to change"));
    }

    /** Returns the message template to create: the body, in the API's form. */
    MessageTemplate template() {
        Object body = plain(exchange.getMessage().getBody());
        if (json(body instanceof MessageTemplate template ? template.json() : body) instanceof ObjectNode object
                && object.hasNonNull("name")) {
            return new MessageTemplate(object);
        }
        throw new InvalidMessageException(
                new Problem(
                        "body",
                        "there is no template; accepted: a MessageTemplate, or a Map or JSON (text or a file) with name, language, category and components"));
    }

    /**
     * Returns the message template to get or delete, as far as it is named: the body if it is a template, or else the
     * one of the header or option, or else the ID or the name in the body.
     */
    MessageTemplate namedTemplate() {
        Object body = plain(exchange.getMessage().getBody());
        if (body instanceof MessageTemplate template
                && !(template.id().isEmpty() && template.name().isEmpty())) {
            return template;
        }
        ObjectNode named = mapper.createObjectNode();
        if (!options.templateName().isEmpty()) {
            named.put("name", options.templateName());
        } else if (body instanceof Number || body instanceof String text && !text.isBlank()) {
            String text = body.toString().strip();
            named.put(text.matches("[0-9]+") ? "id" : "name", text);
        } else {
            throw new InvalidMessageException(
                    new Problem(
                            "templateName",
                            "is missing; set the header CamelWhatsapp360TemplateName, or the body to a name, an ID or a template"));
        }
        return new MessageTemplate(named.put("language", options.templateLanguage()));
    }

    /**
     * Returns the public key in the body, in PEM: a PublicKey, a KeyPair, or PEM; empty if the body is anything else,
     * such as the text of a message.
     */
    Optional<String> publicKey() {
        Object body = plain(exchange.getMessage().getBody());
        PublicKey key = body instanceof KeyPair pair ? pair.getPublic() : body instanceof PublicKey one ? one : null;
        if (key != null) {
            return Optional.of(PemKey.write(key));
        }
        return Optional.ofNullable(exchange.getMessage().getBody(String.class))
                .filter(text -> text.contains("-----BEGIN PUBLIC KEY-----"));
    }

    private JsonNode json(Object body) {
        if (body instanceof JsonNode json) {
            return json;
        }
        if (body instanceof Map) {
            return tree();
        }
        try {
            Optional<MediaFile> file = files.of(body);
            if (file.isPresent()) {
                return mapper.readTree(message(file.get()));
            }
            return body instanceof String text ? mapper.readTree(text) : null;
        } catch (IOException e) {
            return null; // no JSON
        }
    }

    private static Charset charset(String contentType) {
        try {
            return contentType.contains("charset=")
                    ? Charset.forName(IOHelper.getCharsetNameFromContentType(contentType))
                    : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            throw new InvalidMessageException(new Problem("headers", "Content-Type has an unknown charset"));
        }
    }

    /**
     * Returns the users to block or unblock, in their normal form: the one of the header {@code to}, or else those in
     * the body, or else the one of the option {@code to}, which may be meant for messages.
     */
    List<String> users() {
        Object body = plain(exchange.getMessage().getBody());
        List<String> given = List.of();
        if (options.hasOwnTo()) {
            given = List.of(options.to());
        } else if (body instanceof Collection<?> several) {
            given = several.stream().map(Body::nameOf).toList();
        } else if (body instanceof Object[] several) {
            given = Stream.of(several).map(Body::nameOf).toList();
        } else if (body instanceof ArrayNode several) {
            given = StreamSupport.stream(several.spliterator(), false)
                    .map(Body::nameOf)
                    .toList();
        } else if (body instanceof Number
                || body instanceof BlockedUser
                || body instanceof String text && !text.isBlank()) {
            given = List.of(nameOf(body));
        } else if (options.hasTo()) {
            given = List.of(options.to());
        }
        if (given.isEmpty()) {
            throw new InvalidMessageException(new Problem(
                    "to",
                    "is missing; set the header CamelWhatsapp360To, or the body to a number or a List of numbers"));
        }
        return given.stream().map(Body::user).toList();
    }

    private static String nameOf(Object user) {
        if (user instanceof JsonNode json) {
            return json.isValueNode() ? json.asText() : nameOf(new BlockedUser(json));
        }
        return user instanceof BlockedUser blocked ? blocked.user() : String.valueOf(user);
    }

    private static String user(String text) {
        Recipient kind = Recipient.of(text);
        if (kind != Recipient.NUMBER && kind != Recipient.USER) {
            throw new InvalidMessageException(new Problem(
                    "to", kind == Recipient.GROUP ? "is a group, which cannot be blocked" : Recipient.problem(text)));
        }
        return Recipient.normalized(text);
    }

    private byte[] written(Object body) {
        boolean isOther = !(body instanceof Map || body instanceof Collection || body instanceof JsonNode);
        Object json =
                isOther ? exchange.getContext().getTypeConverter().tryConvertTo(JsonNode.class, exchange, body) : body;
        if (json == null) {
            throw new InvalidMessageException(new Problem(
                    "body",
                    "a " + body.getClass().getTypeName()
                            + " cannot be sent; accepted: a Map, a List, a JsonNode, text, bytes, a file or a stream"));
        }
        return tree(json).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] message(MediaFile stream) {
        byte[] content = read(stream);
        if (content.length > MAX_JSON_BYTES) {
            throw new InvalidMessageException(
                    new Problem("body", "has more than " + MAX_JSON_BYTES + " bytes, which no message has"));
        }
        return content;
    }

    /** Returns the content of a file, cut after one byte more than a message may have. */
    private static byte[] read(MediaFile file) {
        try (InputStream in = file.open()) {
            return in.readNBytes(MAX_JSON_BYTES + 1);
        } catch (IOException e) {
            throw NotSentException.localFile("The body cannot be read", e);
        }
    }

    /** Returns the recipient of the message in a request to any path; empty if it is no message, or names nobody. */
    String namedRecipient(ApiRequest request) {
        boolean isMessage = CallKind.of(request.method(), request.path(), false) == CallKind.MESSAGE;
        if (!isMessage || request.body() == null) {
            return "";
        }
        try {
            JsonNode json = mapper.readTree(read(request.body()));
            String named = json == null
                    ? ""
                    : json.path("to").asText(json.path("recipient").asText(""));
            return Recipient.of(named) == Recipient.NUMBER ? Recipient.normalized(named) : named;
        } catch (IOException e) {
            return ""; // the service refuses it
        }
    }

    /**
     * Returns the number of bytes that the body holds in memory; 0 for a file on disk, or if the number is not known.
     */
    long heldBytes() {
        Object body = exchange.getMessage().getBody();
        if (body instanceof byte[] bytes) {
            return bytes.length;
        }
        if (body instanceof ByteBuffer buffer) {
            return buffer.capacity();
        }
        if (body instanceof StreamCache cache) {
            return cache.inMemory() ? Math.max(0, cache.length()) : 0;
        }
        return body instanceof CharSequence text ? text.length() : 0;
    }

    private InvalidMessageException noFile() {
        Object body = exchange.getMessage().getBody();
        return new InvalidMessageException(new Problem(
                "body",
                "there is no file in "
                        + (body == null
                                ? "an empty body"
                                : "a " + body.getClass().getTypeName())
                        + "; accepted: File, Path, the file of a file component, a stream, byte[] or an attachment"));
    }

    /** Returns the message in the body or in the headers. */
    private OutgoingMessage message() {
        Object body = plain(exchange.getMessage().getBody());
        if (body instanceof OutgoingMessage message) {
            return complete(message);
        }
        if (body instanceof UploadedMedia media) {
            MediaKind kind = Optional.ofNullable(options.kind()).orElse(media.kind());
            String name = options.filename().isEmpty() ? media.filename() : options.filename();
            return complete(OutgoingMessage.of(
                    captioned(named(Media.ofId(kind, media.id()), FileNames.of(name, media.mimeType(), kind.type())))));
        }
        if (body instanceof URI || body instanceof URL) {
            return complete(link(body.toString()));
        }
        if (!tree().isMissingNode()) {
            return complete(json(tree()));
        }
        boolean empty = body == null || body instanceof String text && text.isBlank();
        if (!options.link().isEmpty()) {
            return fromLinkHeader(empty);
        }
        if (empty && !options.mediaId().isEmpty()) {
            return complete(fromMediaIdHeader());
        }
        if (!empty && body instanceof String text) {
            return complete(
                    OutgoingMessage.of(options.previewUrl() ? Text.of(text).withPreview() : Text.of(text)));
        }
        if (body instanceof String text) {
            throw new InvalidMessageException(new Problem(
                    "body",
                    "the text is " + (text.isEmpty() ? "empty" : "blank")
                            + ", so there is nothing to send; set a text, "
                            + "or one of the headers CamelWhatsapp360MediaId and CamelWhatsapp360Link"));
        }
        throw new InvalidMessageException(new Problem(
                "body",
                "there is nothing to send in "
                        + (body == null
                                ? "an empty body"
                                : "a " + body.getClass().getTypeName())
                        + "; accepted: a file (File, Path, stream, byte[], attachment), text, an OutgoingMessage, a "
                        + "Map or JSON "
                        + "of the API's form, the result of whatsapp360:media, a URI, or one of the headers "
                        + "CamelWhatsapp360MediaId and CamelWhatsapp360Link"));
    }

    /**
     * Returns the media ID to look up, download or delete. The body is that ID, or the result of an upload or a lookup;
     * otherwise the header holds the ID.
     */
    String mediaId() {
        Object body = exchange.getMessage().getBody();
        body = body instanceof byte[] || body instanceof Number
                ? exchange.getMessage().getBody(String.class)
                : plain(body);
        String id = options.mediaId();
        if (body instanceof UploadedMedia media) {
            id = media.id();
        } else if (body instanceof MediaInfo info) {
            id = info.id();
        } else if (body instanceof String text && (id.isEmpty() || isMediaId(text.trim()))) {
            id = text.trim();
        }
        if (id.isEmpty()) {
            throw new InvalidMessageException(new Problem(
                    "mediaId",
                    "the media ID is missing; give it as the body or in the header CamelWhatsapp360MediaId"));
        }
        if (!isMediaId(id)) {
            throw new InvalidMessageException(new Problem(
                    "mediaId",
                    "is not a media ID, which has digits, letters and hyphens only; the given text has " + id.length()
                            + " characters"));
        }
        return id;
    }

    /** Returns whether a text has the form of a media ID: digits with the Cloud API, a UUID with the On-Premise API. */
    private static boolean isMediaId(String text) {
        return text.matches("(?=.*[0-9])[A-Za-z0-9_-]{1,128}");
    }

    /**
     * Returns the ID of the received message to mark as read: from the header, or else the body if it is only an ID.
     */
    String receivedId() {
        String id = options.messageId();
        if (id.isEmpty() && plain(exchange.getMessage().getBody()) instanceof String text) {
            id = text.trim();
        }
        if (id.isEmpty() || id.matches("(?s).*\\s.*")) {
            throw new InvalidMessageException(new Problem(
                    "messageId",
                    "the ID of the received message is missing; set the header CamelWhatsapp360MessageId to it"));
        }
        return id;
    }

    /** Returns the read receipt in the body, in the form of the API's JSON; empty if the body is anything else. */
    private Optional<SendRequest.ReadReceipt> readReceipt() {
        JsonNode json = tree();
        if (!json.path("status").asText("").equals("read") || json.has("type")) {
            return Optional.empty();
        }
        JsonNode id = json.path("message_id");
        if (!id.isTextual() || id.textValue().isBlank()) {
            throw new InvalidMessageException(
                    new Problem("message_id", "is missing: a read receipt needs the ID of the received message"));
        }
        return Optional.of(new SendRequest.ReadReceipt(
                id.textValue(), json.path("typing_indicator").isObject()));
    }

    /** Returns the body as JSON, parsed once; a missing node if the body is not JSON. */
    private JsonNode tree() {
        if (tree == null) {
            Object body = plain(exchange.getMessage().getBody());
            if (body instanceof Map || body instanceof JsonNode) {
                tree = tree(body);
            } else if (isJson()
                    && (body instanceof String
                            || body instanceof byte[]
                            || body instanceof ByteBuffer
                            || body instanceof InputStream
                            || body instanceof StreamCache)) {
                tree = parse(body);
            } else {
                tree = mapper.missingNode();
            }
        }
        return tree;
    }

    private JsonNode tree(Object body) {
        try {
            return mapper.valueToTree(body);
        } catch (IllegalArgumentException e) {
            throw new InvalidMessageException(
                    new Problem(
                            "body",
                            "the Map holds a value that cannot be written as JSON; give texts, numbers, lists and "
                                    + "maps, or bind an "
                                    + "ObjectMapper to the registry that can write it"),
                    e);
        }
    }

    /** Returns a text of any Java type as a String, and any other body unchanged. */
    private static Object plain(Object body) {
        return body instanceof CharSequence text
                ? text.toString()
                : body instanceof char[] text ? new String(text) : body;
    }

    /** Returns the message that sends a file after its upload. */
    private OutgoingMessage fileMessage(MediaKind kind, String filename) {
        if (!options.link().isEmpty()) {
            throw bodyAndLink();
        }
        return complete(OutgoingMessage.of(captioned(named(Media.ofFile(kind), filename))));
    }

    /**
     * Finds the file's kind, MIME type and name, and checks the file. The file is opened once for this.
     *
     * @throws InvalidMessageException if the service does not accept the file
     * @throws NotSentException if the file cannot be read
     */
    private Upload describe(MediaFile file) {
        String name = Stream.concat(Stream.of(options.filename()), files.names(file).stream())
                .filter(candidate -> !candidate.isBlank())
                .findFirst()
                .orElse("");
        try (CachedHead head = new CachedHead(file)) {
            Upload upload = Upload.describe(head, options.mimeType(), files.types(file), options.kind(), name)
                    .withTimeToLive(options.mediaTtl());
            List<Problem> problems = options.problems(upload, head);
            if (!problems.isEmpty()) {
                throw new InvalidMessageException(problems);
            }
            return upload;
        } catch (IOException e) {
            throw NotSentException.localFile("The file cannot be read", e);
        }
    }

    /**
     * Returns the name of a document that is not in the exchange: from the header or option {@code filename}, or else
     * from {@code CamelFileName}, or else its own name.
     *
     * @param own its own name; empty if it has none
     * @param mimeType the MIME type; empty if it is not known
     */
    private String documentName(String own, String mimeType) {
        String known = exchange.getMessage().getHeader(Exchange.FILE_NAME, "", String.class);
        String name = Stream.of(options.filename(), known, own)
                .filter(candidate -> !candidate.isBlank())
                .findFirst()
                .orElse("");
        return FileNames.of(name, mimeType, mimeType.isEmpty() ? "" : MediaKind.DOCUMENT.type());
    }

    private OutgoingMessage fromLinkHeader(boolean emptyBody) {
        if (!emptyBody) {
            throw bodyAndLink();
        }
        if (!options.mediaId().isEmpty()) {
            throw new InvalidMessageException(new Problem(
                    "link", "the headers CamelWhatsapp360Link and CamelWhatsapp360MediaId are both set; remove one"));
        }
        return complete(link(options.link()));
    }

    private static InvalidMessageException bodyAndLink() {
        return new InvalidMessageException(new Problem(
                "link",
                "the body and the header CamelWhatsapp360Link are both set; remove the header to send the body, "
                        + "or empty the body to send the link"));
    }

    private OutgoingMessage fromMediaIdHeader() {
        MediaKind kind = options.kind();
        if (kind == null && options.mimeType().isEmpty()) {
            throw new InvalidMessageException(new Problem(
                    "type",
                    "the kind of the file in CamelWhatsapp360MediaId is not known; set the header "
                            + "CamelWhatsapp360Type (" + ExchangeOptions.kinds() + ") or CamelWhatsapp360MimeType"));
        }
        Media media = Media.ofId(kind == null ? MimeTypes.kind(options.mimeType()) : kind, options.mediaId());
        return OutgoingMessage.of(captioned(named(media, documentName("", options.mimeType()))));
    }

    private OutgoingMessage link(String link) {
        String name = FileNames.inLink(link);
        String mimeType = options.mimeType().isEmpty() ? MimeTypes.ofName(name).orElse("") : options.mimeType();
        MediaKind kind = options.kind();
        if (kind == null) {
            if (mimeType.isEmpty()) {
                throw new InvalidMessageException(new Problem(
                        "type",
                        "the file name in the link does not show the type; set the header CamelWhatsapp360Type ("
                                + ExchangeOptions.kinds() + ") or CamelWhatsapp360MimeType"));
            }
            kind = MimeTypes.kind(mimeType);
        }
        return OutgoingMessage.of(captioned(named(Media.ofLink(kind, link), documentName(name, mimeType))));
    }

    /** Fills in the recipient, the answered message and the callback data if the message does not have them. */
    private OutgoingMessage complete(OutgoingMessage message) {
        OutgoingMessage complete = message;
        // "recipient" names a user without a phone number; the service prefers "to" if both are given
        if (complete.to().isEmpty()
                && !complete.unknownFields().containsKey("to")
                && !complete.unknownFields().containsKey("recipient")) {
            complete = complete.withTo(options.to());
        }
        String replyTo = options.replyTo();
        if (!replyTo.isEmpty()
                && complete.replyTo().isEmpty()
                && !complete.unknownFields().containsKey("context")) {
            complete = complete.withReplyTo(replyTo);
        }
        String identityKeyHash = options.identityKeyHash();
        if (!identityKeyHash.isEmpty()
                && complete.identityKeyHash().isEmpty()
                && !complete.unknownFields().containsKey("recipient_identity_key_hash")) {
            complete = complete.withIdentityKeyHash(identityKeyHash);
        }
        String given = TracedData.read(complete.callbackData()).data();
        String data = given.isEmpty() ? callbackData() : given;
        return data.equals(complete.callbackData()) ? complete : complete.withCallbackData(data);
    }

    private String callbackData() {
        String given = options.callbackData();
        if (given.isEmpty() && options.keepsRecords()) {
            throw new InvalidMessageException(new Problem(
                    "callbackData",
                    "the option 'messageRepository' needs the header CamelWhatsapp360CallbackData: a text that is the "
                            + "same whenever the same message comes again, and different for every other message, "
                            + "such as an invoice number, a file name with its date, or ${header.JMSMessageID}"));
        }
        return given.isEmpty() ? exchange.getContext().getUuidGenerator().generateExchangeUuid() : given;
    }

    private Media captioned(Media media) {
        return media.withCaption(options.caption());
    }

    /** Sets the file name of a document. The API does not accept one with other kinds. */
    private static Media named(Media media, String filename) {
        return media.kind() == MediaKind.DOCUMENT ? media.withFilename(filename) : media;
    }

    private boolean isJson() {
        String contentType = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "", String.class);
        String plain = MimeTypes.withoutParameters(contentType);
        return plain.equals("application/json") || plain.equals("text/json") || plain.endsWith("+json");
    }

    private static OutgoingMessage json(JsonNode json) {
        if (json instanceof ObjectNode object) {
            return MessageJson.read(object);
        }
        throw new InvalidMessageException(new Problem("body", "a message as JSON must be an object in the API's form"));
    }

    private JsonNode parse(Object body) {
        byte[] json;
        if (body instanceof String text) {
            json = text.getBytes(StandardCharsets.UTF_8);
        } else {
            try (InputStream in = files.of(body).orElseThrow().open()) {
                json = in.readNBytes(MAX_JSON_BYTES);
            } catch (IOException e) {
                throw NotSentException.localFile("The body cannot be read", e);
            }
        }
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            " (line %d, column %d)",
                            e.getLocation().getLineNr(),
                            e.getLocation().getColumnNr());
            throw new InvalidMessageException(
                    new Problem("body", "the Content-Type is JSON, but the body is not JSON" + where));
        } catch (IOException e) { // the bytes are not text
            throw new InvalidMessageException(
                    new Problem("body", "the Content-Type is JSON, but the body is not JSON"), e);
        }
    }
}
