package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.files.DownloadedMedia;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The API of 360dialog's sandbox: the Cloud API under another path and without files. */
final class SandboxApi implements Whatsapp360Api {

    private final CloudApi cloud;

    SandboxApi(Http http, ObjectMapper mapper) {
        cloud = new CloudApi(http, mapper, "/v1/messages", Duration.ZERO, SandboxApi::sent);
    }

    @Override
    public UploadedMedia upload(Upload upload) {
        throw noFiles("upload a file");
    }

    @Override
    public SentMessage send(OutgoingMessage message, String traceparent) {
        return cloud.send(message, traceparent);
    }

    @Override
    public void markRead(String messageId, boolean typing) {
        cloud.markRead(messageId, typing);
    }

    @Override
    public MediaInfo info(String mediaId) {
        throw noFiles("look up a file");
    }

    @Override
    public DownloadedMedia download(String mediaId, Path target) {
        throw noFiles("look up a file");
    }

    @Override
    public void delete(String mediaId) {
        throw noFiles("delete a file");
    }

    @Override
    public void webhook(String name, URI url, Map<String, String> headers) {
        cloud.webhook(name, url, headers);
    }

    @Override
    public ApiAnswer call(ApiRequest request, Supplier<Path> file) {
        return cloud.call(request, file);
    }

    /**
     * Accepts an answer without a message ID: "We do not yet provide response information" (docs.360dialog.com,
     * "Sandbox").
     */
    private static Optional<SentMessage> sent(JsonNode answer, OutgoingMessage message) {
        return JsonBody.sent(answer, message)
                .or(() -> Optional.of(SentMessage.of("", message.to()).withCallbackData(message.callbackData())));
    }

    private static InvalidMessageException noFiles(String operation) {
        return new InvalidMessageException(new Problem(
                "hosting",
                "360dialog's sandbox has no media, so it cannot " + operation
                        + "; send a link (header CamelWhatsapp360Link), or use a real number"));
    }
}
