package io.github.whatsapp360;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.delivery.Sender;
import io.github.whatsapp360.media.MediaFile;
import io.github.whatsapp360.media.Problem;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Uploads the file in an exchange. */
final class MediaProducer extends DefaultAsyncProducer {

    private final Whatsapp360Endpoint endpoint;
    private Senders senders;
    private Sender sender;

    MediaProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        senders = endpoint.getComponent().senders();
        sender = senders.get(endpoint.getConfiguration());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Options options = new Options(exchange, endpoint.getConfiguration());
            if (!"upload".equals(options.operation())) {
                throw new InvalidMessageException(
                        new Problem("operation", "\"" + options.operation() + "\" is unknown; accepted: upload"));
            }
            Body body = new Body(exchange, options, senders.mapper());
            MediaFile file = body.file().orElseThrow(() -> noFile(exchange));
            return Reply.when(
                    sender.upload(body.describe(file), options.retryRule(), options.validate()),
                    exchange,
                    callback,
                    media -> Reply.uploaded(exchange, media));
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private static InvalidMessageException noFile(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return new InvalidMessageException(new Problem(
                "body",
                "there is no file in "
                        + (body == null
                                ? "an empty body"
                                : "a " + body.getClass().getName())
                        + "; accepted: File, Path, the file of a file component, a stream, byte[] or an attachment"));
    }
}
