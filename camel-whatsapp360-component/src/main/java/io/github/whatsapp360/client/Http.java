package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.files.MimeTypes;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;

/** Makes HTTP calls. Each ends with a value or a {@link Whatsapp360Exception}. */
final class Http {

    private static final String KEY_HEADER = "D360-API-KEY";
    /** The status with which a proxy refuses a request before it passes anything on. */
    private static final int BUSY = 503;

    /**
     * The statuses of a proxy that could not pass the request on because it had no connection: refused, timed out, no
     * route, no TLS or an invalid certificate; and the status of a network that requires a login. Sources: Cloudflare,
     * "5xx errors", 521 to 523, 525, 526; RFC 6585, 511.
     */
    private static final Set<Integer> NOT_PASSED_ON = Set.of(511, 521, 522, 523, 525, 526);

    private static final int BUFFER_BYTES = 64 * 1024;

    /** The largest JSON answer to a request to any path, such as a list. */
    private static final int MAX_JSON_BYTES = 16 << 20;

    private final HttpClient client;
    private final String baseUrl;
    private final String apiKey;
    private final Timeouts timeouts;
    private final ObjectMapper mapper;
    private final Deadlines deadlines;

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
        this.deadlines = new Deadlines(timer);
    }

    /**
     * Makes a call.
     *
     * @param body the request body; null for none
     * @param reader reads the value from the answer; returns empty if the value is missing. An answer without a body is
     *     a missing node. An answer that is not JSON is not passed to the reader
     * @param callbackData the callback data for the exception if the outcome is unknown
     */
    <T> T call(
            String method, String path, HttpEntity body, String callbackData, Function<JsonNode, Optional<T>> reader) {
        return call(method, uri(path), body, callbackData, reader);
    }

    /** Returns the address of a path of the service. */
    URI uri(String path) {
        return URI.create(baseUrl + path);
    }

    /**
     * Makes a call whose refusal may have a result too, because a part of it was done.
     *
     * @param partly reads the result from a refusal; returns empty if nothing was done
     */
    <T> T callOrPartly(
            String method,
            String path,
            HttpEntity body,
            Function<JsonNode, Optional<T>> reader,
            Function<JsonNode, Optional<T>> partly) {
        return call(method, uri(path), body, "", reader, partly);
    }

    /** Makes a call to an address that {@link #uri} returned, so that the address is built only once. */
    <T> T call(String method, URI uri, HttpEntity body, String callbackData, Function<JsonNode, Optional<T>> reader) {
        return call(method, uri, body, callbackData, reader, refused -> Optional.empty());
    }

    private <T> T call(
            String method,
            URI uri,
            HttpEntity body,
            String callbackData,
            Function<JsonNode, Optional<T>> reader,
            Function<JsonNode, Optional<T>> partly) {
        Progress progress = new Progress();
        HttpUriRequestBase request = request(method, uri);
        request.setHeader("Accept", ContentType.APPLICATION_JSON.getMimeType());
        long bytes = 0;
        if (body != null) {
            request.setEntity(new WatchedEntity(body, progress));
            bytes = body.getContentLength() < 0 ? Deadline.LARGEST_BODY : body.getContentLength();
        }
        Deadline deadline = new Deadline(deadlines, request, progress, timeouts, bytes).start();
        RawResponse answer = execute(request, progress, deadline, callbackData, RawResponse::read);
        if (!answer.isSuccess()) {
            return read(answer, partly).orElseThrow(() -> refused(answer, callbackData));
        }
        return read(answer, reader).orElseThrow(() -> unreadable(method, answer, deadline, callbackData));
    }

    private <R> R execute(
            HttpUriRequestBase request,
            Progress progress,
            Deadline deadline,
            String callbackData,
            HttpClientResponseHandler<R> handler) {
        HttpClientContext context = HttpClientContext.create();
        try {
            return client.execute(request, context, response -> {
                progress.complete();
                return handler.handleResponse(response);
            });
        } catch (IOException e) {
            // without a body it is not known when the request was written; it may have been as soon as it had a
            // connection
            boolean sent = request.getEntity() == null ? context.getEndpointDetails() != null : progress.isWhole();
            throw failed(e, progress, deadline, callbackData, sent);
        } finally {
            deadline.end();
        }
    }

    private OutcomeUnknownException unreadable(
            String method, RawResponse answer, Deadline deadline, String callbackData) {
        String start = "360dialog answered HTTP " + answer.status()
                + (method.equals("GET") ? ", but " : ", so it probably accepted the request, but ");
        if (answer.failure() == null) {
            return new OutcomeUnknownException(
                    start + "the answer is not what its API documents" + settle(callbackData), callbackData);
        }
        String why = deadline.isExpired()
                ? "its answer was not complete within " + timeouts.response()
                : "its answer broke off";
        return new OutcomeUnknownException(start + why + settle(callbackData), callbackData, answer.failure());
    }

    /**
     * Downloads a file and passes its bytes to the sink as they come. A {@link LocalFileException} of the sink ends the
     * call as not sent.
     */
    Fetched fetch(String path, Sink sink) {
        Progress progress = new Progress();
        HttpUriRequestBase request = request("GET", uri(path));
        Deadline deadline = new Deadline(deadlines, request, progress, timeouts, Deadline.LARGEST_BODY).start();
        Object answer = execute(
                request,
                progress,
                deadline,
                "",
                response -> response.getCode() == 200 ? stream(response, sink, progress) : RawResponse.read(response));
        if (answer instanceof Fetched fetched) {
            return fetched;
        }
        throw refused((RawResponse) answer, "");
    }

    /**
     * Makes a call to any path.
     *
     * @param file returns the file into which an answer is written that is not JSON; called only for such an answer
     */
    ApiAnswer call(ApiRequest wanted, Supplier<Path> file) {
        Progress progress = new Progress();
        HttpUriRequestBase request = request(wanted.method(), pinned(wanted.path()));
        request.setHeader("Accept", "application/json, */*;q=0.8");
        wanted.headers().forEach(request::setHeader);
        if (wanted.body() != null) {
            request.setEntity(new WatchedEntity(FileEntity.of(wanted.body(), wanted.contentType()), progress));
        }
        Deadline deadline = new Deadline(deadlines, request, progress, timeouts, Deadline.LARGEST_BODY).start();
        Object answer = execute(
                request,
                progress,
                deadline,
                "",
                response -> isFile(response)
                        ? stored(wanted, response, file, progress)
                        : RawResponse.read(response, MAX_JSON_BYTES));
        if (answer instanceof ApiAnswer stored) {
            return stored;
        }
        RawResponse raw = (RawResponse) answer;
        if (!raw.isSuccess()) {
            throw refused(raw, "");
        }
        return read(raw, json -> Optional.of(json(raw.status(), json)))
                .orElseThrow(() -> unreadable(wanted.method(), raw, deadline, ""));
    }

    /** Returns the address of a path from outside, which must be on the host of the service. */
    private URI pinned(String path) {
        URI uri = uri(path);
        URI base = URI.create(baseUrl);
        if (!Objects.equals(uri.getRawAuthority(), base.getRawAuthority())
                || !uri.getScheme().equals(base.getScheme())
                || !uri.getRawPath().startsWith(base.getRawPath() + "/")) {
            throw new IllegalStateException("the path of a request left the service's address");
        }
        return uri;
    }

    private ApiAnswer json(int status, JsonNode json) {
        String type = json.isMissingNode() ? "" : ContentType.APPLICATION_JSON.getMimeType();
        return new ApiAnswer(status, type, json, null);
    }

    private static boolean isFile(ClassicHttpResponse response) {
        HttpEntity entity = response.getEntity();
        boolean isSuccess = response.getCode() >= 200 && response.getCode() < 300;
        if (!isSuccess || entity == null || entity.getContentLength() == 0) {
            return false;
        }
        String type = entity.getContentType() == null ? "" : MimeTypes.withoutParameters(entity.getContentType());
        return !type.equals("application/json") && !type.endsWith("+json") && !type.equals("text/javascript");
    }

    private ApiAnswer stored(ApiRequest wanted, ClassicHttpResponse response, Supplier<Path> file, Progress progress)
            throws IOException {
        try {
            return stored(response, file.get(), progress);
        } catch (LocalFileException | NotSentException e) {
            if (wanted.onlyReads()) {
                throw e;
            }
            throw new OutcomeUnknownException(
                    "360dialog answered HTTP " + response.getCode()
                            + ", so it accepted the request, but the answer could not be stored in a temporary file",
                    "",
                    e);
        }
    }

    private ApiAnswer stored(ClassicHttpResponse response, Path file, Progress progress) throws IOException {
        Fetched fetched;
        long size;
        try (Download download = new Download(file)) {
            fetched = stream(response, download, progress);
            size = download.size();
        }
        return size == 0
                ? json(response.getCode(), mapper.missingNode())
                : new ApiAnswer(response.getCode(), fetched.contentType(), mapper.missingNode(), file);
    }

    private static Fetched stream(ClassicHttpResponse response, Sink sink, Progress progress) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try (InputStream in = entity.getContent()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    progress.moved();
                    sink.write(buffer, n);
                }
            }
        }
        String type = entity == null || entity.getContentType() == null ? "" : entity.getContentType();
        return new Fetched(
                type,
                response.containsHeader("Content-Disposition")
                        ? response.getFirstHeader("Content-Disposition").getValue()
                        : "");
    }

    private HttpUriRequestBase request(String method, URI uri) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
        request.setHeader(KEY_HEADER, apiKey);
        return request;
    }

    private <T> Optional<T> read(RawResponse answer, Function<JsonNode, Optional<T>> reader) {
        if (answer.failure() != null) {
            return Optional.empty();
        }
        try {
            JsonNode json = mapper.readTree(answer.body());
            return reader.apply(json == null ? mapper.missingNode() : json);
        } catch (IOException | NumberFormatException | ArithmeticException e) {
            return Optional.empty(); // not JSON, or a number without measure: the answer may not come from the service
        }
    }

    private Whatsapp360Exception failed(
            IOException cause, Progress progress, Deadline deadline, String callbackData, boolean sent) {
        if (cause instanceof LocalFileException) {
            return LocalFileException.notSent(cause);
        }
        if (sent) {
            return new OutcomeUnknownException(
                    "The request was sent to 360dialog, and "
                            + (deadline.isExpired() || cause instanceof SocketTimeoutException
                                    ? "no answer came within " + timeouts.response()
                                    : "the connection ended without a whole answer")
                            + settle(callbackData),
                    callbackData,
                    cause);
        }
        return NotSentException.noConnection(reason(cause, progress, deadline), progress.isBegun(), cause);
    }

    private String reason(IOException cause, Progress progress, Deadline deadline) {
        if (progress.isBegun()) {
            return deadline.isExpired()
                    ? "The request could not be sent to 360dialog in time: the connection took no more bytes"
                    : "The request could not be sent to 360dialog: the connection broke while it was written";
        }
        String host = URI.create(baseUrl).getHost();
        if (cause instanceof UnknownHostException) {
            return "The host " + host + " was not found; check the option 'baseUrl' and the name service";
        }
        if (cause instanceof SSLException) {
            return "No secure connection to " + host + "; check its certificate and the option 'sslContextParameters'";
        }
        if (cause instanceof ConnectException) {
            return "No connection to " + host + "; check the network, the proxy options and the option 'baseUrl'";
        }
        return "No connection to " + host + " could be used within " + timeouts.connect();
    }

    private Whatsapp360Exception refused(RawResponse answer, String callbackData) {
        ErrorBody body = ErrorBody.read(answer.body(), mapper).without(apiKey);
        int status = answer.status();
        if (status < 500 || status == BUSY || body.isFromService(status)) {
            return body.refusal(status, answer.retryAfter());
        }
        // a proxy answered in place of the service
        if (NOT_PASSED_ON.contains(status)) {
            return NotSentException.noConnection(
                    "A proxy on the way could not reach 360dialog: it answered HTTP " + status, true);
        }
        return new OutcomeUnknownException(
                "A server on the way to 360dialog answered HTTP " + status + ", and the service itself did not answer"
                        + settle(callbackData),
                callbackData);
    }

    private static String settle(String callbackData) {
        return callbackData.isEmpty()
                ? ""
                : ". It may have been accepted: a status webhook with the callback data " + callbackData
                        + " would show that; sending it again may send it twice";
    }

    /** Receives the bytes of a file. */
    @FunctionalInterface
    interface Sink {
        void write(byte[] buffer, int length) throws LocalFileException;
    }

    /**
     * The headers of a downloaded file.
     *
     * @param contentType the Content-Type; empty if the answer had none
     * @param disposition the Content-Disposition; empty if the answer had none
     */
    record Fetched(String contentType, String disposition) {}
}
