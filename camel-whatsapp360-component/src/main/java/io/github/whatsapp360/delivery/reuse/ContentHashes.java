package io.github.whatsapp360.delivery.reuse;

import io.github.whatsapp360.files.FileIdentity;
import io.github.whatsapp360.files.MediaFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SHA-256 hashes of files. A file on disk is read once as long as it does not change, even if many exchanges need
 * its hash at once. If the file system does not report changes, the file is read each time.
 */
final class ContentHashes {

    private static final Logger LOG = LoggerFactory.getLogger(ContentHashes.class);

    private static final int MAX_ENTRIES = 10_000;

    /**
     * The size up to which a file is read on the calling thread, because handing it to another thread may take longer
     * on a busy machine.
     */
    private static final int AT_ONCE_BYTES = 256 * 1024;

    /**
     * The age from which a change of a file is visible. The clocks of file systems are coarse, so a younger file may
     * change and keep its times.
     */
    private static final Duration TOO_YOUNG = Duration.ofSeconds(3);

    private final Map<FileIdentity, String> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FileIdentity, String> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    private final Executor workers;
    private final SharedReadings readings;

    /**
     * @param workers read the files
     */
    ContentHashes(Executor workers) {
        this.workers = workers;
        this.readings = new SharedReadings(workers);
    }

    /** Returns the hash of a file's bytes in lower-case hex; empty if the file can be read only once, or not at all. */
    CompletableFuture<Optional<String>> of(MediaFile file) {
        if (file.isOneShot()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        try {
            State state = state(file);
            if (state.hash().isPresent()) {
                return CompletableFuture.completedFuture(state.hash());
            }
            if (file.length().orElse(Long.MAX_VALUE) <= AT_ONCE_BYTES) {
                return read(file, Runnable::run);
            }
            return state.identity().isPresent()
                    ? readings.join(state.identity().get().path(), () -> read(file, workers))
                            .exceptionally(failure -> Optional.empty())
                    : read(file, workers);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The file's attributes cannot be read, so it has no hash", e);
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private CompletableFuture<Optional<String>> read(MediaFile file, Executor reader) {
        return CompletableFuture.completedFuture(file)
                .thenApplyAsync(this::read, reader)
                .exceptionally(failure -> {
                    LOG.debug("The file cannot be read, so it has no hash", failure);
                    return Optional.empty();
                });
    }

    private Optional<String> read(MediaFile file) {
        try {
            State state = state(file);
            if (state.hash().isPresent()) { // another thread has read the file at the same time
                return state.hash();
            }
            String hash = file.sha256();
            learn(file, state, hash);
            return Optional.of(hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the state of a file before it is read. */
    State state(MediaFile file) throws IOException {
        Instant now = Instant.now();
        Optional<FileIdentity> identity = file.identity();
        return new State(identity, now, identity.flatMap(this::remembered));
    }

    /** Remembers a hash, if the file did not change while it was read. */
    private void learn(MediaFile file, State before, String hash) throws IOException {
        if (before.isSettled() && before.identity().equals(file.identity())) {
            remember(before.identity().get(), hash);
        }
    }

    /**
     * The state of a file at one time.
     *
     * @param hash the known hash; empty if the file has to be read
     */
    record State(Optional<FileIdentity> identity, Instant at, Optional<String> hash) {

        /** Returns whether a later change of the file would be visible. */
        boolean isSettled() {
            Instant old = at.minus(TOO_YOUNG);
            return identity.isPresent()
                    && identity.get().lastModified().isBefore(old)
                    && identity.get().changed().isBefore(old);
        }
    }

    private synchronized Optional<String> remembered(FileIdentity identity) {
        return Optional.ofNullable(known.get(identity));
    }

    private synchronized void remember(FileIdentity identity, String hash) {
        known.put(identity, hash);
    }
}
