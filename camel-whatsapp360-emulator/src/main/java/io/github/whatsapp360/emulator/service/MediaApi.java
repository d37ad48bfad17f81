package io.github.whatsapp360.emulator.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.media.FileResponse;
import io.github.whatsapp360.emulator.media.MediaStore;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.media.SpooledFile;
import io.github.whatsapp360.emulator.media.StoredMedia;
import io.github.whatsapp360.emulator.media.UploadForm;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** The API of files: upload, lookup, download and deletion. */
public final class MediaApi {

    /** Source: 360dialog, "Upload, retrieve or delete media". */
    private static final Duration URL_VALIDITY = Duration.ofMinutes(5);

    /** Source: Meta, "Media": uploaded media persist for 30 days. 360dialog says "after last use": UNCONFIRMED. */
    public static final Duration LIFE = Duration.ofDays(30);

    /** Source: Meta, "No Storage": an hour, unless the upload overrides it. */
    public static final Duration LIFE_WITHOUT_STORAGE = Duration.ofHours(1);

    private static final String TTL = "ttl_minutes";

    private final Clock clock;
    private final Duration life;
    private final String urlSecret = UUID.randomUUID().toString();

    /** Creates an API with this life of files whose upload names none. */
    MediaApi(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    Response upload(ApiCall call, EmulatorState state) throws IOException, ApiError.Refused {
        state.limits().requireUpload(call.key());
        MediaStore store = state.media();
        UploadForm form = new UploadForm(store);
        boolean kept = false;
        try {
            call.read(form);
            if (!form.field("messaging_product").equals("whatsapp")) {
                throw ApiError.parameter("The parameter messaging_product is required.")
                        .refused();
            }
            SpooledFile file = form.file().orElseThrow(() -> ApiError.parameter("The parameter file is required.")
                    .refused());
            String mimeType = acceptedType(form.filePart().contentType(), file);
            StoredMedia media = store.keep(
                    state.ids().mediaId(), file, call.key(), form.filePart().filename(), mimeType, life(form));
            kept = true;
            return Response.json(200, JsonNodeFactory.instance.objectNode().put("id", media.id()));
        } finally {
            if (!kept && form.file().isPresent()) {
                store.discard(form.file().get());
            }
        }
    }

    /**
     * Source: Meta, "No Storage": a custom TTL from 1 hour to 30 days. That the field works for other numbers too, and
     * how a wrong value is refused, is UNCONFIRMED.
     */
    private Duration life(UploadForm form) throws ApiError.Refused {
        String minutes = form.field(TTL);
        if (minutes.isEmpty()) {
            return life;
        }
        Duration wanted = Duration.ofMinutes(minutes.matches("\\d{1,6}") ? Long.parseLong(minutes) : 0);
        if (wanted.compareTo(LIFE_WITHOUT_STORAGE) < 0 || wanted.compareTo(LIFE) > 0) {
            throw ApiError.parameter("Param " + TTL + " must be a number between " + LIFE_WITHOUT_STORAGE.toMinutes()
                            + " and " + LIFE.toMinutes() + ".")
                    .refused();
        }
        return wanted;
    }

    /** The part's own Content-Type counts; the form's field {@code type} does not override it. */
    private static String acceptedType(String contentType, SpooledFile file) throws ApiError.Refused {
        String mimeType = MediaTypes.plain(contentType.isEmpty() ? "application/octet-stream" : contentType);
        if (!MediaTypes.isAccepted(mimeType)) {
            throw ApiError.parameter("Param file must be a file with one of the following types: "
                            + MediaTypes.accepted() + ". Received file of type '" + mimeType + "'.")
                    .refused();
        }
        if (file.size() == 0) {
            throw ApiError.parameter("Param file must not be empty.").refused();
        }
        if (!MediaTypes.fits(mimeType, file.head())) {
            throw ApiError.media("The file's content is not of type " + mimeType)
                    .refused();
        }
        long limit = MediaTypes.limit(mimeType, file.head());
        if (file.size() > limit) {
            throw ApiError.tooLarge("The file has " + file.size() + " bytes, which is over the limit of " + limit
                            + " for " + mimeType)
                    .refused();
        }
        return mimeType;
    }

    Response info(ApiCall call, EmulatorState state, String id) throws ApiError.Refused {
        state.limits().requireLookup(call.key());
        if (state.media().find(id, call.key()).isEmpty()) {
            state.limits().lookupFailed(call.key());
        }
        StoredMedia media = find(call, state.media(), id);
        long expires = clock.instant().plus(URL_VALIDITY).getEpochSecond();
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        info.put("messaging_product", "whatsapp");
        // As the real service: Meta's host, which clients replace by the one that they called.
        info.put(
                "url",
                "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=" + id + "&ext=" + expires + "&hash="
                        + hash(id, expires));
        info.put("mime_type", media.mimeType());
        info.put("sha256", media.sha256());
        info.put("file_size", media.size());
        info.put("id", id);
        return Response.json(200, info);
    }

    Response download(ApiCall call, MediaStore store) throws ApiError.Refused {
        String id = call.query("mid");
        String ext = call.query("ext");
        long expires = ext.matches("\\d{1,15}") ? Long.parseLong(ext) : 0;
        StoredMedia media = store.find(id, call.key()).orElse(null);
        boolean valid =
                call.query("hash").equals(hash(id, expires)) && clock.instant().getEpochSecond() < expires;
        if (media == null || !valid) {
            // Meta, "Media": a failed download is a 404; ask for a new URL.
            throw ApiError.gateway(404, "The media URL is not valid or has expired")
                    .refused();
        }
        return FileResponse.of(media, "");
    }

    Response delete(ApiCall call, MediaStore store, String id) throws ApiError.Refused {
        store.delete(find(call, store, id).id());
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("success", true));
    }

    private static StoredMedia find(ApiCall call, MediaStore store, String id) throws ApiError.Refused {
        return store.find(id, call.key())
                .orElseThrow(() -> ApiError.unknownObject(call.method().toLowerCase(java.util.Locale.ROOT), id)
                        .refused());
    }

    private String hash(String id, long expires) {
        byte[] name = (urlSecret + id + expires).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString().replace("-", "");
    }
}
