package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.UploadedMedia;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The meters of deliveries, compared with what reached the emulator or the relay before it. */
class DeliveryMetricsTest extends EmulatorTest {

    private static final String OPERATIONS = "messaging.client.operation.duration";
    private static final String SENT = "messaging.client.sent.messages";

    private final Meters meters = new Meters();
    private FaultRelay relay;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", meters.registry);
        return context;
    }

    @BeforeEach
    void connect() {
        relay = emulator().relay();
    }

    @AfterEach
    void disconnect() {
        relay.close();
        assertThat(meters.strangeTags()).isEmpty();
        assertThat(meters.tags())
                .noneMatch(tag -> tag.contains(TO) || tag.contains(emulator().apiKey()));
    }

    private String relayed(String options) {
        return "whatsapp360:send?baseUrl=" + relay.baseUrl() + options;
    }

    private CompletableFuture<Exchange> begin(String uri) {
        return template.asyncSend(uri, exchange -> exchange.getMessage().setBody("hello"));
    }

    @Test
    void eachMessageIsCountedAndMeasuredOnce() {
        long begun = System.nanoTime();
        for (int n = 0; n < 3; n++) {
            assertThat(send("whatsapp360:send", "hello").getException()).isNull();
        }
        long took = System.nanoTime() - begun;

        assertThat(messages()).hasSize(3);
        assertThat(meters.value(SENT)).isEqualTo(3);
        assertThat(meters.value(
                        SENT, "messaging.system", "whatsapp", "messaging.operation.name", "send", "error.type", "none"))
                .isEqualTo(3);
        for (String timer : new String[] {OPERATIONS, "whatsapp360.attempts"}) {
            assertThat(meters.value(timer)).isEqualTo(3);
            assertThat(meters.timer(timer, "messaging.operation.name", "send", "error.type", "none")
                            .totalTime(TimeUnit.NANOSECONDS))
                    .isBetween(1.0, (double) took);
        }
        assertThat(meters.timer(OPERATIONS, "error.type", "none").totalTime(TimeUnit.NANOSECONDS))
                .isGreaterThanOrEqualTo(meters.timer("whatsapp360.attempts", "error.type", "none")
                        .totalTime(TimeUnit.NANOSECONDS));
        assertThat(meters.value("whatsapp360.retries")).isZero();
        assertThat(meters.value("whatsapp360.errors")).isZero();
    }

    @Test
    void aRefusalHasItsCode() {
        relay.next(Fault.Status.meta(400, 131031, "Account has been locked"), Fault.Status.meta(400, 131048, "Spam"));
        assertThat(send(relayed(""), "hello").getException()).isNotNull();
        assertThat(send(relayed(""), "hello").getException()).isNotNull();
        assertThat(send(relayed(""), "hello").getException()).isNull();

        assertThat(relay.requests()).isEqualTo(3);
        assertThat(messages()).hasSize(1);
        for (String code : new String[] {"131031", "131048"}) {
            assertThat(meters.value("whatsapp360.errors", "code", code, "source", "answer"))
                    .isEqualTo(1);
            assertThat(meters.value(SENT, "error.type", code)).isEqualTo(1);
            assertThat(meters.value(OPERATIONS, "error.type", code)).isEqualTo(1);
            assertThat(meters.value("whatsapp360.attempts", "error.type", code)).isEqualTo(1);
        }
        assertThat(meters.value(SENT, "error.type", "none")).isEqualTo(1);
        assertThat(meters.value("whatsapp360.errors")).isEqualTo(2);
    }

    @Test
    void aCodeThatAnAlertIsAboutBeginsAtZero() {
        send("whatsapp360:send", "hello");
        for (ErrorCode code : new ErrorCode[] {ErrorCode.SPAM_RATE_LIMIT, ErrorCode.ACCOUNT_LOCKED}) {
            assertThat(meters.registry
                            .get("whatsapp360.errors")
                            .tag("code", Integer.toString(code.code()))
                            .tag("source", "answer")
                            .counter()
                            .count())
                    .isZero();
        }
    }

    @Test
    void attemptsAndRetriesAreCountedByTheirReason() {
        relay.next(
                Fault.Status.bare(503),
                Fault.Status.gateway(429, "Too many requests"),
                Fault.Status.meta(400, 131016, "unavailable"));
        assertThat(send(relayed(""), "hello").getException()).isNull();

        for (String reason : new String[] {"http_5xx", "http_4xx", "131016"}) {
            assertThat(meters.value("whatsapp360.retries", "error.type", reason))
                    .as(reason)
                    .isEqualTo(1);
            assertThat(meters.value("whatsapp360.attempts", "error.type", reason))
                    .isEqualTo(1);
        }
        assertThat(meters.value("whatsapp360.attempts")).isEqualTo(4);
        assertThat(meters.value("whatsapp360.retries")).isEqualTo(3);
        assertThat(meters.value(SENT)).isEqualTo(1);
        assertThat(meters.value(SENT, "error.type", "none")).isEqualTo(1);
        assertThat(meters.value(OPERATIONS)).isEqualTo(1);
    }

    @Test
    void aServiceThatCannotBeReachedIsAReasonToo() {
        relay.always(new Fault.Refuse());
        assertThat(send(relayed("&maxRetries=1"), "hello").getException()).isNotNull();
        String reason = "not_sent_no_connection";
        assertThat(meters.value("whatsapp360.retries", "error.type", reason)).isEqualTo(1);
        assertThat(meters.value("whatsapp360.attempts", "error.type", reason)).isEqualTo(2);
        assertThat(meters.value(SENT, "error.type", reason)).isEqualTo(1);
        assertThat(meters.value(OPERATIONS, "error.type", reason)).isEqualTo(1);
        assertThat(meters.value("whatsapp360.errors")).isZero();
    }

    @Test
    void aLostAnswerIsAMessageWithAnUnknownOutcome() {
        relay.next(new Fault.LoseAnswer());
        assertThat(send(relayed(""), "hello").getException()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(meters.value(SENT, "error.type", "outcome_unknown")).isEqualTo(1);
        assertThat(meters.value(SENT)).isEqualTo(1);
    }

    @Test
    void whatWasNeverGivenToTheServiceIsNotSent() {
        assertThat(send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.TO, "nobody"))
                        .getException())
                .isNotNull();
        assertThat(send("whatsapp360:send", " ".repeat(5_000)).getException()).isNotNull();
        assertThat(messages()).isEmpty();
        assertThat(meters.value(SENT)).isZero();
    }

    @Test
    void filesAreCountedWithTheirBytesAndTheirReuse() throws Exception {
        Path file = sample("good/invoice.pdf");
        for (int n = 0; n < 3; n++) {
            assertThat(send("whatsapp360:send", file).getException()).isNull();
        }
        assertThat(uploads()).hasSize(1);
        assertThat(meters.registry.get("whatsapp360.upload.size").summary().count())
                .isEqualTo(1);
        assertThat(meters.registry.get("whatsapp360.upload.size").summary().totalAmount())
                .isEqualTo(Files.size(file));
        assertThat(meters.value("whatsapp360.media.reused")).isEqualTo(2);
        assertThat(meters.value(OPERATIONS, "messaging.operation.name", "upload"))
                .isEqualTo(1);
        assertThat(meters.value(OPERATIONS, "messaging.operation.name", "send")).isEqualTo(3);
        assertThat(meters.value(SENT)).isEqualTo(3);
    }

    @Test
    void otherCallsHaveTheirOwnNames() {
        UploadedMedia media = send("whatsapp360:media", sample("good/invoice.pdf"))
                .getMessage()
                .getBody(UploadedMedia.class);
        send("whatsapp360:media?operation=info", media.id());
        send("whatsapp360:media?operation=delete", media.id());
        for (String operation : new String[] {"upload", "info", "delete"}) {
            assertThat(meters.value(OPERATIONS, "messaging.operation.name", operation))
                    .as(operation)
                    .isEqualTo(1);
        }
        assertThat(meters.value(SENT)).isZero();
    }

    @Test
    void aPauseIsSeenWithWhatWaitsForItsEnd() {
        relay.next(Fault.Status.meta(400, 130429, "Rate limit hit").retryAfter("30"));
        assertThat(send(relayed("&maxRetries=0&messagesPerSecond=80"), "hello").getException())
                .isNotNull();
        CompletableFuture<Exchange> waiting = begin(relayed("&messagesPerSecond=80"));

        await().until(() -> meters.value("whatsapp360.waiting", "for", "message_turn") == 1);
        assertThat(meters.value("whatsapp360.queue.pause", "queue", "messages")).isBetween(1.0, 30.0);
        assertThat(meters.value("whatsapp360.queue.pause", "queue", "uploads")).isZero();
        double age = meters.value("whatsapp360.queue.age", "queue", "messages");
        await().until(() -> meters.value("whatsapp360.queue.age", "queue", "messages") > age);
        assertThat(meters.value("whatsapp360.queue.pauses", "queue", "messages", "error.type", "130429"))
                .isEqualTo(1);
        assertThat(meters.timer("whatsapp360.queue.pauses", "queue", "messages", "error.type", "130429")
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(30);
        context.stop();
        await().until(waiting::isDone);
        assertThat(meters.value("whatsapp360.waiting")).isZero();
    }

    @Test
    void theWaitForTheRateIsMeasuredAndItsUseShown() {
        CompletableFuture<?>[] sent = IntStream.range(0, 12)
                .mapToObj(n -> template.asyncSend("whatsapp360:send?messagesPerSecond=4", exchange -> {
                    exchange.getMessage().setBody("hello");
                    exchange.getMessage().setHeader(Whatsapp360Constants.TO, "4930123" + (1000 + n));
                }))
                .toArray(CompletableFuture[]::new);
        await().until(() -> meters.value("whatsapp360.rate.used", "queue", "messages") == 1);
        CompletableFuture.allOf(sent).join();

        assertThat(messages()).hasSize(12);
        assertThat(meters.value("whatsapp360.queue.wait", "messaging.operation.name", "send"))
                .isBetween(10.0, 12.0);
        assertThat(meters.timer("whatsapp360.queue.wait", "messaging.operation.name", "send")
                        .max(TimeUnit.MILLISECONDS))
                .isGreaterThan(1_500);
        assertThat(meters.value("whatsapp360.rate.used", "queue", "uploads")).isZero();
        assertThat(meters.value(SENT)).isEqualTo(12);
    }

    @Test
    void exchangesAreSeenInTheComponentInTheirOrderAndBeforeTheirRetries() {
        relay.always(new Fault.StopReading(0)); // clear() ends it
        for (int n = 0; n < 3; n++) {
            begin(relayed(""));
        }
        await().until(() -> meters.value("whatsapp360.exchanges.active") == 3);
        await().until(() -> meters.value("whatsapp360.waiting", "for", "order") == 2);
        relay.clear();
        await().until(() -> meters.value("whatsapp360.exchanges.active") == 0);
        assertThat(meters.value("whatsapp360.waiting")).isZero();

        relay.next(Fault.Status.bare(503));
        begin(relayed("&retryDelay=60000"));
        await().until(() -> meters.value("whatsapp360.waiting", "for", "retry") == 1);
    }

    @Test
    void aRegistryThatTakesNoMeterLeavesTheComponentWithoutMetrics() {
        meters.registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                throw new NoSuchMethodError("an incompatible registry");
            }
        });
        try (CapturedLog log = new CapturedLog()) {
            assertThat(send("whatsapp360:send", "hello").getException()).isNull();
            assertThat(log.lines())
                    .anyMatch(line -> line.isFrom(Level.WARN) && line.text().contains("has no metrics"));
        }
        assertThat(messages()).hasSize(1);
        assertThat(meters.ours()).isEmpty();
    }

    @Test
    void storesThatFailAreCounted() {
        context.getRegistry().bind("broken", new MediaIdStore() {
            @Override
            public Optional<UploadedMedia> get(String key) {
                throw new IllegalStateException("the cache is away");
            }

            @Override
            public void put(String key, UploadedMedia media) {
                throw new IllegalStateException("the cache is away");
            }

            @Override
            public void remove(String key) {
                throw new IllegalStateException("the cache is away");
            }
        });
        assertThat(send("whatsapp360:send?mediaIdStore=#broken", sample("good/invoice.pdf"))
                        .getException())
                .isNull();
        assertThat(meters.value("whatsapp360.store.failures", "store", "media_ids"))
                .isEqualTo(2);

        SwitchableMessageRepository repository = new SwitchableMessageRepository();
        repository.unreachable = true;
        context.getRegistry().bind("messages", repository);
        assertThat(send(
                                "whatsapp360:send?messageRepository=#messages&maxRetries=0",
                                "hello",
                                Map.of(Whatsapp360Constants.CALLBACK_DATA, "order-1"))
                        .getException())
                .isNotNull();
        assertThat(meters.value("whatsapp360.store.failures", "store", "messages"))
                .isPositive();

        assertThat(meters.value("whatsapp360.store.failures", "store", "rate_limit"))
                .isZero();
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        Cache<String, byte[]> cache = manager.createCache(
                "metrics", new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
        ProxyManager<String> rates =
                Bucket4jJCache.entryProcessorBasedBuilder(cache).build();
        manager.destroyCache("metrics");
        context.getRegistry().bind("rates", rates);
        assertThat(send("whatsapp360:send?rateLimitStore=#rates&messagesPerSecond=80", "hello")
                        .getException())
                .isNull();
        assertThat(meters.value("whatsapp360.store.failures", "store", "rate_limit"))
                .isPositive();
    }

    /** A service that answers with new codes and statuses all the time. */
    @Test
    void whatTheServiceSendsCreatesNoTags() {
        send("whatsapp360:send", "hello");
        for (int n = 0; n < 40; n++) {
            relay.next(Fault.Status.meta(400 + n, 900_000 + n, "code " + n), Fault.Status.bare(440 + n));
        }
        for (int n = 0; n < 80; n++) {
            assertThat(send(relayed("&maxRetries=0"), "hello").getException()).isNotNull();
        }
        assertThat(relay.requests()).isEqualTo(80);
        assertThat(meters.value("whatsapp360.errors", "code", "other")).isEqualTo(80);
        assertThat(meters.value("whatsapp360.attempts")).isEqualTo(81);
        assertThat(meters.registry.find("whatsapp360.attempts").timers()).hasSize(2);
        assertThat(meters.ours()).hasSizeLessThan(150);
    }

    @Test
    void aStoppedComponentIsNotShownAndANewOneIs() throws Exception {
        context.getComponent("whatsapp360", Whatsapp360Component.class).stop();
        context.getComponent("whatsapp360", Whatsapp360Component.class).start();
        relay.always(new Fault.Silent());
        begin(relayed(""));
        await().until(() -> meters.value("whatsapp360.exchanges.active") == 1);
        relay.clear();
    }

    @Test
    void componentsWithTheSameRegistryShareTheGauges() {
        Whatsapp360Component other = new Whatsapp360Component();
        configure(other.getConfiguration());
        context.addComponent("other", other);
        relay.always(new Fault.Silent());
        begin(relayed(""));
        begin(relayed("").replace("whatsapp360:", "other:"));
        await().until(() -> meters.value("whatsapp360.exchanges.active") == 2);
        relay.clear();
    }

    @Test
    void ofSeveralRegistriesTheCompositeOneCountsOrTheOneWithTheName() throws Exception {
        context.getRegistry().bind("second", new SimpleMeterRegistry());
        try (CapturedLog log = new CapturedLog()) {
            assertThat(countedBy(null)).isFalse();
            assertThat(log.lines())
                    .filteredOn(line -> line.isFrom(Level.WARN) && line.text().contains("metricsRegistry"))
                    .hasSize(1);
        }
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        SimpleMeterRegistry part = new SimpleMeterRegistry();
        composite.add(part);
        context.getRegistry().bind("composite", composite);
        assertThat(countedBy(part)).isTrue();

        MeterRegistry named = new SimpleMeterRegistry();
        context.getRegistry().bind("metricsRegistry", named);
        assertThat(countedBy(named)).isTrue();
        assertThat(meters.value(SENT)).isZero();
    }

    /** Sends a message through a new component. Returns whether the registry has counted it. */
    private boolean countedBy(MeterRegistry registry) {
        Whatsapp360Component component = new Whatsapp360Component();
        configure(component.getConfiguration());
        String name = "component" + context.getComponentNames().size();
        context.addComponent(name, component);
        assertThat(send(name + ":send", "hello").getException()).isNull();
        return registry != null && registry.get(SENT).counter().count() == 1;
    }
}
