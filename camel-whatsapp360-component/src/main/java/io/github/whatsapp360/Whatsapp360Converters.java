package io.github.whatsapp360;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.media.DownloadedMedia;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.MessageJson;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.TypeConverterRegistry;

/**
 * Type converters between a message and the API's JSON, and from results and events to JSON: as nodes, a map, text or
 * bytes.
 *
 * <p>Camel also converts without an exchange; then the exchange is null.
 */
@Converter(generateLoader = true)
public final class Whatsapp360Converters {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The types to which a downloaded file is converted as its content. */
    private static final Set<Class<?>> CONTENT =
            Set.of(byte[].class, InputStream.class, Reader.class, ByteBuffer.class, File.class);

    private Whatsapp360Converters() {}

    /**
     * Converts a message, a result or an event to JSON. An uploaded file is converted to its media ID as text and
     * bytes, so that the ID can be sent. A downloaded file is converted to its content as bytes, stream, reader or
     * file.
     *
     * @return null for any other value, so that Camel tries other converters
     */
    @Converter(fallback = true)
    public static Object convert(Class<?> type, Exchange exchange, Object value, TypeConverterRegistry registry)
            throws IOException {
        if (!isOurs(value)) {
            return null;
        }
        if (value instanceof DownloadedMedia media && CONTENT.contains(type)) {
            return content(media.path(), type);
        }
        if (Map.class.isAssignableFrom(type) && type.isAssignableFrom(LinkedHashMap.class)) {
            return value instanceof EventList ? null : MAPPER.convertValue(value, LinkedHashMap.class);
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
                || value instanceof DownloadedMedia
                || value instanceof WebhookEvent
                || value instanceof EventList;
    }

    private static Object content(Path file, Class<?> type) throws IOException {
        if (type == InputStream.class) {
            return Files.newInputStream(file);
        }
        if (type == Reader.class) {
            return Files.newBufferedReader(file);
        }
        if (type == File.class) {
            return file.toFile();
        }
        byte[] bytes = Files.readAllBytes(file);
        return type == ByteBuffer.class ? ByteBuffer.wrap(bytes) : bytes;
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
