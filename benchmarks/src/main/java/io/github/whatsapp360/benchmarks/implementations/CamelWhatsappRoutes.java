package io.github.whatsapp360.benchmarks.implementations;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.whatsapp.model.UploadMedia;

/**
 * Routes with camel-whatsapp and its defaults. They have no rate limits, and a file is uploaded and sent in two steps.
 */
final class CamelWhatsappRoutes implements SendRoutes {

    @Override
    public String name() {
        return "camel-whatsapp";
    }

    @Override
    public RouteBuilder builder(int port) {
        String uri = CamelWhatsappRequests.uri(port);
        Processor requireId = exchange -> SendRoutes.require(CamelWhatsappRequests.messageId(exchange));
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:text")
                        .errorHandler(noErrorHandler())
                        .process(CamelWhatsappRoutes::text)
                        .to(uri)
                        .process(requireId);
                from("direct:file")
                        .errorHandler(noErrorHandler())
                        .process(CamelWhatsappRoutes::upload)
                        .to(uri)
                        .process(CamelWhatsappRoutes::document)
                        .to(uri)
                        .process(requireId);
            }
        };
    }

    private static void text(Exchange exchange) {
        String text = exchange.getMessage().getBody(String.class);
        exchange.getMessage().setBody(CamelWhatsappRequests.text(SendRoutes.recipient(exchange), text));
    }

    private static void upload(Exchange exchange) {
        UploadMedia upload = new UploadMedia(SendRoutes.file(exchange), "application/pdf");
        exchange.getMessage().setBody(CamelWhatsappRequests.upload(upload));
    }

    private static void document(Exchange exchange) {
        exchange.getMessage()
                .setBody(CamelWhatsappRequests.document(
                        SendRoutes.recipient(exchange),
                        CamelWhatsappRequests.mediaId(exchange),
                        exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class)));
    }
}
