package io.github.whatsapp360;

import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.files.Upload;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Uploads the file in an exchange, or looks up, downloads or deletes the file with the media ID in the exchange. */
final class MediaProducer extends Whatsapp360Producer {

    MediaProducer(Whatsapp360Endpoint endpoint) {
        super(endpoint);
    }

    @Override
    Operation<?> operation(Exchange exchange, ExchangeOptions options, Body body) {
        Whatsapp360Operation operation = options.operation(Whatsapp360Endpoint.Action.MEDIA);
        return switch (operation) {
            case UPLOAD -> upload(body);
            case INFO -> info(body.mediaId());
            case DOWNLOAD -> download(body.mediaId(), exchange, options.nameHeader());
            case DELETE -> delete(body.mediaId());
            default -> throw ExchangeOptions.unknown(EnumOption.text(operation), Whatsapp360Endpoint.Action.MEDIA);
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

    private Operation<?> download(String mediaId, Exchange exchange, String name) {
        Path target = TemporaryFile.of(exchange).get();
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
                    CompletableFuture<Void> forgotten = mediaIds().forget(mediaId);
                    return sender().call(CallKind.DELETE, deliveryOptions().retries(), caller, api -> {
                                api.delete(mediaId);
                                return mediaId;
                            })
                            .thenCombine(forgotten, (deleted, removed) -> deleted);
                },
                (exchange, done) -> {});
    }
}
