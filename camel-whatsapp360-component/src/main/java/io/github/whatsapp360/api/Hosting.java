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
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.HttpClient;

/** The 360dialog API that hosts a number. It decides the address, the paths, and the form of requests and answers. */
public enum Hosting {
    /** Meta's Cloud API through 360dialog: every number since 2024. Source: docs.360dialog.com, "Media messages". */
    CLOUD(new CloudProfile()),
    /**
     * 360dialog's test environment. It sends links instead of uploaded files, and only to the phone number that
     * requested the API key. Source: docs.360dialog.com, "Sandbox".
     */
    SANDBOX(new SandboxProfile()),
    /**
     * The On-Premise API, version 1, which Meta ended in October 2025. Source: docs.360dialog.com, "Differences between
     * Cloud API and On-Premise API".
     */
    ON_PREMISE(new OnPremiseProfile());

    private final HostingProfile profile;

    Hosting(HostingProfile profile) {
        this.profile = profile;
    }

    /** Returns the address of the service. */
    public URI baseUrl() {
        return profile.baseUrl();
    }

    /**
     * Returns the address that the API's paths are appended to.
     *
     * @param baseUrl the option, with or without a trailing slash or the {@code /v1} of some hostings; null for
     *     {@link #baseUrl()}
     */
    public URI serviceUrl(String baseUrl) {
        return baseUrl == null ? baseUrl() : URI.create(profile.withoutVersion(baseUrl.replaceAll("/+$", "")));
    }

    /** Returns how long the service keeps an uploaded file. Source: Meta, "Media"; docs.360dialog.com, "Media" (On-Premise). */
    public Duration mediaLife() {
        return profile.mediaLife();
    }

    /** Returns whether an upload may say how long the service keeps the file ({@code ttl_minutes}). */
    public boolean takesMediaTtl() {
        return profile.takesMediaTtl();
    }

    /** Returns whether the status webhooks carry the callback data of the message. */
    public boolean returnsCallbackData() {
        return profile.returnsCallbackData();
    }

    /** Creates the API client of one account. */
    public Whatsapp360Api api(
            HttpClient client,
            SenderAccount account,
            Timeouts timeouts,
            ObjectMapper mapper,
            ScheduledExecutorService timer) {
        return profile.api(new Http(client, account.serviceUrl(), account.apiKey(), timeouts, mapper, timer), mapper);
    }

    /**
     * Checks a file against the general rules, and if it complies with them, against the rules of this hosting.
     *
     * @param head the head of the file, from which the upload was described
     * @return the problems; empty if the file can be sent
     * @throws IOException if the file cannot be read
     */
    public List<Problem> problems(Upload upload, CachedHead head) throws IOException {
        List<Problem> problems = upload.problems(head);
        return problems.isEmpty() ? profile.problems(upload, head) : problems;
    }

    /** Returns the problems of a message that only this hosting has; empty if there are none. */
    public List<Problem> problems(OutgoingMessage message) {
        return profile.problems(message);
    }
}
