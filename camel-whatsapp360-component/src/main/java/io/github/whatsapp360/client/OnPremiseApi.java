package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.files.DownloadedMedia;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.MessageJson;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * The On-Premise API, version 1. A file is the whole request body, and a message has no {@code messaging_product}.
 * Source: the pages "Media" and "Media messages" of docs.360dialog.com; Meta, "On-Premises API reference".
 */
final class OnPremiseApi implements Whatsapp360Api {

    private static final String MEDIA = "/v1/media";
    private static final String MESSAGES = "/v1/messages";

    private final Http http;
    private final ObjectMapper mapper;
    private final Duration mediaLife;

    OnPremiseApi(Http http, ObjectMapper mapper, Duration mediaLife) {
        this.http = http;
        this.mapper = mapper;
        this.mediaLife = mediaLife;
    }

    @Override
    public UploadedMedia upload(Upload upload) {
        Instant expiresAt = Instant.now().plus(mediaLife);
        MediaPart part = new MediaPart(upload);
        RawBody body = new RawBody(part, upload, length(upload));
        return http.call("POST", MEDIA, body, "", json -> JsonBody.text(
                        json.path("media").path(0), "id")
                .map(id -> part.uploaded(id, expiresAt)));
    }

    /**
     * Returns the length of a file. The API needs it, so a stream of unknown length is read and counted first if it can
     * be read twice.
     */
    private static long length(Upload upload) {
        try {
            if (upload.file().length().isPresent()) {
                return upload.file().length().getAsLong();
            }
            if (upload.file().isOneShot()) {
                throw new InvalidMessageException(new Problem(
                        "body",
                        "an On-Premise number accepts no stream of unknown length; use stream caching or a File"));
            }
            try (InputStream in = upload.file().open()) {
                return in.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw LocalFileException.notSent(e);
        }
    }

    /** Sends a message without the trace context, because no status brings its callback data back. */
    @Override
    public SentMessage send(OutgoingMessage message, String traceparent) {
        ObjectNode json = MessageJson.write(message);
        JsonBody.fillIn(json, "recipient_type", "individual");
        return http.call(
                "POST",
                MESSAGES,
                JsonBody.of(json, mapper),
                message.callbackData(),
                answer -> JsonBody.sent(answer, message));
    }

    @Override
    public void markRead(String messageId, boolean typing) {
        if (typing) {
            throw new InvalidMessageException(
                    new Problem("operation", "an On-Premise number shows no typing; use markRead"));
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", "read");
        String path = MESSAGES + "/" + URLEncoder.encode(messageId, StandardCharsets.UTF_8);
        http.call("PUT", path, JsonBody.of(json, mapper), "", JsonBody::done);
    }

    /** Downloads the file and discards it, because the API has no lookup. */
    @Override
    public MediaInfo info(String mediaId) {
        MessageDigest digest = Sha256.digest();
        long[] size = {0};
        Http.Fetched fetched = http.fetch(MEDIA + "/" + mediaId, (buffer, length) -> {
            digest.update(buffer, 0, length);
            size[0] += length;
        });
        return MediaInfo.of(mediaId, fetched.contentType()).withSize(size[0]).withSha256(Sha256.hex(digest.digest()));
    }

    @Override
    public DownloadedMedia download(String mediaId, Path target) {
        try (Download download = new Download(target)) {
            Http.Fetched fetched = http.fetch(MEDIA + "/" + mediaId, download);
            return download.finish(MediaInfo.of(mediaId, ""), fetched);
        }
    }

    @Override
    public void delete(String mediaId) {
        http.call("DELETE", MEDIA + "/" + mediaId, null, "", JsonBody::done);
    }

    @Override
    public void webhook(String name, URI url, Map<String, String> headers) {
        if (!name.isEmpty()) {
            throw new InvalidMessageException(
                    new Problem("webhookName", "an On-Premise number has one webhook only; leave the option out"));
        }
        new WebhookSettings(http, mapper).set(url, headers);
    }

    @Override
    public ApiAnswer call(ApiRequest request, Supplier<Path> file) {
        return http.call(request, file);
    }

    /** A request whose whole body is the file. */
    private static final class RawBody extends AbstractHttpEntity {
        private final MediaPart part;
        private final Upload upload;
        private final long length;

        RawBody(MediaPart part, Upload upload, long length) {
            super(upload.mimeType(), null);
            this.part = part;
            this.upload = upload;
            this.length = length;
        }

        @Override
        public boolean isRepeatable() {
            return !upload.file().isOneShot();
        }

        @Override
        public long getContentLength() {
            return length;
        }

        @Override
        public InputStream getContent() throws IOException {
            return upload.file().open();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            part.writeTo(out);
        }

        @Override
        public boolean isStreaming() {
            return false;
        }

        @Override
        public void close() {
            // the part opens and closes the file each time it is written
        }
    }
}
