package io.github.whatsapp360;

import io.github.whatsapp360.delivery.Sender;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import io.github.whatsapp360.media.MediaFile;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.message.Message;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Sends the message, or the file, in an exchange. */
final class SendProducer extends DefaultAsyncProducer {

    static final String[] OPERATIONS = {"send", "markRead", "typing"};

    private final Whatsapp360Endpoint endpoint;
    private Senders senders;
    private Sender sender;
    private ProducerHealth health;
    private MediaIds mediaIds;

    SendProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        senders = endpoint.getComponent().senders();
        sender = senders.get(endpoint.getConfiguration());
        mediaIds = senders.mediaIds(endpoint.getConfiguration());
        health = ProducerHealth.register(endpoint, sender);
    }

    @Override
    protected void doStop() throws Exception {
        health.close();
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Options options = new Options(exchange, endpoint.getConfiguration());
            Body body = new Body(exchange, options, senders.mapper());
            String operation = options.operation(OPERATIONS);
            if (!operation.equals(OPERATIONS[0])) {
                return markRead(body.receivedId(), operation.equals("typing"), options, exchange, callback);
            }
            Optional<MediaFile> file = body.file();
            if (file.isPresent()) {
                return sendFile(file.get(), body, options, exchange, callback);
            }
            Optional<Body.ReadReceipt> receipt = body.readReceipt();
            if (receipt.isPresent()) {
                return markRead(receipt.get().messageId(), receipt.get().typing(), options, exchange, callback);
            }
            Message message = body.message();
            return Reply.when(
                    sender.send(message, options.terms(mediaIds)),
                    exchange,
                    callback,
                    sent -> Reply.sent(exchange, sent));
        } catch (Exception | Error e) { // an Error, such as of jars that do not fit, would end Camel's thread instead
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private boolean markRead(
            String messageId, boolean typing, Options options, Exchange exchange, AsyncCallback callback) {
        return Reply.when(sender.markRead(messageId, typing, options.retryRule()), exchange, callback, done -> {});
    }

    private boolean sendFile(MediaFile file, Body body, Options options, Exchange exchange, AsyncCallback callback)
            throws Exception {
        Upload upload = body.describe(file);
        Message message = body.fileMessage(upload.kind(), upload.filename());
        return Reply.when(sender.send(upload, message, options.terms(mediaIds)), exchange, callback, sent -> {
            Reply.uploaded(exchange, sent.media());
            Reply.sent(exchange, sent.message());
        });
    }
}
