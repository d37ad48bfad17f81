package io.github.whatsapp360.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** Makes one HTTP call and turns however it ends into a value or a {@link Whatsapp360Exception}. */
final class Http {

    private static final String KEY_HEADER = "D360-API-KEY";

    private final HttpClient client;
    private final String baseUrl;
    private final String apiKey;
    private final Timeouts timeouts;
    private final ObjectMapper mapper;
    private final ScheduledExecutorService timer;

    Http(
            HttpClient client,
            URI baseUrl,
            String apiKey,
            Timeouts timeouts,
            ObjectMapper mapper,
            ScheduledExecutorService timer) {
        this.client = client;
        this.baseUrl = baseUrl.toString().replaceAll("/+$", "");
        this.apiKey = apiKey;
        this.timeouts = timeouts;
        this.mapper = mapper;
        this.timer = timer;
    }

    /**
     * Posts a body.
     *
     * @param reader takes what is wanted out of the answer; empty if it is not in it
     * @param callbackData for the exception if the outcome is unknown
     */
    <T> T post(String path, HttpEntity body, String callbackData, Function<JsonNode, Optional<T>> reader) {
        WatchedEntity entity = new WatchedEntity(body);
        HttpPost request = new HttpPost(baseUrl + path);
        request.setHeader(KEY_HEADER, apiKey);
        request.setHeader("Accept", ContentType.APPLICATION_JSON.getMimeType());
        request.setEntity(entity);
        Deadline deadline = new Deadline(timer, request, entity, timeouts).start();
        Answer answer;
        try {
            answer = client.execute(request, Answer::read);
        } catch (IOException e) {
            throw failed(e, entity, deadline, callbackData);
        } finally {
            deadline.end();
        }
        if (!answer.isSuccess()) {
            throw refused(answer, callbackData);
        }
        return read(answer, reader)
                .orElseThrow(() -> new OutcomeUnknownException(
                        "360dialog answered HTTP " + answer.status() + ", so it probably accepted the request, but "
                                + (answer.failure() == null
                                        ? "the answer is not what its API documents, so its ID is not known"
                                        : deadline.isExpired()
                                                ? "its answer was not complete within " + timeouts.response()
                                                : "its answer broke off")
                                + settle(callbackData),
                        callbackData,
                        answer.failure()));
    }

    private <T> Optional<T> read(Answer answer, Function<JsonNode, Optional<T>> reader) {
        if (answer.failure() != null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(mapper.readTree(answer.body())).flatMap(reader);
        } catch (IOException e) {
            return Optional.empty(); // not JSON: the caller says what that means
        }
    }

    private Whatsapp360Exception failed(
            IOException cause, WatchedEntity entity, Deadline deadline, String callbackData) {
        if (cause instanceof MediaPart.UnreadableFileException) {
            return CloudApi.unreadable(cause);
        }
        if (entity.isWhole()) {
            return new OutcomeUnknownException(
                    "The request was sent to 360dialog, and "
                            + (deadline.isExpired() || cause instanceof java.net.SocketTimeoutException
                                    ? "no answer came within " + timeouts.response()
                                    : "the connection ended without an answer")
                            + settle(callbackData),
                    callbackData,
                    cause);
        }
        return new ConnectionFailedException(
                reason(cause, entity, deadline) + "; nothing was sent", entity.isBegun(), cause);
    }

    private String reason(IOException cause, WatchedEntity entity, Deadline deadline) {
        if (entity.isBegun()) {
            return deadline.isExpired()
                    ? "The request could not be sent to 360dialog in time: the connection took no more bytes"
                    : "The request could not be sent to 360dialog: the connection broke while it was written";
        }
        String host = URI.create(baseUrl).getHost();
        if (cause instanceof UnknownHostException) {
            return "There is no host " + host + "; check the option 'baseUrl' and the name service";
        }
        if (cause instanceof SSLException) {
            return "No secure connection to " + host + "; check its certificate and the option 'sslContextParameters'";
        }
        if (cause instanceof ConnectException) {
            return "No connection to " + host + "; check the network, the proxy options and the option 'baseUrl'";
        }
        return "No connection to " + host + " could be used within " + timeouts.connect();
    }

    private Whatsapp360Exception refused(Answer answer, String callbackData) {
        ErrorBody body = ErrorBody.read(answer.body(), mapper).without(apiKey);
        boolean gateway = answer.status() == 500 || answer.status() == 502 || answer.status() == 504;
        if (gateway && !body.isFromService()) {
            // A proxy on the way speaks for a service whose own answer it did not get.
            return new OutcomeUnknownException(
                    "The way to 360dialog failed with HTTP " + answer.status() + " and no answer of the service itself"
                            + settle(callbackData),
                    callbackData,
                    null);
        }
        return new ApiException(answer.status(), body, answer.retryAfter());
    }

    private static String settle(String callbackData) {
        return callbackData.isEmpty()
                ? ""
                : ". It may have been accepted: a status webhook with the callback data " + callbackData
                        + " tells; sending it again may send it twice";
    }
}
