package io.github.whatsapp360;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.MimeType;
import org.apache.camel.spi.Transformer;

/**
 * Transforms an event or a result to JSON as text: {@code transformDataType("whatsapp360:application-json")}. The JSON
 * of an event is a webhook payload with this event only. A text stays as it is; it is taken for JSON.
 */
@DataTypeTransformer(
        name = "whatsapp360:application-json",
        description = "Transforms an event or a result of WhatsApp (360dialog) to JSON as text")
public final class Whatsapp360JsonDataTypeTransformer extends Transformer {

    @Override
    public void transform(Message message, DataType from, DataType to) {
        if (!(message.getBody() instanceof String)) {
            message.setBody(json(message).toString());
        }
        message.setHeader(Exchange.CONTENT_TYPE, MimeType.JSON.type());
    }

    private static JsonNode json(Message message) {
        JsonNode json = message.getBody(JsonNode.class);
        if (json == null) {
            throw new IllegalArgumentException(
                    "whatsapp360:application-json transforms an event of whatsapp360:events or "
                            + "a result of the other endpoints, and the body is none");
        }
        return json;
    }
}
