package io.github.whatsapp360.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;

/**
 * A hand-written route with camel-http, optimised like {@link ByHandWay}. A file is uploaded as a form, then sent by
 * its ID.
 */
final class ByHandContender implements Contender {

    private static final int CONNECTIONS = 200;

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public String name() {
        return "camel-http by hand";
    }

    @Override
    public RouteBuilder routes(int port) {
        String messages = "http://127.0.0.1:" + port + "/messages";
        String media = "http://127.0.0.1:" + port + "/media";
        Processor requireId = exchange -> Contender.require(
                answer(exchange).path("messages").path(0).path("id").asText());
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getComponent("http", HttpComponent.class).setConnectionsPerRoute(CONNECTIONS);
                from("direct:text")
                        .errorHandler(noErrorHandler())
                        .process(ByHandContender.this::text)
                        .to(messages)
                        .process(requireId);
                from("direct:file")
                        .errorHandler(noErrorHandler())
                        .process(ByHandContender::upload)
                        .to(media)
                        .process(ByHandContender.this::document)
                        .to(messages)
                        .process(requireId);
            }
        };
    }

    private void text(Exchange exchange) throws JsonProcessingException {
        ObjectNode json = envelope(exchange, "text");
        json.putObject("text").put("body", exchange.getMessage().getBody(String.class));
        request(exchange, mapper.writeValueAsBytes(json)).setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    private static void upload(Exchange exchange) {
        File pdf = Contender.file(exchange);
        request(
                exchange,
                MultipartEntityBuilder.create()
                        .addTextBody("messaging_product", "whatsapp")
                        .addTextBody("type", "application/pdf")
                        .addBinaryBody("file", pdf, ContentType.create("application/pdf"), pdf.getName())
                        .build());
        exchange.setProperty("filename", pdf.getName());
    }

    private void document(Exchange exchange) throws IOException {
        ObjectNode json = envelope(exchange, "document");
        json.putObject("document")
                .put("id", answer(exchange).path("id").asText())
                .put("filename", exchange.getProperty("filename", String.class));
        request(exchange, mapper.writeValueAsBytes(json)).setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    /** Creates a request without the headers of the source and of the last answer. */
    private static Message request(Exchange exchange, Object body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("D360-API-KEY", CamelWay.KEY);
        message.setBody(body);
        return message;
    }

    private ObjectNode envelope(Exchange exchange, String type) {
        return mapper.createObjectNode()
                .put("messaging_product", "whatsapp")
                .put("recipient_type", "individual")
                .put("to", Contender.recipient(exchange))
                .put("type", type);
    }

    private JsonNode answer(Exchange exchange) throws IOException {
        return mapper.readTree(exchange.getMessage().getBody(byte[].class));
    }
}
