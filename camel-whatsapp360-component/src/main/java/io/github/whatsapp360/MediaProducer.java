package io.github.whatsapp360;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.delivery.Sender;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import io.github.whatsapp360.media.DownloadedMedia;
import io.github.whatsapp360.media.MediaFile;
import io.github.whatsapp360.media.Problem;
import io.github.whatsapp360.media.UploadedMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads the file in an exchange; looks up, downloads or deletes the one whose ID is in it. */
final class MediaProducer extends DefaultAsyncProducer {

    static final String[] OPERATIONS = {"upload", "info", "download", "delete"};

    private static final Logger LOG = LoggerFactory.getLogger(MediaProducer.class);

    private final Whatsapp360Endpoint endpoint;
    private Senders senders;
    private Sender sender;
    private ProducerHealth health;
    private MediaIds mediaIds;

    MediaProducer(Whatsapp360Endpoint endpoint) {
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
            return switch (options.operation(OPERATIONS)) {
                case "info" ->
                    Reply.when(
                            sender.info(body.mediaId(), options.retryRule()),
                            exchange,
                            callback,
                            info -> Reply.info(exchange, info));
                case "download" -> download(body.mediaId(), options, exchange, callback);
                case "delete" -> Reply.when(delete(body.mediaId(), options), exchange, callback, done -> {});
                default ->
                    Reply.when(
                            upload(body, options, exchange),
                            exchange,
                            callback,
                            media -> Reply.uploaded(exchange, media));
            };
        } catch (Exception | Error e) { // an Error, such as of jars that do not fit, would end Camel's thread instead
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private CompletableFuture<UploadedMedia> upload(Body body, Options options, Exchange exchange) {
        MediaFile file = body.file().orElseThrow(() -> noFile(exchange));
        return sender.upload(body.describe(file), options.terms(mediaIds));
    }

    /** The ID is forgotten first: whatever comes of the call, it may be gone. */
    private CompletableFuture<Void> delete(String mediaId, Options options) {
        mediaIds.forget(mediaId);
        return sender.delete(mediaId, options.retryRule());
    }

    /** The file lies on disk for as long as its exchange lives, so memory does not grow with it and it can be re-read. */
    private boolean download(String mediaId, Options options, Exchange exchange, AsyncCallback callback) {
        Path target = temporaryFile();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    Files.deleteIfExists(target);
                } catch (IOException e) {
                    LOG.warn("A downloaded file could not be deleted: {}", target, e);
                }
            }
        });
        CompletableFuture<DownloadedMedia> download = sender.download(mediaId, target, options.retryRule());
        return Reply.when(
                download, exchange, callback, media -> Reply.downloaded(exchange, media, options.nameHeader()));
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("whatsapp360-", ".download");
        } catch (IOException e) {
            throw NotSentException.localFile(
                    "The download cannot be stored in the folder " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    private static InvalidMessageException noFile(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return new InvalidMessageException(new Problem(
                "body",
                "there is no file in "
                        + (body == null
                                ? "an empty body"
                                : "a " + body.getClass().getTypeName())
                        + "; accepted: File, Path, the file of a file component, a stream, byte[] or an attachment"));
    }
}
