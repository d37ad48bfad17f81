package io.github.whatsapp360.benchmarks.implementations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** The bodies that the hand-written use of camel-http sends and receives: JSON by Jackson, and forms for uploads. */
final class CamelHttpRequests {

    private static final ContentType PDF = ContentType.create("application/pdf");

    private final ObjectMapper mapper = new ObjectMapper();

    byte[] text(String to, String text) throws JsonProcessingException {
        ObjectNode json = envelope(to, "text");
        json.putObject("text").put("body", text);
        return mapper.writeValueAsBytes(json);
    }

    byte[] document(String to, String mediaId, String filename) throws JsonProcessingException {
        ObjectNode json = envelope(to, "document");
        json.putObject("document").put("id", mediaId).put("filename", filename);
        return mapper.writeValueAsBytes(json);
    }

    private ObjectNode envelope(String to, String type) {
        return mapper.createObjectNode()
                .put("messaging_product", "whatsapp")
                .put("recipient_type", "individual")
                .put("to", to)
                .put("type", type);
    }

    static HttpEntity upload(File pdf) {
        return form().addBinaryBody("file", pdf, PDF, pdf.getName()).build();
    }

    static HttpEntity upload(InputStream pdf) {
        return form().addBinaryBody("file", pdf, PDF, "stream.pdf").build();
    }

    private static MultipartEntityBuilder form() {
        return MultipartEntityBuilder.create()
                .addTextBody("messaging_product", "whatsapp")
                .addTextBody("type", "application/pdf");
    }

    /** Returns the message ID from the response in the body; empty if it has none. */
    String messageId(Exchange exchange) throws IOException {
        return response(exchange).path("messages").path(0).path("id").asText();
    }

    /** Returns the media ID from the response in the body; empty if it has none. */
    String mediaId(Exchange exchange) throws IOException {
        return response(exchange).path("id").asText();
    }

    private JsonNode response(Exchange exchange) throws IOException {
        return mapper.readTree(exchange.getMessage().getBody(byte[].class));
    }
}
