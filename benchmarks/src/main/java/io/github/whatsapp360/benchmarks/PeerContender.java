package io.github.whatsapp360.benchmarks;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.whatsapp.model.MediaMessage;
import org.apache.camel.component.whatsapp.model.MediaMessageRequest;
import org.apache.camel.component.whatsapp.model.MessageResponse;
import org.apache.camel.component.whatsapp.model.TextMessage;
import org.apache.camel.component.whatsapp.model.TextMessageRequest;
import org.apache.camel.component.whatsapp.model.UploadMedia;
import org.apache.camel.component.whatsapp.model.UploadMediaRequest;

/**
 * A route with camel-whatsapp and its defaults. It has no rate limits, and a file is uploaded and sent in two steps.
 */
final class PeerContender implements Contender {

    @Override
    public String name() {
        return "camel-whatsapp";
    }

    @Override
    public RouteBuilder routes(int port) {
        String uri = "whatsapp:106540352242922?authorizationToken=" + CamelWay.KEY
                + "&apiVersion=v22.0&baseUri=http://127.0.0.1:" + port;
        Processor requireId = exchange ->
                Contender.require(answer(exchange).getMessages().get(0).getId());
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:text")
                        .errorHandler(noErrorHandler())
                        .process(PeerContender::text)
                        .to(uri)
                        .process(requireId);
                from("direct:file")
                        .errorHandler(noErrorHandler())
                        .process(PeerContender::upload)
                        .to(uri)
                        .process(PeerContender::document)
                        .to(uri)
                        .process(requireId);
            }
        };
    }

    private static void text(Exchange exchange) {
        TextMessage text = new TextMessage();
        text.setBody(exchange.getMessage().getBody(String.class));
        TextMessageRequest request = new TextMessageRequest();
        request.setTo(Contender.recipient(exchange));
        request.setText(text);
        exchange.getMessage().setBody(request);
    }

    private static void upload(Exchange exchange) {
        UploadMediaRequest request = new UploadMediaRequest();
        request.setUploadMedia(new UploadMedia(Contender.file(exchange), "application/pdf"));
        exchange.getMessage().setBody(request);
    }

    private static void document(Exchange exchange) {
        MediaMessage media = new MediaMessage();
        media.setId(answer(exchange).getId());
        media.setFilename(exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class));
        MediaMessageRequest request = new MediaMessageRequest("document", media);
        request.setTo(Contender.recipient(exchange));
        exchange.getMessage().setBody(request);
    }

    private static MessageResponse answer(Exchange exchange) {
        return exchange.getMessage().getBody(MessageResponse.class);
    }
}
