package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.files.CachedHead;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.message.OutgoingMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * The properties of one {@link Hosting}: its address, limits, media life, and the dialect of its API. A new hosting is
 * a new class of this kind.
 */
public abstract class HostingProfile {

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

    /** Returns the profile of a hosting. */
    public static HostingProfile of(Hosting hosting) {
        return switch (hosting) {
            case CLOUD -> CloudProfile.INSTANCE;
            case SANDBOX -> SandboxProfile.INSTANCE;
            case ON_PREMISE -> OnPremiseProfile.INSTANCE;
        };
    }

    /** Creates the API client of one account. */
    public final Whatsapp360Api api(
            HttpClient client,
            SenderAccount account,
            Timeouts timeouts,
            ObjectMapper mapper,
            ScheduledExecutorService timer) {
        return api(new Http(client, account.serviceUrl(), account.apiKey(), timeouts, mapper, timer), mapper);
    }

    /** Opens the API in the dialect of this hosting. */
    abstract Whatsapp360Api api(Http http, ObjectMapper mapper);

    /**
     * Returns the address that the API's paths are appended to.
     *
     * @param baseUrl an address of the service, with or without a trailing slash or the {@code /v1} of some hostings
     */
    public final URI serviceUrl(String baseUrl) {
        String url = baseUrl.replaceAll("/+$", "");
        return URI.create(url.endsWith(version) ? url.substring(0, url.length() - version.length()) : url);
    }

    /** Returns whether an upload may say how long the service keeps the file ({@code ttl_minutes}). */
    public boolean takesMediaTtl() {
        return false;
    }

    /** Returns whether the service tells if the number can send. */
    public boolean tellsHealth() {
        return false;
    }

    /** Returns whether the status webhooks carry the callback data of the message. */
    public boolean returnsCallbackData() {
        return true;
    }

    /**
     * Checks a file against the general rules, and if it complies with them, against the rules of this hosting.
     *
     * @param head the head of the file, from which the upload was described
     * @return the problems; empty if the file can be sent
     * @throws IOException if the file cannot be read
     */
    public final List<Problem> problems(Upload upload, CachedHead head) throws IOException {
        List<Problem> problems = upload.problems(head);
        return problems.isEmpty() ? ownProblems(upload, head) : problems;
    }

    /** Returns the problems of a file that only this hosting has. */
    List<Problem> ownProblems(Upload upload, CachedHead head) throws IOException {
        return List.of();
    }

    /** Returns the problems of a message that only this hosting has; empty if there are none. */
    public List<Problem> problems(OutgoingMessage message) {
        return List.of();
    }

    /** Returns the address of the service. */
    public final URI baseUrl() {
        return baseUrl;
    }

    /** Returns the time for which the service keeps an uploaded file. */
    public final Duration mediaLife() {
        return mediaLife;
    }
}
