package io.github.whatsapp360;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.Timeouts;
import io.github.whatsapp360.api.Whatsapp360Api;
import io.github.whatsapp360.delivery.Sender;
import io.github.whatsapp360.delivery.Workers;
import io.github.whatsapp360.delivery.confirm.Confirmations;
import io.github.whatsapp360.delivery.rate.RateLimiter;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import io.github.whatsapp360.media.MediaIdStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.support.CamelContextHelper;

/** Holds one {@link Sender} for each number and transport, and the threads that all of them share. */
final class Senders implements AutoCloseable {

    /** As many as there are connections for. */
    private static final int MAX_WORKERS = 200;

    /** Two for each file. */
    private static final int MAX_MEDIA_IDS = 20_000;

    private final CamelContext context;
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;
    private final Workers workers;
    private final Confirmations confirmations;
    private final ObjectMapper mapper;
    private final Map<List<Object>, Entry> entries = new LinkedHashMap<>();
    private final Map<List<Object>, MediaIds> mediaIds = new HashMap<>();
    private final Map<List<Object>, RateLimiter> paces = new HashMap<>();
    private final MediaIdStore inMemory = MediaIdStore.inMemory(MAX_MEDIA_IDS);

    Senders(CamelContext context) {
        this.context = context;
        // Camel's default lets a thousand tasks wait and refuses the next one
        this.timer = context.getExecutorServiceManager()
                .newScheduledThreadPool(
                        this,
                        "Whatsapp360Timer",
                        new ThreadPoolProfileBuilder("whatsapp360-timer")
                                .poolSize(1)
                                .maxQueueSize(-1)
                                .build());
        this.threads = context.getExecutorServiceManager().newCachedThreadPool(this, "Whatsapp360Worker");
        this.workers = new Workers(threads, MAX_WORKERS);
        this.confirmations = new Confirmations(timer, workers);
        this.mapper = mapper(context);
    }

    /** The ObjectMapper of the registry, if it has one; otherwise a plain one: camel-jackson's rule. */
    static ObjectMapper mapper(CamelContext context) {
        ObjectMapper registered = CamelContextHelper.findSingleByType(context, ObjectMapper.class);
        return registered == null ? new ObjectMapper() : registered;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    /** What all messages wait in that are to be confirmed: a webhook does not say by whom they were sent. */
    Confirmations confirmations() {
        return confirmations;
    }

    synchronized Sender get(Whatsapp360Configuration options) {
        return entries.computeIfAbsent(key(options), key -> create(options)).sender;
    }

    /** The IDs of a number's uploads in a store, whatever transport they are sent by. */
    synchronized MediaIds mediaIds(Whatsapp360Configuration options) {
        MediaIdStore store = options.getMediaIdStore() == null ? inMemory : options.getMediaIdStore();
        return mediaIds.computeIfAbsent(
                number(options, store),
                key -> new MediaIds(
                        store, options.account(), options.getHosting().mediaLife(), workers));
    }

    /** The pace of a number, whatever transport it is sent by. */
    private RateLimiter pace(Whatsapp360Configuration options) {
        return paces.computeIfAbsent(
                number(options, options.getPacer()),
                key -> new RateLimiter(options.account(), Optional.ofNullable(options.getPacer()), timer, workers));
    }

    @Override
    public synchronized void close() {
        paces.values().forEach(RateLimiter::close);
        entries.values().forEach(Entry::close);
        entries.clear();
        confirmations.close();
        context.getExecutorServiceManager().shutdown(threads);
        context.getExecutorServiceManager().shutdownNow(timer);
    }

    private Entry create(Whatsapp360Configuration options) {
        try {
            CamelHttp http = new CamelHttp(context, options);
            Timeouts timeouts = new Timeouts(
                    Duration.ofMillis(options.getConnectTimeout()), Duration.ofMillis(options.getResponseTimeout()));
            Whatsapp360Api api = options.getHosting()
                    .api(http.client(), options.serviceUrl(), options.getApiKey(), timeouts, mapper, timer);
            return new Entry(http, new Sender(api, options.getHosting(), pace(options), confirmations, timer, workers));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    private static List<Object> number(Whatsapp360Configuration options, Object bean) {
        return Arrays.asList(bean, options.getHosting(), options.serviceUrl(), options.getApiKey());
    }

    private static List<Object> key(Whatsapp360Configuration options) {
        return Arrays.asList(
                options.getHosting(),
                options.serviceUrl(),
                options.getApiKey(),
                options.getPacer(),
                options.getConnectTimeout(),
                options.getResponseTimeout(),
                options.getSslContextParameters(),
                options.getProxyHost(),
                options.getProxyPort(),
                options.getProxyAuthScheme(),
                options.getProxyAuthUsername(),
                options.getProxyAuthPassword());
    }

    private record Entry(CamelHttp http, Sender sender) {
        void close() {
            sender.close();
            http.close();
        }
    }
}
