package io.github.whatsapp360.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.media.CachedHead;
import io.github.whatsapp360.media.Problem;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.message.OutgoingMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The properties of one {@link Hosting}: its address, limits, media life, and the dialect of its API. A new hosting is a new
 * class of this kind.
 */
abstract class HostingProfile {

    private final URI baseUrl;
    private final String version;
    private final Duration mediaLife;

    /**
     * Creates a profile.
     *
     * @param baseUrl the address of the service at 360dialog
     * @param version the first part of its paths, such as {@code /v1}; empty if they have none
     * @param mediaLife the time for which the service keeps an uploaded file
     */
    HostingProfile(String baseUrl, String version, Duration mediaLife) {
        this.baseUrl = URI.create(baseUrl);
        this.version = version;
        this.mediaLife = mediaLife;
    }

    /** Opens the API in the dialect of this hosting. */
    abstract Whatsapp360Api api(Http http, ObjectMapper mapper);

    /** Returns an address without the version at its end, because the paths of this hosting contain it. */
    final String withoutVersion(String url) {
        return url.endsWith(version) ? url.substring(0, url.length() - version.length()) : url;
    }

    /** Returns whether an upload may say how long the service keeps the file ({@code ttl_minutes}). */
    boolean takesMediaTtl() {
        return false;
    }

    /** Returns whether the status webhooks carry the callback data of the message. */
    boolean returnsCallbackData() {
        return true;
    }

    /** Returns the problems of a file that only this hosting has. */
    List<Problem> problems(Upload upload, CachedHead head) throws IOException {
        return List.of();
    }

    /** Returns the problems of a message that only this hosting has. */
    List<Problem> problems(OutgoingMessage message) {
        return List.of();
    }

    final URI baseUrl() {
        return baseUrl;
    }

    final Duration mediaLife() {
        return mediaLife;
    }
}
