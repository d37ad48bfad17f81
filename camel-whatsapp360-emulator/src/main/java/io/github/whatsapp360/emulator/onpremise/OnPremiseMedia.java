package io.github.whatsapp360.emulator.onpremise;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.media.FileResponse;
import io.github.whatsapp360.emulator.media.MediaStore;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.media.SpooledFile;
import io.github.whatsapp360.emulator.service.ApiCall;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.time.Duration;

/** The On-Premise API's files. Source: docs.360dialog.com, "Upload, retrieve or delete media", its on-premise part. */
final class OnPremiseMedia {

    private static final long MAX_BYTES = 64L * 1024 * 1024;

    /** "We also store media on our servers for 14 days." */
    private static final Duration LIFE = Duration.ofDays(14);

    Response upload(ApiCall call, EmulatorState state) throws IOException, ApiError.Refused {
        MediaStore store = state.media();
        // "There is no support for sending media by byte streams"; that this means chunks is UNCONFIRMED.
        if (!call.header("Transfer-Encoding").isEmpty()) {
            throw OnPremiseError.invalid("Media cannot be sent by byte streams; a Content-Length is needed");
        }
        String mimeType = MediaTypes.plain(call.header("Content-Type"));
        if (mimeType.isEmpty()) {
            throw OnPremiseError.missing("Content-Type");
        }
        OnPremiseUpload upload = new OnPremiseUpload(store, call.header("Content-Length"));
        boolean kept = false;
        try {
            call.read(upload);
            SpooledFile file = upload.file().orElseThrow();
            requireAccepted(mimeType, file);
            String id = state.ids().mediaId();
            store.keep(id, file, call.key(), "", mimeType, LIFE);
            kept = true;
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.putArray("media").addObject().put("id", id);
            return Response.json(200, OnPremiseError.withMeta(answer));
        } finally {
            if (!kept && upload.file().isPresent()) {
                store.discard(upload.file().get());
            }
        }
    }

    private static void requireAccepted(String mimeType, SpooledFile file) throws ApiError.Refused {
        boolean known = MediaTypes.isAccepted(mimeType);
        // Old versions took documents of any valid type, but no form: UNCONFIRMED.
        if (!known && !mimeType.matches("(application|text)/[a-z0-9.+_-]+")) {
            throw OnPremiseError.invalid("The media type " + mimeType + " is not supported");
        }
        if (file.size() == 0) {
            throw OnPremiseError.invalid("The media is empty");
        }
        long limit = known ? Math.min(MAX_BYTES, MediaTypes.limit(mimeType, file.head())) : MAX_BYTES;
        // "There is no support for sending messages with animated stickers."
        if (mimeType.equals(MediaTypes.WEBP) && MediaTypes.isAnimated(file.head())) {
            throw OnPremiseError.invalid("Animated stickers are not supported");
        }
        if (file.size() > limit) {
            throw OnPremiseError.invalid("The media has " + file.size() + " bytes, which is over the limit of " + limit
                    + " for " + mimeType);
        }
        if (known && !MediaTypes.fits(mimeType, file.head())) {
            throw mimeType.startsWith("image/")
                    ? OnPremiseError.badImage()
                    : OnPremiseError.invalid("The media is not of type " + mimeType);
        }
    }

    /** The bytes; or 404 without a body. */
    Response download(ApiCall call, MediaStore store, String id) {
        return store.find(id, call.key())
                .<Response>map(media -> FileResponse.of(media, ""))
                .orElse(new Response.Bytes(404, "text/plain", new byte[0], 0));
    }

    Response delete(ApiCall call, MediaStore store, String id) throws ApiError.Refused {
        store.delete(
                store.find(id, call.key()).orElseThrow(OnPremiseError::notFound).id());
        // What is answered is UNCONFIRMED.
        return Response.json(200, JsonNodeFactory.instance.objectNode());
    }
}
