package io.github.whatsapp360.benchmarks.implementations;

import io.github.whatsapp360.benchmarks.support.TestData;
import java.io.File;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;

/**
 * Hand-written routes with camel-http, optimised like {@link CamelHttpClient}. A file is uploaded as a form, then sent
 * by its ID.
 */
final class CamelHttpRoutes implements SendRoutes {

    private static final int CONNECTIONS = 200;

    private final CamelHttpRequests requests = new CamelHttpRequests();

    @Override
    public String name() {
        return "camel-http";
    }

    @Override
    public RouteBuilder builder(int port) {
        String messages = "http://127.0.0.1:" + port + "/messages";
        String media = "http://127.0.0.1:" + port + "/media";
        Processor requireId = exchange -> SendRoutes.require(requests.messageId(exchange));
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getComponent("http", HttpComponent.class).setConnectionsPerRoute(CONNECTIONS);
                from("direct:text")
                        .errorHandler(noErrorHandler())
                        .process(CamelHttpRoutes.this::text)
                        .to(messages)
                        .process(requireId);
                from("direct:file")
                        .errorHandler(noErrorHandler())
                        .process(CamelHttpRoutes::upload)
                        .to(media)
                        .process(CamelHttpRoutes.this::document)
                        .to(messages)
                        .process(requireId);
            }
        };
    }

    private void text(Exchange exchange) throws IOException {
        json(
                exchange,
                requests.text(
                        SendRoutes.recipient(exchange), exchange.getMessage().getBody(String.class)));
    }

    private static void upload(Exchange exchange) {
        File pdf = SendRoutes.file(exchange);
        request(exchange, CamelHttpRequests.upload(pdf));
        exchange.setProperty("filename", pdf.getName());
    }

    private void document(Exchange exchange) throws IOException {
        json(
                exchange,
                requests.document(
                        SendRoutes.recipient(exchange),
                        requests.mediaId(exchange),
                        exchange.getProperty("filename", String.class)));
    }

    private static void json(Exchange exchange, byte[] body) {
        request(exchange, body).setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    /** Creates a request without the headers of the source and of the last response. */
    private static Message request(Exchange exchange, Object body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("D360-API-KEY", TestData.API_KEY);
        message.setBody(body);
        return message;
    }
}
