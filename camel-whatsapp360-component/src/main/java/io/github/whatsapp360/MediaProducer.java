package io.github.whatsapp360;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.media.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads the file in an exchange, or looks up, downloads or deletes the file with the media ID in the exchange. */
final class MediaProducer extends Whatsapp360Producer {

    static final String[] OPERATIONS = {"upload", "info", "download", "delete"};

    private static final Logger LOG = LoggerFactory.getLogger(MediaProducer.class);

    MediaProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
    }

    @Override
    Operation<?> operation(Exchange exchange, ExchangeOptions options, Body body) {
        return switch (options.operation(OPERATIONS)) {
            case "info" -> info(body.mediaId());
            case "download" -> download(body.mediaId(), exchange, options.nameHeader());
            case "delete" -> delete(body.mediaId());
            default -> upload(body);
        };
    }

    private Operation<?> upload(Body body) {
        Supplier<Upload> file = body.upload();
        return Operation.of(caller -> sender().upload(file, deliveryOptions(), caller), ExchangeResults::uploaded);
    }

    private Operation<?> info(String mediaId) {
        return Operation.of(
                caller -> sender().call(CallKind.LOOKUP, deliveryOptions().retries(), caller, api -> api.info(mediaId)),
                ExchangeResults::info);
    }

    /**
     * Downloads a file to a temporary file, which is deleted when the exchange ends. So the file takes no memory and
     * can be read again.
     */
    private Operation<?> download(String mediaId, Exchange exchange, String name) {
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
        return Operation.of(
                caller -> sender().call(
                                CallKind.DOWNLOAD,
                                deliveryOptions().retries(),
                                caller,
                                api -> api.download(mediaId, target)),
                (done, media) -> ExchangeResults.downloaded(done, media, name));
    }

    /**
     * Deletes a file. The media ID is forgotten before the call, because even a failed call may have deleted the file.
     */
    private Operation<?> delete(String mediaId) {
        return Operation.of(
                caller -> {
                    mediaIds().forget(mediaId);
                    return sender().call(CallKind.DELETE, deliveryOptions().retries(), caller, api -> {
                        api.delete(mediaId);
                        return mediaId;
                    });
                },
                (exchange, done) -> {});
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("whatsapp360-", ".download");
        } catch (IOException e) {
            throw NotSentException.localFile(
                    "The download cannot be stored in the folder " + System.getProperty("java.io.tmpdir"), e);
        }
    }
}
