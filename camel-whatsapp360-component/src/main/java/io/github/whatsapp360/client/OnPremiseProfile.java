package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.files.CachedHead;
import io.github.whatsapp360.files.MimeTypes;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.MediaKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The WhatsApp Business API client of version 1, which Meta ended in October 2025. Sources: docs.360dialog.com,
 * "Differences between Cloud API and On-Premise API"; "Media" (On-Premise).
 */
final class OnPremiseProfile extends HostingProfile {

    static final OnPremiseProfile INSTANCE = new OnPremiseProfile();

    /** The largest file, in bytes. Source: docs.360dialog.com, "Media" (On-Premise). */
    private static final long MAX_BYTES = 64L << 20;

    private OnPremiseProfile() {
        super("https://waba.360dialog.io", "/v1", Duration.ofDays(14));
    }

    @Override
    Whatsapp360Api api(Http http, ObjectMapper mapper) {
        return new OnPremiseApi(http, mapper, mediaLife());
    }

    @Override
    public boolean returnsCallbackData() {
        return false;
    }

    @Override
    List<Problem> ownProblems(Upload upload, CachedHead head) throws IOException {
        List<Problem> problems = new ArrayList<>();
        long length = upload.file().length().orElse(0);
        if (length > MAX_BYTES) {
            problems.add(new Problem(
                    "body",
                    "the file has " + length + " bytes, but an On-Premise number accepts at most " + MAX_BYTES
                            + " (64 MB); make it smaller"));
        }
        if (upload.kind() == MediaKind.STICKER && MimeTypes.isAnimatedWebp(head.bytes(MimeTypes.HEAD_BYTES))) {
            problems.add(new Problem("body", "an On-Premise number accepts no animated stickers; send a still one"));
        }
        return problems;
    }
}
