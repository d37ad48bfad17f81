package io.github.whatsapp360.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.media.CachedHead;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.MimeTypes;
import io.github.whatsapp360.media.Problem;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.message.Media;
import io.github.whatsapp360.message.OutgoingMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.HttpClient;

/** The hosting of a number at 360dialog. It determines the address, the paths, and the form of requests and answers. */
public enum Hosting {
    /**
     * Meta's Cloud API through 360dialog, for every number since 2024. Source: docs.360dialog.com, "Media messages".
     */
    CLOUD("https://waba-v2.360dialog.io", Duration.ofDays(30)),
    /**
     * 360dialog's test environment. It sends links instead of uploaded files, and only to the phone number that
     * requested the API key. Source: docs.360dialog.com, "Sandbox".
     */
    SANDBOX("https://waba-sandbox.360dialog.io", Duration.ZERO),
    /**
     * The On-Premise API, version 1, which Meta ended in October 2025. Source: docs.360dialog.com, "Differences between
     * Cloud API and On-Premise API".
     */
    ON_PREMISE("https://waba.360dialog.io", Duration.ofDays(14));

    /**
     * The largest file that an On-Premise number accepts, in bytes. Source: docs.360dialog.com, "Media" (On-Premise).
     */
    public static final long MAX_ON_PREMISE_BYTES = 64L << 20;

    private final URI baseUrl;
    private final Duration mediaLife;

    Hosting(String baseUrl, Duration mediaLife) {
        this.baseUrl = URI.create(baseUrl);
        this.mediaLife = mediaLife;
    }

    /** Returns the address of the service. */
    public URI baseUrl() {
        return baseUrl;
    }

    /**
     * Returns the time for which the service keeps an uploaded file. Source: Meta, "Media"; docs.360dialog.com, "Media"
     * (On-Premise).
     */
    public Duration mediaLife() {
        return mediaLife;
    }

    /** Creates the API client of one account. */
    public Whatsapp360Api api(
            HttpClient client,
            SenderAccount account,
            Timeouts timeouts,
            ObjectMapper mapper,
            ScheduledExecutorService timer) {
        Http http = new Http(client, account.serviceUrl(), account.apiKey(), timeouts, mapper, timer);
        return this == ON_PREMISE ? new OnPremiseApi(http, mapper) : new CloudApi(http, mapper, this);
    }

    /** Checks that this hosting has media operations. */
    void requireMedia(String what) {
        if (this == SANDBOX) {
            throw new InvalidMessageException(new Problem(
                    "hosting",
                    "360dialog's sandbox has no media, so it cannot " + what
                            + "; send a link (header CamelWhatsapp360Link), or use a real number"));
        }
    }

    /**
     * Checks a file against the general rules and the rules of this hosting.
     *
     * @param head the head of the file, from which the upload was described
     * @return the problems; empty if the file can be sent
     * @throws IOException if the file cannot be read
     */
    public List<Problem> problems(Upload upload, CachedHead head) throws IOException {
        List<Problem> problems = new ArrayList<>(upload.problems(head));
        if (this == ON_PREMISE && problems.isEmpty()) {
            long length = upload.file().length().orElse(0);
            if (length > MAX_ON_PREMISE_BYTES) {
                problems.add(new Problem(
                        "body",
                        "the file has " + length + " bytes, but an On-Premise number accepts at most "
                                + MAX_ON_PREMISE_BYTES + " (64 MB); make it smaller"));
            }
            if (upload.kind() == MediaKind.STICKER && MimeTypes.isAnimatedWebp(head.bytes(MimeTypes.HEAD_BYTES))) {
                problems.add(
                        new Problem("body", "an On-Premise number accepts no animated stickers; send a still one"));
            }
        }
        return problems;
    }

    /** Returns the problems of a message that only this hosting has; empty if there are none. */
    public List<Problem> problems(OutgoingMessage message) {
        List<Problem> problems = new ArrayList<>();
        if (this == SANDBOX
                && message.content() instanceof Media media
                && !media.id().isEmpty()) {
            problems.add(new Problem(
                    media.type() + ".id", "360dialog's sandbox has no media IDs; send a link (CamelWhatsapp360Link)"));
        }
        return problems;
    }
}
