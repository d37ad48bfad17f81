package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.ByteArrayInputStreamCache;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges at once that read one cached stream: each sends the file's bytes, on each attempt. */
@Tag(EmulatorTest.BOTH_WAYS)
class ParallelStreamsTest extends EmulatorTest {

    private static final int AT_ONCE = 6;
    private static final int BYTES = 5 << 20;

    @TempDir
    Path folder;

    private Path file;
    private FaultRelay relay;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getStreamCachingStrategy().setSpoolEnabled(true);
        context.getStreamCachingStrategy()
                .setSpoolDirectory(folder.resolve("spool").toFile());
        return context;
    }

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        relay = emulator().relay();
        options.setBaseUrl(relay.baseUrl());
        options.setReuseMedia(false);
        options.setMaxRetries(6);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        String[] branches = Collections.nCopies(AT_ONCE, "direct:send").toArray(String[]::new);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to("whatsapp360:send");
                from("direct:multicast")
                        .multicast()
                        .parallelProcessing()
                        .stopOnException()
                        .to(branches);
                from("direct:split")
                        .setProperty("file", body())
                        .setBody(constant(List.of(branches)))
                        .split(body())
                        .parallelProcessing()
                        .stopOnException()
                        .setBody(exchangeProperty("file"))
                        .to("direct:send");
            }
        };
    }

    @BeforeEach
    void aLargeFile() throws Exception {
        file = TestPdf.write(folder.resolve("large.pdf"), BYTES);
    }

    @AfterEach
    void disconnect() {
        relay.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spooled", "file", "wrapped", "bytes", "stream", "text"})
    void eachSendsTheBytesOfTheFile(String form) throws Exception {
        for (String route : new String[] {"direct:multicast", "direct:split", "direct:split", "direct:split"}) {
            emulator().reset();
            relay.next(
                    new Fault.ResetAfter(100_000),
                    new Fault.CloseAfterRequest(),
                    Fault.Status.bare(503),
                    new Fault.ResetAfter(3_000_000));

            Exchange exchange = template.request(route, request -> {
                request.getMessage().setBody(cache(form, request));
                request.getMessage()
                        .setHeaders(new java.util.HashMap<>(
                                Map.of(Whatsapp360Constants.FILENAME, form.equals("text") ? "note.txt" : "large.pdf")));
            });

            assertThat(exchange.getException()).as("%s %s", route, form).isNull();
            assertThat(chat().messages()).hasSize(AT_ONCE);
            assertThat(uploads().stream()
                            .filter(upload -> upload.status() == 200)
                            .map(RecordedRequest::sha256))
                    .as("%s %s", route, form)
                    .hasSizeGreaterThanOrEqualTo(AT_ONCE)
                    .containsOnly(sha256(form.equals("text") ? text() : Files.readAllBytes(file)));
        }
    }

    /** A copy of the cache would delete it with its exchange. */
    @Test
    void theFileBehindACacheIsNotDeleted() throws Exception {
        assertThat(send("whatsapp360:send", new FileInputStreamCache(file.toFile()))
                        .getException())
                .isNull();
        assertThat(file).exists();
    }

    /** Does what Camel does with each step of each exchange that has the cache. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "stream"})
    void rewindingItMeanwhileChangesNothing(String form) throws Exception {
        Exchange request = new DefaultExchange(context);
        StreamCache cache = cache(form, request);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger rewound = new AtomicInteger();
        Thread rewinding = new Thread(() -> {
            while (!done.get()) {
                cache.reset();
                rewound.incrementAndGet();
                LockSupport.parkNanos(500_000);
            }
        });
        rewinding.start();
        try {
            await().until(() -> rewound.get() > 0);
            for (int times = 0; times < 5; times++) {
                assertThat(send("whatsapp360:send", cache, Map.of(Whatsapp360Constants.FILENAME, "large.pdf"))
                                .getException())
                        .isNull();
            }
        } finally {
            done.set(true);
            rewinding.join();
        }
        assertThat(uploads().stream().map(RecordedRequest::sha256))
                .hasSize(5)
                .containsOnly(sha256(Files.readAllBytes(file)));
    }

    @Test
    void aCacheThatIsGoneIsRefusedWithThatReason() throws Exception {
        FileInputStreamCache cache = new FileInputStreamCache(file.toFile());
        Files.delete(file);
        assertThat(send("whatsapp360:send", cache).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("the cached stream is gone");
    }

    @Test
    void aCacheThatTheDiskDoesNotGiveBackWasNotSent() throws Exception {
        FileInputStreamCache cache = new FileInputStreamCache(file.toFile());
        Files.delete(file);
        Files.createDirectory(file); // it can be opened and not be read
        assertThat(send("whatsapp360:send", cache).getException())
                .isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                        .isEqualTo(NotSentException.Reason.LOCAL_FILE));
    }

    @Test
    void aPositionThatNeverFitsIsRefusedWithThatReason() throws Exception {
        FileInputStreamCache cache = new FileInputStreamCache(file.toFile());
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        assertThat(send("whatsapp360:send", cache).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("another exchange reads this stream at the same time, or its file has changed");
        assertThat(send("whatsapp360:send", file).getException()).isNull();
    }

    private StreamCache cache(String form, Exchange exchange) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        return switch (form) {
            case "spooled" -> {
                StreamCache cache = exchange.getContext()
                        .getTypeConverter()
                        .convertTo(StreamCache.class, exchange, Files.newInputStream(file));
                assertThat(cache).isInstanceOf(FileInputStreamCache.class);
                yield cache;
            }
            // multicast's copies delete it some time after the exchange, so each has one of its own
            case "file" ->
                new FileInputStreamCache(Files.write(Files.createTempFile(folder, "cache", ""), bytes)
                        .toFile());
            case "wrapped" -> {
                CachedOutputStream out = new CachedOutputStream(exchange);
                out.write(bytes);
                yield (StreamCache) out.getWrappedInputStream();
            }
            case "bytes" -> new InputStreamCache(bytes);
            case "stream" -> new ByteArrayInputStreamCache(new ByteArrayInputStream(bytes));
            default -> new ReaderCache(new String(text(), StandardCharsets.US_ASCII));
        };
    }

    private static byte[] text() {
        return "All that we agreed on. ".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    }
}
