package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** 360dialog's Cloud API: media and messages. */
final class CloudApi implements HttpHandler {

    private static final int MAX_JSON_BYTES = 1 << 20;
    private static final String DOWNLOAD_PATH = "/whatsapp_business/attachments/";

    private final byte[] apiKey;
    private final MediaStore media;
    private final Chats chats;
    private final Consumer<RecordedRequest> recorder;

    CloudApi(String apiKey, MediaStore media, Chats chats, Consumer<RecordedRequest> recorder) {
        this.apiKey = apiKey.getBytes(StandardCharsets.UTF_8);
        this.media = media;
        this.chats = chats;
        this.recorder = recorder;
    }

    /** What became of a request: the answer, and what is worth remembering of the request. */
    private record Outcome(int status, JsonNode body, String text, UploadForm form) {
        static Outcome of(JsonNode body) {
            return new Outcome(200, body, "", null);
        }
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            Outcome outcome;
            try {
                outcome = answer(http);
            } catch (ApiError.Refused e) {
                outcome = new Outcome(e.error().status(), e.error().body(), "", null);
            }
            if (outcome != null) {
                record(http, outcome);
                Web.json(http, outcome.status(), outcome.body());
            }
        }
    }

    private Outcome answer(HttpExchange http) throws IOException, ApiError.Refused {
        String key = http.getRequestHeaders().getFirst("D360-API-KEY");
        if (key == null || !MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), apiKey)) {
            throw new ApiError.Refused(ApiError.gateway(401, "Invalid api key"));
        }
        String path = http.getRequestURI().getPath();
        String method = http.getRequestMethod();
        if (path.equals("/media")) {
            only(method, "POST");
            return upload(http);
        }
        if (path.equals("/messages")) {
            only(method, "POST");
            return message(http);
        }
        if (path.equals(DOWNLOAD_PATH)) {
            only(method, "GET");
            return download(http);
        }
        if (path.matches("/[0-9]+")) {
            return method.equals("DELETE") ? delete(path.substring(1)) : info(method, path.substring(1));
        }
        throw new ApiError.Refused(ApiError.gateway(404, "Path not found"));
    }

    private Outcome upload(HttpExchange http) throws IOException, ApiError.Refused {
        String contentType = http.getRequestHeaders().getFirst("Content-Type");
        UploadForm form = UploadForm.read(http.getRequestBody(), contentType == null ? "" : contentType, media);
        try {
            check(form);
        } catch (ApiError.Refused e) {
            media.discard(form.file());
            return new Outcome(e.error().status(), e.error().body(), "", form);
        }
        MediaStore.Media kept = media.keep(
                form.file().bytes(),
                form.file().filename(),
                MediaTypes.plain(form.file().contentType()));
        return new Outcome(200, JsonNodeFactory.instance.objectNode().put("id", kept.id()), "", form);
    }

    private static void check(UploadForm form) throws ApiError.Refused {
        if (!"whatsapp".equals(form.fields().get("messaging_product"))) {
            throw new ApiError.Refused(ApiError.parameter("The parameter messaging_product is required."));
        }
        if (form.file() == null) {
            throw new ApiError.Refused(ApiError.parameter("The parameter file is required."));
        }
        // the part's own type counts, not the field "type" (Meta, and clients' reports)
        String mimeType = MediaTypes.plain(form.file().contentType());
        long size = form.file().bytes().size();
        if (!MediaTypes.isAccepted(mimeType)) {
            throw new ApiError.Refused(ApiError.parameter("Param file must be a file with one of the following types: "
                    + MediaTypes.accepted() + ". Received file of type '" + mimeType + "'."));
        }
        if (size == 0) {
            throw new ApiError.Refused(ApiError.parameter("Param file must not be empty."));
        }
        if (size > MediaTypes.limit(mimeType)) {
            throw new ApiError.Refused(ApiError.meta(
                    400,
                    131053,
                    "Media upload error",
                    "File size of " + size + " bytes is over the limit of " + MediaTypes.limit(mimeType) + " for "
                            + mimeType));
        }
        if (!MediaTypes.fits(mimeType, form.file().bytes().head())) {
            throw new ApiError.Refused(
                    ApiError.meta(400, 131053, "Media upload error", "The file's content is not of type " + mimeType));
        }
    }

    private Outcome message(HttpExchange http) throws IOException, ApiError.Refused {
        String contentType = http.getRequestHeaders().getFirst("Content-Type");
        if (contentType == null || !MediaTypes.plain(contentType).equals("application/json")) {
            throw new ApiError.Refused(ApiError.parameter("The Content-Type must be application/json"));
        }
        byte[] bytes = http.getRequestBody().readNBytes(MAX_JSON_BYTES);
        String text = new String(bytes, StandardCharsets.UTF_8);
        JsonNode message;
        try {
            message = Web.JSON.readTree(bytes);
            MessageCheck.check(message, media);
        } catch (JsonProcessingException e) {
            ApiError error = ApiError.parameter("The body is not valid JSON");
            return new Outcome(error.status(), error.body(), text, null);
        } catch (ApiError.Refused e) {
            return new Outcome(e.error().status(), e.error().body(), text, null);
        }
        ChatMessage accepted = accept(message);
        chats.add(accepted);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
        answer.putArray("contacts")
                .addObject()
                .put("input", message.path("to").asText())
                .put("wa_id", accepted.to());
        answer.putArray("messages").addObject().put("id", accepted.id());
        return new Outcome(200, answer, text, null);
    }

    private ChatMessage accept(JsonNode message) {
        String type = message.path("type").asText("text");
        JsonNode content = message.path(type);
        String mediaId = content.path("id").asText("");
        MediaStore.Media file = media.get(mediaId).orElse(new MediaStore.Media("", "", "", 0, "", null));
        String id = "wamid."
                + Base64.getEncoder()
                        .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        return new ChatMessage(
                id,
                MessageCheck.digits(message.path("to").asText()),
                type,
                type.equals("text") ? content.path("body").asText() : "",
                content.path("caption").asText(""),
                content.path("filename").asText(file.filename()),
                file.mimeType(),
                file.size(),
                file.sha256(),
                file.id(),
                content.path("link").asText(""),
                message,
                Instant.now());
    }

    private Outcome info(String method, String id) throws ApiError.Refused {
        only(method, "GET");
        MediaStore.Media found = media.get(id).orElseThrow(() -> new ApiError.Refused(ApiError.unknownObject(id)));
        // as the real service: an address at Meta's host, which clients replace by the one they talk to
        return Outcome.of(JsonNodeFactory.instance
                .objectNode()
                .put("messaging_product", "whatsapp")
                .put(
                        "url",
                        "https://lookaside.fbsbx.com" + DOWNLOAD_PATH + "?mid=" + id + "&ext="
                                + Instant.now().plusSeconds(300).getEpochSecond() + "&hash="
                                + found.sha256().substring(0, 16))
                .put("mime_type", found.mimeType())
                .put("sha256", found.sha256())
                .put("file_size", found.size())
                .put("id", id));
    }

    private Outcome delete(String id) throws IOException, ApiError.Refused {
        if (!media.delete(id)) {
            throw new ApiError.Refused(ApiError.unknownObject(id));
        }
        return Outcome.of(JsonNodeFactory.instance.objectNode().put("success", true));
    }

    private Outcome download(HttpExchange http) throws IOException, ApiError.Refused {
        Map<String, String> query = new TreeMap<>();
        String raw = http.getRequestURI().getQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            query.put(pair.replaceAll("=.*", ""), pair.replaceAll("^[^=]*=?", ""));
        }
        MediaStore.Media found = media.get(query.getOrDefault("mid", "")).orElse(null);
        boolean current = query.getOrDefault("ext", "").matches("[0-9]{1,18}")
                && Long.parseLong(query.get("ext")) >= Instant.now().getEpochSecond();
        if (found == null || !current || !found.sha256().startsWith(query.getOrDefault("hash", "-"))) {
            throw new ApiError.Refused(ApiError.gateway(404, "Media not found"));
        }
        record(http, Outcome.of(JsonNodeFactory.instance.nullNode()));
        Web.file(http, found.path(), found.mimeType());
        return null; // answered
    }

    private void record(HttpExchange http, Outcome outcome) {
        Map<String, String> headers = new TreeMap<>();
        http.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        headers.computeIfPresent("d360-api-key", (name, key) -> "***");
        UploadForm form = outcome.form();
        UploadForm.FilePart file = form == null ? null : form.file();
        recorder.accept(new RecordedRequest(
                http.getRequestMethod(),
                http.getRequestURI().getRawPath()
                        + (http.getRequestURI().getRawQuery() == null
                                ? ""
                                : "?" + http.getRequestURI().getRawQuery()),
                headers,
                outcome.text(),
                form == null ? List.of() : form.partHeaders(),
                form == null ? Map.of() : form.fields(),
                file == null ? "" : file.filename(),
                file == null ? 0 : file.bytes().size(),
                file == null ? "" : file.bytes().sha256(),
                outcome.status()));
    }

    private static void only(String method, String allowed) throws ApiError.Refused {
        if (!method.equals(allowed)) {
            throw new ApiError.Refused(ApiError.gateway(405, "Method not allowed"));
        }
    }
}
