package io.github.whatsapp360;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.Message;
import io.github.whatsapp360.message.MessageJson;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;

/** Converts between a message and the API's JSON, and an uploaded file to its ID. */
@Converter(generateLoader = true)
public final class Whatsapp360Converters {

    private Whatsapp360Converters() {}

    @Converter
    public static String toId(UploadedMedia media) {
        return media.id();
    }

    @Converter
    public static JsonNode toJson(Message message) {
        return MessageJson.write(message);
    }

    @Converter
    public static String toText(Message message) {
        return MessageJson.write(message).toString();
    }

    @Converter
    public static Map<?, ?> toMap(Message message, Exchange exchange) {
        return Senders.mapper(exchange.getContext()).convertValue(MessageJson.write(message), Map.class);
    }

    @Converter
    public static Message toMessage(JsonNode json) {
        if (json instanceof ObjectNode object) {
            return MessageJson.read(object);
        }
        throw new TypeConversionException(
                json, Message.class, new IllegalArgumentException("a message as JSON is an object of the API's form"));
    }

    @Converter
    public static Message toMessage(Map<?, ?> map, Exchange exchange) {
        return toMessage(Senders.mapper(exchange.getContext()).valueToTree(map));
    }

    @Converter
    public static Message toMessage(String json, Exchange exchange) throws IOException {
        return toMessage(Senders.mapper(exchange.getContext()).readTree(json));
    }
}
