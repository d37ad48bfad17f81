package io.github.whatsapp360;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.client.HostingProfile;
import io.github.whatsapp360.files.CachedHead;
import io.github.whatsapp360.files.MimeTypes;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.trace.TracedData;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.TimeUtils;

/**
 * The options of one exchange. An option in the URI of a {@code toD} wins over the header, and the header wins over the
 * endpoint's option.
 */
final class ExchangeOptions {

    /** The options that {@link Whatsapp360SendDynamicAware} takes out of a URI: the options that also have a header. */
    static final Set<String> DYNAMIC = Set.of(
            "to",
            "type",
            "filename",
            "caption",
            "replyTo",
            "operation",
            "method",
            "path",
            "templateName",
            "templateLanguage",
            "templateStatus",
            "templateCategory");

    /** The forms of a time that Camel parses correctly. It misreads other texts, or fails. */
    private static final Pattern TIME = Pattern.compile(
            "[0-9]{1,15}|(?=[0-9])([0-9]{1,6}d)?([0-9]{1,8}h)?([0-9]{1,9}m)?([0-9]{1,10}s)?([0-9]{1,15}ms)?");

    /** The exchange property with the options of a {@code toD}: a map from option to text. */
    static final String DYNAMIC_PROPERTY = "CamelWhatsapp360Dynamic";

    private final Map<?, ?> dynamic;
    private final Message in;
    private final Whatsapp360Configuration options;

    ExchangeOptions(Exchange exchange, Whatsapp360Configuration options) {
        this.dynamic = exchange.getProperty(DYNAMIC_PROPERTY, Map.of(), Map.class);
        this.in = exchange.getMessage();
        this.options = options;
    }

    /** Returns whether the exchange names a recipient itself: in the header, or in the URI of a {@code toD}. */
    boolean hasOwnTo() {
        Object header = in.getHeader(Whatsapp360Constants.TO);
        return dynamic.containsKey("to") || header != null && !header.toString().isBlank();
    }

    /** Returns whether the exchange or the option {@code to} names a recipient. */
    boolean hasTo() {
        return hasOwnTo() || options.getTo() != null;
    }

    String to() {
        Object to = in.getHeader(Whatsapp360Constants.TO);
        if (dynamic.containsKey("to")) {
            return option("to", Whatsapp360Constants.TO, options.getTo());
        }
        Collection<?> all = to instanceof Object[] array
                ? Arrays.asList(array)
                : to instanceof Collection<?> several ? several : Collections.singleton(to);
        if (all.size() != 1) {
            throw new InvalidMessageException(new Problem(
                    "to",
                    "the header CamelWhatsapp360To has " + all.size()
                            + " recipients, but a message has one; split it first, one message for each"));
        }
        Object only = all.iterator().next();
        if (only instanceof Double || only instanceof Float) {
            // the number may have been rounded before
            throw new InvalidMessageException(new Problem(
                    "to",
                    "the header CamelWhatsapp360To is a floating-point number, which may have lost digits; "
                            + "set it to a text or a Long"));
        }
        return only == to ? option("to", Whatsapp360Constants.TO, options.getTo()) : String.valueOf(only);
    }

    /** Returns the kind from the header or option {@code type}; null if the MIME type decides. */
    MediaKind kind() {
        String type = option("type", Whatsapp360Constants.TYPE, name(options.getType()));
        return type.isEmpty()
                ? null
                : EnumOption.find(MediaKind.class, type).orElseThrow(() -> unknown("type", type, kinds()));
    }

    /** Returns the names of the kinds as a list for error messages. */
    static String kinds() {
        return EnumOption.accepted(MediaKind.class, kind -> true);
    }

    String mediaId() {
        return header(Whatsapp360Constants.MEDIA_ID, null);
    }

    String link() {
        return header(Whatsapp360Constants.LINK, null);
    }

    /**
     * Returns the MIME type from the header; empty if there is none, or if it is generic, such as
     * {@code application/octet-stream}.
     */
    String mimeType() {
        String mimeType = header(Whatsapp360Constants.MIME_TYPE, null).strip();
        if (!mimeType.isEmpty() && !MimeTypes.isType(mimeType)) {
            throw new InvalidMessageException(new Problem(
                    "mimeType", "the header CamelWhatsapp360MimeType must be a MIME type such as application/pdf"));
        }
        return MimeTypes.isGeneric(mimeType) ? "" : printable(mimeType);
    }

    /** Removes parameters with characters that cannot be sent in an HTTP header. */
    private static String printable(String mimeType) {
        return mimeType.chars().allMatch(c -> c >= 0x20 && c < 0x7f) ? mimeType : MimeTypes.withoutParameters(mimeType);
    }

    String filename() {
        return option("filename", Whatsapp360Constants.FILENAME, options.getFilename());
    }

    /** Returns the file name from the header only, because the option names files that are sent. */
    String nameHeader() {
        return header(Whatsapp360Constants.FILENAME, null);
    }

    String caption() {
        return option("caption", Whatsapp360Constants.CAPTION, options.getCaption());
    }

    String replyTo() {
        return option("replyTo", Whatsapp360Constants.REPLY_TO, options.getReplyTo());
    }

    String identityKeyHash() {
        return header(Whatsapp360Constants.IDENTITY_KEY_HASH, null).strip();
    }

