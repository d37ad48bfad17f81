package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.UploadedMedia;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reuse of media IDs: a file goes to the service once, and every message has the right file. */
@Tag(EmulatorTest.BOTH_WAYS)
class MediaReuseTest extends EmulatorTest {

    private static final String SEND = "whatsapp360:send";

    private final Recording store = new Recording();

    @TempDir
    Path folder;

    private Path file;

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setMediaIdStore(store);
    }

    @BeforeEach
    void aFileOfLastHour() throws Exception {
        file = folder.resolve("invoice.pdf");
        Files.copy(sample("good/invoice.pdf"), file);
        age(file, Duration.ofHours(1));
    }

    @Test
    void aHundredMessagesFromSixteenThreadsShareOneUpload() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sent.add(threads.submit(() -> send(SEND, file)));
            }
            for (Future<Exchange> exchange : sent) {
                assertThat(exchange.get().getException()).isNull();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(uploads()).hasSize(1);
        assertThat(messages()).hasSize(100);
        assertThat(chat().messages()).hasSize(100);
        assertThat(uploads().get(0).sha256()).isEqualTo(sha256(Files.readAllBytes(file)));
    }

    @Test
    void mediaAndSendAndEveryFormOfTheBytesShareOneUpload() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Map<String, Object> name = Map.of(Whatsapp360Constants.FILENAME, "invoice.pdf");

        UploadedMedia first = uploaded(send("whatsapp360:media", file));
        assertThat(uploaded(send("whatsapp360:media", bytes, name))).isEqualTo(first);
        assertThat(send(SEND, file.toFile()).getException()).isNull();
        assertThat(send(SEND, bytes, name).getException()).isNull();

        assertThat(uploads()).hasSize(1);
        assertThat(messages()).hasSize(2).allSatisfy(message -> assertThat(message.body())
                .contains(first.id()));
    }

    @Test
    void aStreamIsUploadedStraightAndKnownAfterwards() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Map<String, Object> name = Map.of(Whatsapp360Constants.FILENAME, "invoice.pdf");

        send("whatsapp360:media", new ByteArrayInputStream(bytes), name);
        send("whatsapp360:media", new ByteArrayInputStream(bytes), name);
        assertThat(uploads()).hasSize(2);

        send("whatsapp360:media", file);
        assertThat(uploads()).hasSize(2);
    }

    @Test
    void anotherNameTypeSenderOrContentIsAnUploadOfItsOwn() throws Exception {
        send(SEND, file);
        send(SEND, file, Map.of(Whatsapp360Constants.FILENAME, "other.pdf"));
        assertThat(uploads()).hasSize(2);

        send("whatsapp360:send?validate=false", file, Map.of(Whatsapp360Constants.MIME_TYPE, "text/plain"));
        assertThat(uploads()).hasSize(3);

        try (FaultRelay relay = emulator().relay()) {
            send("whatsapp360:send?baseUrl=" + relay.baseUrl(), file); // another address: another sender
        }
        assertThat(uploads()).hasSize(4);

        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        send(SEND, bytes, Map.of(Whatsapp360Constants.FILENAME, "invoice.pdf"));
        assertThat(uploads()).hasSize(5);
    }

    @Test
    void aChangedFileIsUploadedAgainAlsoWithTheSameSize() throws Exception {
        send(SEND, file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        age(file, Duration.ofMinutes(30));

        send(SEND, file);

        assertThat(uploads().stream().map(RecordedRequest::sha256))
                .containsExactly(sha256(Files.readAllBytes(sample("good/invoice.pdf"))), sha256(bytes));
    }

    /** The file system mostly gives the new file the key of the one that was deleted. */
    @Test
    void aFileWrittenAnewWithTheSameSizeAndTimeIsUploadedAgain() throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        List<String> expected = new ArrayList<>();
        for (int times = 0; times < 20; times++) {
            bytes[bytes.length - 1] = (byte) times;
            Files.delete(file);
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, time);
            expected.add(sha256(bytes));

            send(SEND, file);
        }

        assertThat(uploads().stream().map(RecordedRequest::sha256)).containsExactlyElementsOf(expected);
    }

    /** File systems with coarse clocks do not show it when a file changes twice in a short time. */
    @Test
    void aFileJustWrittenIsReadAgainEvenIfItLooksTheSame() throws Exception {
        FileTime now = FileTime.from(Instant.now());
        Files.setLastModifiedTime(file, now);
        send(SEND, file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, now);

        send(SEND, file);

        assertThat(uploads()).hasSize(2);
        assertThat(uploads().get(1).sha256()).isEqualTo(sha256(bytes));
    }

    @Test
    void anIdThatNearsItsExpiryIsNotUsed() {
        send(SEND, file);
        store.expire(Duration.ofHours(25));
        send(SEND, file);
        assertThat(uploads()).hasSize(1);

        store.expire(Duration.ofHours(23));
        send(SEND, file);
        assertThat(uploads()).hasSize(2);
    }

    @Test
    void aShortLifeIsUsedToItsLastTenth() {
        send("whatsapp360:send?mediaTtl=2h", file);
        store.expire(Duration.ofMinutes(13));
        send("whatsapp360:send?mediaTtl=2h", file);
        assertThat(uploads()).hasSize(1);

        store.expire(Duration.ofMinutes(11));
        send("whatsapp360:send?mediaTtl=2h", file);
        assertThat(uploads()).hasSize(2);
    }

    @Test
    void aFileThatTheServiceHasLostIsUploadedAgainAndSentOnce() {
        UploadedMedia media = uploaded(send("whatsapp360:media", file));
        deletedBySomebodyElse(media);

        Exchange exchange = send(SEND, file);

        assertThat(exchange.getException()).isNull();
        assertThat(uploads()).hasSize(2);
        assertThat(messages().stream().map(RecordedRequest::status)).containsExactly(400, 200);
        assertThat(chat().messages()).hasSize(1);
        send(SEND, file);
        assertThat(uploads()).hasSize(2);
    }

    @Test
    void aSlowStoreDoesNotForgetTheNewIdOfAFileThatIsUploadedAgain() {
        UploadedMedia media = uploaded(send("whatsapp360:media", file));
        deletedBySomebodyElse(media);
        store.removeOnlyAfterPut = true;

        send(SEND, file);
        send(SEND, file);

        assertThat(uploads()).hasSize(2);
    }

    /** The message would be refused a second time otherwise. */
    @Test
    void anIdThatTheStoreCannotForgetIsNotUsedAgain() {
        UploadedMedia media = uploaded(send("whatsapp360:media", file));
        deletedBySomebodyElse(media);
        store.full = true;

        assertThat(send(SEND, file).getException()).isNull();
        assertThat(send(SEND, file).getException()).isNull();

        assertThat(store.entries.values()).isNotEmpty().allMatch(known -> known.id()
                .equals(media.id()));
        assertThat(messages().stream().map(RecordedRequest::status)).containsExactly(400, 200, 200);
        assertThat(uploads()).hasSize(3);
    }

    @Test
    void aDeletedIdIsForgotten() {
        UploadedMedia media = uploaded(send("whatsapp360:media", file));
        send("whatsapp360:media?operation=delete", media);
        await().untilAsserted(() -> assertThat(store.entries).isEmpty());

        assertThat(uploaded(send("whatsapp360:media", file)).id()).isNotEqualTo(media.id());
    }

    @Test
    void aFailedUploadIsNotRemembered() {
        try (FaultRelay relay = emulator().relay()) {
            String uri = "whatsapp360:send?maxRetries=0&baseUrl=" + relay.baseUrl();
            relay.next(Fault.Status.meta(400, 131053, "Media upload error"));
            assertThat(send(uri, file).getException()).isInstanceOf(ApiException.class);
            assertThat(store.entries).isEmpty();

            assertThat(send(uri, file).getException()).isNull();
            assertThat(uploads()).hasSize(1);
        }
    }

    @Test
    void withoutReuseEachMessageHasAnUpload() {
        send("whatsapp360:send?reuseMedia=false", file);
        send("whatsapp360:send?reuseMedia=false", file);
        send("whatsapp360:media?reuseMedia=false", file);

        assertThat(uploads()).hasSize(3);
        assertThat(store.entries).isEmpty();
    }

    @Test
    void aStoreThatFailsStopsNothing() {
        store.broken = true;
        long start = System.nanoTime();
        try (CapturedLog log = new CapturedLog()) {
            for (int times = 0; times < 5; times++) {
                assertThat(send(SEND, file).getException()).isNull();
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.isFrom(Level.WARN) && line.text().contains("store of media IDs"))
                    .as("one a minute")
                    .hasSizeBetween(
                            1,
                            1
                                    + (int) Duration.ofNanos(System.nanoTime() - start)
                                            .toMinutes());
        }
        assertThat(uploads()).hasSize(5);

        store.broken = false;
        send(SEND, file);
        send(SEND, file);
        assertThat(uploads()).hasSize(6);
    }

    /** A cache server may take its time. */
    @Test
    void theStoreIsNotAskedOnTheCallersThread() {
        send(SEND, file);
        send(SEND, file);
        send("whatsapp360:media?operation=delete", "1");

        assertThat(store.askedBy).isNotEmpty().doesNotContain(Thread.currentThread());
    }

    @Test
    void theKeysTellNeitherTheNumberNorTheFile() {
        send(SEND, file);

        assertThat(store.entries.keySet()).hasSize(2).allMatch(key -> key.matches("whatsapp360:[0-9a-f]{64}"));
    }

    /** By an application that does not share the store. */
    private void deletedBySomebodyElse(UploadedMedia media) {
        context.getRegistry().bind("elsewhere", MediaIdStore.inMemory(10));
        assertThat(send("whatsapp360:media?operation=delete&mediaIdStore=#elsewhere", media)
                        .getException())
                .isNull();
    }

    private static UploadedMedia uploaded(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(UploadedMedia.class);
    }

    private static void age(Path file, Duration age) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static final class Recording implements MediaIdStore {
        private final Map<String, UploadedMedia> entries = new ConcurrentHashMap<>();
        private final Set<Thread> askedBy = ConcurrentHashMap.newKeySet();
        private volatile boolean broken;
        private volatile boolean full;

        /** Delays a removal until something is put, or until it is clear that nothing will be put meanwhile. */
        private volatile boolean removeOnlyAfterPut;

        private final Semaphore puts = new Semaphore(0);

        @Override
        public Optional<UploadedMedia> get(String key) {
            check();
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public void put(String key, UploadedMedia media) {
            check();
            checkWritable();
            entries.put(key, media);
            puts.release();
        }

        @Override
        public void remove(String key) {
            check();
            checkWritable();
            if (removeOnlyAfterPut) {
                puts.drainPermits();
                awaitPut();
            }
            entries.remove(key);
        }

        private void awaitPut() {
            try {
                puts.tryAcquire(300, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void expire(Duration left) {
            entries.replaceAll((key, media) -> media.withExpiresAt(Instant.now().plus(left)));
        }

        private void checkWritable() {
            if (full) {
                throw new IllegalStateException("the cache takes nothing");
            }
        }

        private void check() {
            askedBy.add(Thread.currentThread());
            if (broken) {
                throw new IllegalStateException("the cache is away");
            }
        }
    }
}
