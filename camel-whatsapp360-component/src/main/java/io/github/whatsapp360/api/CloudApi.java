package io.github.whatsapp360.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.media.MimeTypes;
import io.github.whatsapp360.media.Problem;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.Message;
import io.github.whatsapp360.message.MessageJson;
import io.github.whatsapp360.message.SentMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.entity.mime.MultipartPart;
import org.apache.hc.client5.http.entity.mime.MultipartPartBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/** 360dialog's Cloud API: paths without a version or a number, the sender is whom the key belongs to. */
public final class CloudApi implements Whatsapp360Api {

    /** The production host. Source: docs.360dialog.com, "Media messages". */
    public static final URI BASE_URL = URI.create("https://waba-v2.360dialog.io");

    /** How long the service keeps an uploaded file. Source: Meta, "Media"; 360dialog, "Upload, retrieve or delete media". */
    private static final Duration MEDIA_LIFE = Duration.ofDays(30);

    private final Http http;
    private final ObjectMapper mapper;

    public CloudApi(
            HttpClient client,
            URI baseUrl,
            String apiKey,
            Timeouts timeouts,
            ObjectMapper mapper,
            ScheduledExecutorService timer) {
        this.http = new Http(client, baseUrl, apiKey, timeouts, mapper, timer);
        this.mapper = mapper;
    }

    @Override
    public UploadedMedia upload(Upload upload) {
        Instant expiresAt = Instant.now().plus(MEDIA_LIFE);
        MediaPart part = part(upload);
        String plainType = MimeTypes.withoutParameters(upload.mimeType());
        // Browsers' form of multipart: file names in UTF-8, quotes in them escaped. The disposition is given whole,
        // since the builder would add a filename*, which RFC 7578 forbids in forms.
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
                .addTextBody("type", plainType)
                .addPart(file);
        return http.post("/media", form.build(), "", json -> text(json, "id")
                .map(id -> new UploadedMedia(
                        id, upload.kind(), plainType, upload.filename(), part.written(), part.sha256(), expiresAt)));
    }

    @Override
    public SentMessage send(Message message) {
        ObjectNode json = MessageJson.write(message);
        fillIn(json, "messaging_product", "whatsapp");
        fillIn(json, "recipient_type", "individual");
        ByteArrayEntity body = new ByteArrayEntity(bytes(json), ContentType.APPLICATION_JSON);
        return http.post("/messages", body, message.callbackData(), answer -> {
            JsonNode sent = answer.path("messages").path(0);
            String status = text(sent, "message_status").orElse("accepted");
            String waId =
                    text(answer.path("contacts").path(0), "wa_id").orElse("").trim();
            return text(sent, "id").map(id -> new SentMessage(id, message.to(), waId, status, message.callbackData()));
        });
    }

    private static MediaPart part(Upload upload) {
        try {
            return new MediaPart(upload);
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        }
    }

    static InvalidMessageException unreadable(IOException cause) {
        return new InvalidMessageException(new Problem("body", "the file cannot be read"), cause);
    }

    private byte[] bytes(ObjectNode json) {
        try {
            return mapper.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new InvalidMessageException(new Problem("body", "cannot be written as JSON"), e);
        }
    }

    private static void fillIn(ObjectNode json, String field, String value) {
        if (!json.hasNonNull(field)) {
            json.put(field, value);
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
    }
}