    String callbackData() {
        return TracedData.read(header(Whatsapp360Constants.CALLBACK_DATA, null)).data();
    }

    /** Returns whether each message has a record, so that it needs callback data of its own. */
    boolean keepsRecords() {
        return options.getMessageRepository() != null;
    }

    /** Returns the operation from the header or option; the default of the action if neither is set. */
    Whatsapp360Operation operation(Whatsapp360Endpoint.Action action) {
        String operation = option("operation", Whatsapp360Constants.OPERATION, name(options.getOperation()));
        return operation.isEmpty()
                ? action.byDefault()
                : EnumOption.find(Whatsapp360Operation.class, operation).orElseThrow(() -> unknown(operation, action));
    }

    /** Returns the refusal of an operation that an action does not have. */
    static InvalidMessageException unknown(String operation, Whatsapp360Endpoint.Action action) {
        return unknown("operation", operation, action.operations());
    }

    private static InvalidMessageException unknown(String field, String value, String accepted) {
        return new InvalidMessageException(new Problem(field, "\"" + value + "\" is unknown; accepted: " + accepted));
    }

    private static String name(Enum<?> option) {
        return option == null ? null : option.name();
    }

    /** Returns the name of a message template; empty if it is not set. */
    String templateName() {
        return option("templateName", Whatsapp360Constants.TEMPLATE_NAME, options.getTemplateName());
    }

    /** Returns the language of a message template; empty for all. */
    String templateLanguage() {
        return option("templateLanguage", Whatsapp360Constants.TEMPLATE_LANGUAGE, options.getTemplateLanguage());
    }

    /** Returns the filter of message templates: those that are not set accept all. */
    Predicate<MessageTemplate> templateFilter() {
        Predicate<String> name = oneOf(templateName());
        Predicate<String> language = oneOf(templateLanguage());
        Predicate<String> status =
                oneOf(option("templateStatus", Whatsapp360Constants.TEMPLATE_STATUS, options.getTemplateStatus()));
        Predicate<String> category = oneOf(
                option("templateCategory", Whatsapp360Constants.TEMPLATE_CATEGORY, options.getTemplateCategory()));
        return template -> name.test(template.name())
                && language.test(template.language())
                && status.test(template.status())
                && category.test(template.category());
    }

    /** Accepts the values in a list with commas, in any case; every value if the list is empty. */
    private static Predicate<String> oneOf(String list) {
        List<String> accepted = Stream.of(list.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        return value -> accepted.isEmpty() || accepted.stream().anyMatch(value::equalsIgnoreCase);
    }

    String messageId() {
        return header(Whatsapp360Constants.MESSAGE_ID, null);
    }

    /** Returns the HTTP method of a request to any path. */
    String method() {
        return option("method", Whatsapp360Constants.METHOD, options.getMethod());
    }

    /** Returns the path of a request to any path, with its query; empty if it is not set. */
    String path() {
        return option("path", Whatsapp360Constants.PATH, options.getPath());
    }

    /** Returns the further HTTP headers of a request to any path. */
    Map<String, String> httpHeaders() {
        Object header = in.getHeader(Whatsapp360Constants.HTTP_HEADERS);
        if (header != null && !(header instanceof Map)) {
            throw new InvalidMessageException(
                    new Problem("headers", "the header CamelWhatsapp360HttpHeaders must be a Map of names and values"));
        }
        Map<?, ?> given = header == null ? Map.of() : (Map<?, ?>) header;
        Map<String, String> headers = new LinkedHashMap<>();
        given.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
        return headers;
    }

    /** Returns the Content-Type of the body; this one if the message has none. */
    String contentType(String byDefault) {
        return in.getHeader(Exchange.CONTENT_TYPE, byDefault, String.class);
    }

    Duration mediaTtl() {
        return Duration.ofMillis(options.getMediaTtl());
    }

    boolean previewUrl() {
        return options.isPreviewUrl();
    }

    /** Checks a file for this number. Returns no problems if validation is off (option {@code validate}). */
    List<Problem> problems(Upload upload, CachedHead head) throws IOException {
        return options.isValidate() ? HostingProfile.of(options.getHosting()).problems(upload, head) : List.of();
    }

    /** Returns the time that the message may wait before it is sent; zero for no limit. */
    Duration expiresAfter() {
        Object given = in.getHeader(Whatsapp360Constants.EXPIRES_AFTER);
        if (given == null) {
            return Duration.ofMillis(options.getExpiresAfter());
        }
        String text = given.toString().strip();
        Duration time = Duration.ZERO;
        if (given instanceof Duration exact) {
            time = exact;
        } else if (TIME.matcher(text).matches()) {
            time = Duration.ofMillis(TimeUtils.toMilliSeconds(text));
        }
        if (time.compareTo(Duration.ofMillis(1)) < 0) {
            throw new InvalidMessageException(new Problem(
                    "expiresAfter",
                    "the header CamelWhatsapp360ExpiresAfter must be a duration of at least 1 ms, such as 30s or 5m"));
        }
        return time;
    }

    private String option(String name, String header, String option) {
        Object here = dynamic.get(name);
        return here == null ? header(header, option) : here.toString();
    }

    private String header(String name, String option) {
        String header = in.getHeader(name, String.class);
        String value = header == null || header.isBlank() ? option : header;
        return value == null ? "" : value;
    }
}
