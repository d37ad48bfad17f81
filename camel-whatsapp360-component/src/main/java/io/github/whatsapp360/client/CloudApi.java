package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.files.DownloadedMedia;
import io.github.whatsapp360.files.MimeTypes;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.Limit;
import io.github.whatsapp360.message.MessageJson;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.trace.TracedData;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.entity.mime.MultipartPart;
import org.apache.hc.client5.http.entity.mime.MultipartPartBuilder;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/**
 * 360dialog's Cloud API. Its paths have no version and no phone number, because the API key determines the sender. The
 * sandbox has the same API under another path, without media.
 */
final class CloudApi implements Whatsapp360Api {

    private final Http http;
    private final ObjectMapper mapper;
    private final URI messages;
    private final Duration mediaLife;
    private final BiFunction<JsonNode, OutgoingMessage, Optional<SentMessage>> sent;
    private final WebhookSettings webhooks;
    private final AccountApi account;
    private final TemplateApi templates;

    /**
     * Creates the API.
     *
     * @param messages the path of messages
     * @param mediaLife the time for which the service keeps a file that does not say it
     * @param sent reads the answer to a message; empty if it is no answer of the service
     */
    CloudApi(
            Http http,
            ObjectMapper mapper,
            String messages,
            Duration mediaLife,
            BiFunction<JsonNode, OutgoingMessage, Optional<SentMessage>> sent) {
        this.http = http;
        this.mapper = mapper;
        this.messages = http.uri(messages);
        this.mediaLife = mediaLife;
        this.sent = sent;
        this.webhooks = new WebhookSettings(http, mapper);
        this.account = new AccountApi(http, mapper);
        this.templates = new TemplateApi(http, mapper);
    }

    @Override
    public UploadedMedia upload(Upload upload) {
        Duration life = upload.timeToLive().isZero() ? mediaLife : upload.timeToLive();
        Instant expiresAt = Instant.now().plus(life);
        MediaPart part = new MediaPart(upload);
        String plainType = MimeTypes.withoutParameters(upload.mimeType());
        // The multipart form of browsers: file names in UTF-8, with escaped quotes. The header is written here, because
        // the builder would add a filename*, which RFC 7578 forbids in forms.
        MultipartPart file = MultipartPartBuilder.create(part)
                .addHeader(
                        "Content-Disposition",
                        "form-data",
                        List.of(
                                new BasicNameValuePair("name", "file"),
                                new BasicNameValuePair("filename", upload.filename())))
                .build();
        MultipartEntityBuilder form = MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.LEGACY)
                .setCharset(StandardCharsets.UTF_8)
                .addTextBody("messaging_product", "whatsapp")
                .addTextBody("type", plainType);
        if (!upload.timeToLive().isZero()) {
            form.addTextBody("ttl_minutes", Long.toString(upload.timeToLive().toMinutes()));
        }
        form.addPart(file);
        return http.call("POST", "/media", form.build(), "", json -> JsonBody.text(json, "id")
                .map(id -> part.uploaded(id, expiresAt)));
    }

    @Override
    public SentMessage send(OutgoingMessage message, String traceparent) {
        ObjectNode json = MessageJson.write(message);
        if (!traceparent.isEmpty() && !message.callbackData().isEmpty()) {
            TracedData traced = new TracedData(message.callbackData(), traceparent);
            json.put("biz_opaque_callback_data", traced.written(Limit.CALLBACK_DATA.max()));
        }
        JsonBody.fillIn(json, "messaging_product", "whatsapp");
        JsonBody.fillIn(json, "recipient_type", "individual");
        return http.call(
                "POST",
                messages,
                JsonBody.of(json, mapper),
                message.callbackData(),
                answer -> sent.apply(answer, message));
    }

    @Override
    public void markRead(String messageId, boolean typing) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("messaging_product", "whatsapp")
                .put("status", "read")
                .put("message_id", messageId);
        if (typing) {
            json.putObject("typing_indicator").put("type", "text");
        }
        // the answer is {"success":true} or null
        http.call("POST", messages, JsonBody.of(json, mapper), "", JsonBody::done);
    }

    @Override
    public MediaInfo info(String mediaId) {
        return located(mediaId).info();
    }

    @Override
    public DownloadedMedia download(String mediaId, Path target) {
        Located located = located(mediaId);
        try (Download download = new Download(target)) {
            Http.Fetched fetched = http.fetch(located.path(), download);
            return download.finish(located.info(), fetched);
        }
    }

    @Override
    public void delete(String mediaId) {
        http.call("DELETE", "/" + mediaId, null, "", JsonBody::done);
    }

    @Override
    public void webhook(String name, URI url, Map<String, String> headers) {
        if (name.isEmpty()) {
            webhooks.set(url, headers);
        } else {
            webhooks.add(name, url, headers);
        }
    }

    @Override
    public AccountApi account() {
        return account;
    }

    @Override
    public TemplateApi templates() {
        return templates;
    }

    @Override
    public ApiAnswer call(ApiRequest request, Supplier<Path> file) {
        return http.call(request, file);
    }

    private Located located(String mediaId) {
        return http.call("GET", "/" + mediaId, null, "", json -> JsonBody.text(json, "url")
                .flatMap(CloudApi::path)
                .map(path -> new Located(info(mediaId, json), path)));
    }

    private static MediaInfo info(String mediaId, JsonNode json) {
        MediaInfo info = MediaInfo.of(
                        JsonBody.text(json, "id").orElse(mediaId),
                        json.path("mime_type").asText(""))
                .withSha256(Sha256.hex(json.path("sha256").asText("")));
        long size = json.path("file_size").asLong(-1); // a number or a text
        return size < 0 ? info : info.withSize(size);
    }

    /**
     * Returns the path and the query of a media URL. The URL has a host of Meta's, but 360dialog serves the path on its
     * own host (docs.360dialog.com, "Upload, retrieve or delete media"). So the API key goes to the configured host
     * only.
     */
    private static Optional<String> path(String url) {
        try {
            URI uri = new URI(url);
            return Optional.ofNullable(uri.getRawPath())
                    .filter(path -> path.startsWith("/"))
                    .map(path -> uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private record Located(MediaInfo info, String path) {}
}
