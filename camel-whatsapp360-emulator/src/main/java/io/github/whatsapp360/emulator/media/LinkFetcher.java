package io.github.whatsapp360.emulator.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.access.Loopback;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.LinkFetch;
import io.github.whatsapp360.emulator.util.BoundedMap;
import io.github.whatsapp360.emulator.util.DaemonThreads;
import io.github.whatsapp360.emulator.util.MonitorWait;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the files behind the links of accepted messages, a few at a time, and caches them as their servers allow. */
public final class LinkFetcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LinkFetcher.class);

    private static final Pattern HOST =
            Pattern.compile("https?://([^/?#:@\\[\\]]+|\\[[^]]*])(?::\\d+)?(?=[/?#]|$)", Pattern.CASE_INSENSITIVE);
    private static final int MAX_FETCHES_AT_ONCE = 4;
    private static final int REMEMBERED = 10_000;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final Duration KEPT = Duration.ofDays(30);

    private final MediaStore store;
    private final Clock clock;
    private final boolean remote;
    private final Map<String, Cached> cache = Collections.synchronizedMap(new BoundedMap<>(REMEMBERED, any -> {}));
    private final Map<String, CompletableFuture<List<FetchedLink>>> results =
            Collections.synchronizedMap(new BoundedMap<>(REMEMBERED, any -> {}));
    private final ThreadPoolExecutor workers;

    /**
     * @param remote true if links to other machines are followed
     */
    public LinkFetcher(MediaStore store, Clock clock, boolean remote) {
        this.store = store;
        this.clock = clock;
        this.remote = remote;
        this.workers = new ThreadPoolExecutor(
                MAX_FETCHES_AT_ONCE,
                MAX_FETCHES_AT_ONCE,
                100,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads("whatsapp360-emulator-links"));
        this.workers.allowCoreThreadTimeOut(true);
    }

    private record Cached(CacheRule rule, Instant at, StoredMedia media) {}

    private record Link(String type, String url) {}

    /** Begins to fetch a message's links; the answer to the message does not wait for them. */
    public void fetch(ChatMessage message) {
        List<Link> links = new ArrayList<>();
        collect(message.json(), links);
        if (links.isEmpty()) {
            return;
        }
        CompletableFuture<List<FetchedLink>> result = new CompletableFuture<>();
        results.put(message.id(), result);
        try {
            workers.execute(
                    () -> result.complete(links.stream().map(this::fetch).toList()));
        } catch (RejectedExecutionException e) {
            result.complete(List.of()); // reset meanwhile: nobody will look
        }
    }

    /** Waits until a message's links were fetched; empty if it has none. */
    public List<FetchedLink> await(String messageId) {
        try {
            return results.getOrDefault(messageId, CompletableFuture.completedFuture(List.of()))
                    .get(MonitorWait.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("The links of " + messageId + " were not fetched in time", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the links of " + messageId, e);
        }
    }

    /** Returns the results of the messages whose links were fetched, by the messages' IDs. */
    public Map<String, List<FetchedLink>> results() {
        Map<String, List<FetchedLink>> done = new LinkedHashMap<>();
        synchronized (results) {
            results.forEach((id, result) -> {
                if (result.isDone()) {
                    done.put(id, result.join());
                }
            });
        }
        return done;
    }

    /** Restores the results of a message. */
    public void restore(String messageId, List<FetchedLink> fetched) {
        results.put(messageId, CompletableFuture.completedFuture(fetched));
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private static void collect(JsonNode json, List<Link> links) {
        json.properties().forEach(field -> {
            JsonNode link = field.getValue().path("link");
            if (MediaChecks.FILES.contains(field.getKey()) && link.isTextual()) {
                links.add(new Link(field.getKey(), link.asText()));
            }
        });
        json.forEach(child -> collect(child, links));
    }

    private FetchedLink fetch(Link link) {
        if (!remote && !isLocal(link.url())) {
            return new FetchedLink(
                    without(
                            link.url(),
                            LinkFetch.Outcome.NOT_FETCHED,
                            "The emulator fetches from this machine only, unless it is told otherwise"),
                    "");
        }
        Cached cached = cache.get(link.url());
        if (cached != null
                && clock.instant().isBefore(cached.at().plus(cached.rule().life()))) {
            return result(link, LinkFetch.Outcome.HIT, cached.media());
        }
        try {
            return ask(link, cached);
        } catch (ApiError.Refused e) {
            return failed(link, e.error().body().at("/error/error_data/details").asText());
        } catch (IOException | RuntimeException e) {
            LOG.debug("Fetching a link failed", e);
            return failed(link, "Downloading media from weblink failed");
        }
    }

    private FetchedLink ask(Link link, Cached cached) throws IOException, ApiError.Refused {
        URL url = URI.create(link.url()).toURL();
        HttpURLConnection connection =
                (HttpURLConnection) (isLocal(link.url()) ? url.openConnection(Proxy.NO_PROXY) : url.openConnection());
        try {
            connection.setInstanceFollowRedirects(false); // github.com/chatwoot/chatwoot/pull/15702: they fail
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestProperty("User-Agent", "WhatsApp/2 (emulator)");
            connection.setRequestProperty("Connection", "close");
            if (cached != null && !cached.rule().lastModified().isEmpty()) {
                connection.setRequestProperty("If-Modified-Since", cached.rule().lastModified());
            } else if (cached != null && !cached.rule().etag().isEmpty()) {
                connection.setRequestProperty("If-None-Match", cached.rule().etag());
            }
            int status = connection.getResponseCode();
            CacheRule rule = CacheRule.of(connection);
            if (cached != null && isUnchanged(status, rule, cached.rule())) {
                return result(link, LinkFetch.Outcome.REVALIDATED, cached.media());
            }
            if (status != 200) {
                // Wording: 131053 as recorded by users, e.g. "… failed with http code 429"
                return failed(link, "Downloading media from weblink failed with http code " + status);
            }
            StoredMedia media = keep(link, connection);
            if (rule.isCached()) {
                cache.put(link.url(), new Cached(rule, clock.instant(), media));
            } else {
                cache.remove(link.url());
            }
            return result(link, LinkFetch.Outcome.MISS, media);
        } finally {
            connection.disconnect();
        }
    }

    private static boolean isUnchanged(int status, CacheRule rule, CacheRule before) {
        boolean sameDate =
                !before.lastModified().isEmpty() && before.lastModified().equals(rule.lastModified());
        boolean conditional = !before.lastModified().isEmpty() || !before.etag().isEmpty();
        return status == 304 && conditional || status == 200 && sameDate;
    }

    private StoredMedia keep(Link link, HttpURLConnection connection) throws IOException, ApiError.Refused {
        String contentType = connection.getContentType();
        String mimeType = MediaTypes.plain(contentType == null ? "" : contentType);
        if (!mimeType.contains("/") || !MediaTypes.isAccepted(mimeType)) {
            throw MediaChecks.unsupported(link.type(), mimeType);
        }
        MediaChecks.requireFit(link.type(), mimeType);
        try (InputStream in = new Bounded(connection.getInputStream())) {
            SpooledFile file = store.spool(in);
            if (file.size() > MediaTypes.limit(mimeType, file.head()) || !MediaTypes.fits(mimeType, file.head())) {
                store.discard(file);
                throw ApiError.media("The file behind the link has " + file.size() + " bytes and says it is " + mimeType
                                + ": too large, or something else")
                        .refused();
            }
            String path = URI.create(link.url()).getPath();
            String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
            return store.keep("link-" + UUID.randomUUID(), file, "", name, mimeType, KEPT);
        }
    }

    private static FetchedLink result(Link link, LinkFetch.Outcome outcome, StoredMedia media) {
        return new FetchedLink(
                new LinkFetch(link.url(), outcome, media.mimeType(), media.size(), media.sha256(), ""), media.id());
    }

    private static FetchedLink failed(Link link, String reason) {
        return new FetchedLink(without(link.url(), LinkFetch.Outcome.FAILED, reason), "");
    }

    private static LinkFetch without(String link, LinkFetch.Outcome outcome, String reason) {
        return new LinkFetch(link, outcome, "", 0, "", reason);
    }

    private static boolean isLocal(String url) {
        Matcher host = HOST.matcher(url);
        return host.lookingAt() && Loopback.is(host.group(1)) && isLocalAddress(host.group(1));
    }

    /** Looks up the address that the name has now; the JDK remembers it for longer than it takes to connect. */
    private static boolean isLocalAddress(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host.replaceAll("[\\[\\]]", "")))
                    .allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Ends a stream that gives more than the largest file, or takes too long. */
    private static final class Bounded extends java.io.FilterInputStream {
        private static final long MAX_BYTES = 101L << 20;
        private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

        private final long start = System.nanoTime();
        private long count;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count += Math.max(n, 0);
            if (count > MAX_BYTES || System.nanoTime() - start > MAX_NANOS) {
                throw new IOException("The file behind the link is too large, or comes too slowly");
            }
            return n;
        }
    }
}
