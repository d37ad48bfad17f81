package io.github.whatsapp360.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;

/**
 * A hand-written and optimised use of camel-http: JSON with Jackson, and as many connections as the component has. It
 * sets no HTTP method, because camel-http finds the enum for the text "POST" by a search that costs more than all the
 * rest.
 */
final class ByHandWay extends CamelWay {

    private static final Map<String, Object> JSON =
            Map.of("D360-API-KEY", KEY, Exchange.CONTENT_TYPE, "application/json");
    private static final Map<String, Object> FORM = Map.of("D360-API-KEY", KEY);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Endpoint messages;
    private final Endpoint media;

    ByHandWay(int port) {
        this(port, 0);
    }

    /**
     * @param responseTimeout the response timeout in milliseconds; 0 for camel-http's default
     */
    ByHandWay(int port, int responseTimeout) {
        HttpComponent http = context.getComponent("http", HttpComponent.class);
        http.setConnectionsPerRoute(200);
        http.setResponseTimeout(responseTimeout);
        start("http://127.0.0.1:" + port + "/media");
        messages = context.getEndpoint("http://127.0.0.1:" + port + "/messages");
        media = context.getEndpoint("http://127.0.0.1:" + port + "/media");
    }

    @Override
    public String name() {
        return "camel-http by hand";
    }

    @Override
    public String text(String to, String text) throws IOException {
        ObjectNode json = envelope(to, "text");
        json.putObject("text").put("body", text);
        return message(json);
    }

    @Override
    public String upload(File pdf) throws IOException {
        Object form = MultipartEntityBuilder.create()
                .addTextBody("messaging_product", "whatsapp")
                .addTextBody("type", "application/pdf")
                .addBinaryBody("file", pdf, ContentType.create("application/pdf"), pdf.getName())
                .build();
        return answer(media, form, FORM).path("id").asText();
    }

    @Override
    public String stream(InputStream pdf) throws IOException {
        Object form = MultipartEntityBuilder.create()
                .addTextBody("messaging_product", "whatsapp")
                .addTextBody("type", "application/pdf")
                .addBinaryBody("file", pdf, ContentType.create("application/pdf"), "stream.pdf")
                .build();
        return mapper.readTree(redelivered(form, FORM).getMessage().getBody(byte[].class))
                .path("id")
                .asText();
    }

    /** Uploads the file each time, then sends it. */
    @Override
    public String document(String to, File pdf) throws IOException {
        ObjectNode json = envelope(to, "document");
        json.putObject("document").put("id", upload(pdf)).put("filename", pdf.getName());
        return message(json);
    }

    private ObjectNode envelope(String to, String type) {
        return mapper.createObjectNode()
                .put("messaging_product", "whatsapp")
                .put("recipient_type", "individual")
                .put("to", to)
                .put("type", type);
    }

    private String message(ObjectNode json) throws IOException {
        return answer(messages, mapper.writeValueAsBytes(json), JSON)
                .path("messages")
                .path(0)
                .path("id")
                .asText();
    }

    private JsonNode answer(Endpoint endpoint, Object body, Map<String, Object> headers) throws IOException {
        return mapper.readTree(send(endpoint, body, headers).getMessage().getBody(byte[].class));
    }
}
