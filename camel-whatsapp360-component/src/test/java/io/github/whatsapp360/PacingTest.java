package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** With its defaults, the component meets no limit of a service that enforces them. */
@Tag(EmulatorTest.BOTH_WAYS)
class PacingTest extends EmulatorTest {

    /** Unlike the other tests' one, it has the service's limits. */
    @RegisterExtension
    static final Whatsapp360EmulatorExtension LIMITED = new Whatsapp360EmulatorExtension();

    @TempDir
    Path folder;

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setBaseUrl(limited().baseUrl());
        options.setMessagesPerSecond(new Whatsapp360Configuration().getMessagesPerSecond());
        options.setMaxRetries(0); // a refusal must be seen
    }

    private static Whatsapp360Emulator limited() {
        return LIMITED.emulator();
    }

    private List<CompletableFuture<Exchange>> send(String uri, int count, String to) {
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String recipient = to.isEmpty() ? "49301234" + (100 + n) : to;
            sent.add(template.asyncSend(uri, exchange -> {
                exchange.getMessage().setBody("hello");
                exchange.getMessage().setHeader(Whatsapp360Constants.TO, recipient);
            }));
        }
        return sent;
    }

    private static void allAccepted(List<CompletableFuture<Exchange>> sent) {
        await().until(() -> sent.stream().allMatch(CompletableFuture::isDone));
        assertThat(sent).allSatisfy(one -> assertThat(one.join().getException()).isNull());
        assertThat(limited().requests()).extracting(RecordedRequest::status).containsOnly(200);
    }

    @Test
    void manyRecipientsAtTheRateOfTheNumber() {
        Instant start = Instant.now();
        allAccepted(send("whatsapp360:send", 240, ""));
        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void oneRecipientAfterABurst() {
        allAccepted(send("whatsapp360:send", 1, "")); // the first of all takes long to arrive
        List<CompletableFuture<Exchange>> sent = send("whatsapp360:send", 46, TO);
        allAccepted(sent);
        List<Instant> times = limited().chat(TO).messages().stream()
                .map(message -> message.receivedAt())
                .toList();
        assertThat(Duration.between(times.get(0), times.get(45))).isGreaterThan(Duration.ofSeconds(6));
    }

    @Test
    void uploadsAtTheirOwnRate() throws Exception {
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        byte[] invoice = Files.readAllBytes(sample("good/invoice.pdf"));
        for (int n = 0; n < 60; n++) {
            Path file = Files.write(folder.resolve(n + ".pdf"), invoice);
            sent.add(template.asyncSend(
                    "whatsapp360:media", exchange -> exchange.getMessage().setBody(file)));
        }
        allAccepted(sent);
    }

    @Test
    void severalApplicationsShareTheRateOfTheNumber() {
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        Cache<String, byte[]> cache = manager.createCache(
                "rateLimitStore", new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
        try {
            ProxyManager<String> rateLimitStore =
                    Bucket4jJCache.entryProcessorBasedBuilder(cache).build();
            context.getRegistry().bind("rateLimitStore", rateLimitStore);
            allAccepted(send("whatsapp360:send?rateLimitStore=#rateLimitStore", 100, ""));
            assertThat(cache).hasSize(101);
        } finally {
            manager.destroyCache("rateLimitStore");
        }
    }

    @Test
    void withoutItsStoreAnApplicationTakesTheShareThatTheOptionSays() {
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        Cache<String, byte[]> cache = manager.createCache(
                "gone", new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
        for (String rateLimitStore : List.of("nothing", "half")) {
            context.getRegistry()
                    .bind(
                            rateLimitStore,
                            Bucket4jJCache.entryProcessorBasedBuilder(cache).build());
        }
        manager.destroyCache("gone");

        Exchange waited = send("whatsapp360:send?rateLimitStore=#nothing&rateLimitFallback=0&expiresAfter=3s", 1, "")
                .get(0)
                .join();
        assertThat(waited.getException())
                .isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                        .isEqualTo(NotSentException.Reason.EXPIRED));
        allAccepted(send("whatsapp360:send?rateLimitStore=#half&rateLimitFallback=0.5", 3, ""));
    }

    @Test
    void aFolderIsHeldUpByOneLineBeforeIt() throws Exception {
        for (int n = 0; n < 60; n++) {
            Files.writeString(folder.resolve(n + ".txt"), "file " + n);
        }
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "?initialDelay=0&delay=50")
                        .throttle(5)
                        .concurrentRequestsMode()
                        .process(exchange -> most.accumulateAndGet(underWay.incrementAndGet(), Math::max))
                        .to("whatsapp360:send?messagesPerSecond=20&to=" + TO)
                        .process(exchange -> {
                            underWay.decrementAndGet();
                            done.incrementAndGet();
                        });
            }
        });
        await().until(() -> done.get() >= 40);
        assertThat(most.get()).isLessThanOrEqualTo(5);
    }
}
