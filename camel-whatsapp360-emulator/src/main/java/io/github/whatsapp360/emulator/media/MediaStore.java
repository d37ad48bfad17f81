package io.github.whatsapp360.emulator.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.data.DataLog;
import io.github.whatsapp360.emulator.util.BoundedMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last files that were uploaded, in a folder of their own that goes when the store is closed, or in the data
 * folder.
 */
public final class MediaStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MediaStore.class);
    private static final long MAX_BYTES_ON_DISK = 101L * 1024 * 1024;

    /** The number of files that are kept. */
    private static final int KEPT = 20_000;

    private final Map<String, StoredMedia> media =
            Collections.synchronizedMap(new BoundedMap<>(KEPT, MediaStore::forget));
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private final DataLog log;
    private final boolean isLasting;
    private Path folder;
    private boolean closed;

    /**
     * @param folder null for one of its own
     */
    public MediaStore(Clock clock, Path folder, DataLog log) {
        this.clock = clock;
        this.folder = folder;
        this.isLasting = folder != null;
        this.log = log;
    }

    /** Writes a stream to disk, hashing it on the way; memory does not grow with it. */
    public SpooledFile spool(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        Path path = newFile();
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(path)) {
            byte[] head = in.readNBytes(MediaTypes.HEAD_BYTES);
            digest.update(head);
            out.write(head);
            long size = head.length;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
                if (size <= MAX_BYTES_ON_DISK) {
                    out.write(buffer, 0, n);
                }
            }
            return new SpooledFile(path, size, HexFormat.of().formatHex(digest.digest()), head);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    public StoredMedia keep(
            String id, SpooledFile spooled, String owner, String filename, String mimeType, Duration life) {
        StoredMedia kept = new StoredMedia(
                id,
                owner,
                filename,
                mimeType,
                spooled.size(),
                spooled.sha256(),
                spooled.path(),
                clock.instant().plus(life));
        media.put(id, kept);
        log.write(MediaLines.media(kept));
        return kept;
    }

    /** Restores a file that an earlier emulator has kept. */
    public void restore(StoredMedia kept) {
        if (Files.exists(kept.path())) {
            media.put(kept.id(), kept);
        }
    }

    /** Returns the lines of the data folder about the files that are there now. */
    public Stream<JsonNode> lines() {
        return Stream.concat(
                all().stream().map(MediaLines::media),
                deleted.stream().filter(media::containsKey).map(MediaLines::deleted));
    }

    /** Returns the files that are kept, oldest first. */
    public List<StoredMedia> all() {
        synchronized (media) {
            return List.copyOf(media.values());
        }
    }

    public boolean hasFile(Path path) {
        synchronized (media) {
            return media.values().stream().anyMatch(kept -> kept.path().equals(path));
        }
    }

    private static void forget(StoredMedia oldest) {
        try {
            Files.deleteIfExists(oldest.path());
        } catch (IOException e) {
            LOG.warn("A file that is too old could not be deleted", e);
        }
    }

    public void discard(SpooledFile spooled) throws IOException {
        Files.deleteIfExists(spooled.path());
    }

    /** A file that this key uploaded, nobody deleted and whose time has not passed. */
    public Optional<StoredMedia> find(String id, String owner) {
        return received(id)
                .filter(found -> found.owner().equals(owner) && !deleted.contains(id))
                .filter(found -> clock.instant().isBefore(found.expires()));
    }

    /** Returns a file as its recipients have it: they keep it after its ID is gone. */
    public Optional<StoredMedia> received(String id) {
        return Optional.ofNullable(media.get(id));
    }

    public void delete(String id) {
        deleted.add(id);
        log.write(MediaLines.deleted(id));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (folder == null || isLasting) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Path newFile() throws IOException {
        if (closed) {
            throw new IOException("The emulator was reset or closed meanwhile");
        }
        if (folder == null) {
            folder = Files.createTempDirectory("whatsapp360-emulator");
        }
        return Files.createTempFile(folder, "upload", ".bin");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
