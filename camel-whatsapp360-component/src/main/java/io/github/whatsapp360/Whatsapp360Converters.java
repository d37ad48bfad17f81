package io.github.whatsapp360;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.BlockResult;
import io.github.whatsapp360.api.BlockedUser;
import io.github.whatsapp360.api.BusinessProfile;
import io.github.whatsapp360.api.FlowPublicKey;
import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.NumberHealth;
import io.github.whatsapp360.api.WebhookDestination;
import io.github.whatsapp360.event.FlowRequest;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.MessageJson;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.TypeConverterRegistry;

/**
 * Type converters between a message and the API's JSON, from results and events to JSON (as nodes, a map, text or
 * bytes), and from text to the options that are enums.
 *
 * <p>Camel also converts without an exchange; then the exchange is null.
 */
@Converter(generateLoader = true)
public final class Whatsapp360Converters {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Whatsapp360Converters() {}

    /**
     * Converts a message, a result, an event or an answer to JSON. An uploaded file is converted to its media ID as
     * text and bytes, so that the ID can be sent.
     *
     * @return null for any other value, so that Camel tries other converters
     */
    @Converter(fallback = true)
    public static Object convert(Class<?> type, Exchange exchange, Object value, TypeConverterRegistry registry)
            throws IOException {
        if (!isOurs(value)) {
            return null;
        }
        if (Map.class.isAssignableFrom(type) && type.isAssignableFrom(LinkedHashMap.class)) {
            return value instanceof ResultList || value instanceof ArrayNode
                    ? null
                    : MAPPER.convertValue(value, LinkedHashMap.class);
        }
        if (JsonNode.class.isAssignableFrom(type)) {
            JsonNode json = MAPPER.valueToTree(value);
            return type.isInstance(json) ? json : null;
        }
        if (type == String.class || type == CharSequence.class) {
            return text(value);
        }
        if (type == char[].class) {
            return text(value).toCharArray();
        }
        if (type == Reader.class) {
            return new StringReader(text(value));
        }
        if (type == byte[].class) {
            return bytes(value);
        }
        if (type == InputStream.class) {
            return new ByteArrayInputStream(bytes(value));
        }
        return type == ByteBuffer.class ? ByteBuffer.wrap(bytes(value)) : null;
    }

    @Converter
    public static OutgoingMessage toOutgoingMessage(JsonNode json) {
        if (json instanceof ObjectNode object) {
            return MessageJson.read(object);
        }
        throw new TypeConversionException(
                json,
                OutgoingMessage.class,
                new IllegalArgumentException("a message as JSON is an object of the API's form"));
    }

    @Converter
    public static OutgoingMessage toOutgoingMessage(Map<?, ?> map, Exchange exchange) {
        return toOutgoingMessage(mapper(exchange).valueToTree(map));
    }

    @Converter
    public static OutgoingMessage toOutgoingMessage(String json, Exchange exchange) throws IOException {
        return toOutgoingMessage(mapper(exchange).readTree(json));
    }

    @Converter
    public static OutgoingMessage toOutgoingMessage(byte[] json, Exchange exchange) throws IOException {
        return toOutgoingMessage(mapper(exchange).readTree(json));
    }

    @Converter
    public static OutgoingMessage toOutgoingMessage(InputStream json, Exchange exchange) throws IOException {
        return toOutgoingMessage(mapper(exchange).readTree(json));
    }

    /** Converts the option {@code type}. Camel uses this instead of its conversion to enums, which lists no values. */
    @Converter
    public static MediaKind toMediaKind(String text) {
        return EnumOption.of("type", MediaKind.class, text);
    }

    /** Converts the option {@code operation}. */
    @Converter
    public static Whatsapp360Operation toOperation(String text) {
        return EnumOption.of("operation", Whatsapp360Operation.class, text);
    }

    /** Converts the option {@code confirm}. */
    @Converter
    public static Whatsapp360Confirmation toConfirmation(String text) {
        return EnumOption.of("confirm", Whatsapp360Confirmation.class, text);
    }

    /** Converts the option {@code answer}. */
    @Converter
    public static Whatsapp360Answer toAnswer(String text) {
        return EnumOption.of("answer", Whatsapp360Answer.class, text);
    }

    /**
     * Returns the application's ObjectMapper if it has one, because a map may hold values that only this mapper can
     * write.
     */
    private static ObjectMapper mapper(Exchange exchange) {
        return exchange == null ? MAPPER : SenderRegistry.mapper(exchange.getContext());
    }

    private static boolean isOurs(Object value) {
        return value instanceof OutgoingMessage
                || value instanceof SentMessage
                || value instanceof UploadedMedia
                || value instanceof MediaInfo
                || value instanceof WebhookEvent
                || value instanceof FlowRequest
                || value instanceof ResultList
                || value instanceof NumberHealth
                || value instanceof BusinessProfile
                || value instanceof BlockResult
                || value instanceof BlockedUser
                || value instanceof WebhookDestination
                || value instanceof MessageTemplate
                || value instanceof FlowPublicKey
                || value instanceof ContainerNode;
    }

    private static String text(Object value) {
        return value instanceof UploadedMedia media
                ? media.id()
                : MAPPER.valueToTree(value).toString();
    }

    private static byte[] bytes(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }
}
