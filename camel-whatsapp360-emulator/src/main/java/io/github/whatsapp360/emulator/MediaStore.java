package io.github.whatsapp360.emulator;

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
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The uploaded files, in a folder of their own that goes when the store is closed. */
final class MediaStore implements AutoCloseable {

    private static final long MAX_BYTES_ON_DISK = 101L * 1024 * 1024;

    private final Map<String, Media> media = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private Path folder;
    private boolean closed;

    MediaStore(Clock clock) {
        this.clock = clock;
    }

    /**
     * An uploaded file.
     *
     * @param id as the service gives it: digits, or a UUID on-premise
     * @param owner the API key that uploaded it
     * @param filename as it was uploaded
     * @param mimeType without parameters
     * @param expires when its ID is known no longer
     */
    record Media(
            String id,
            String owner,
            String filename,
            String mimeType,
            long size,
            String sha256,
            Path path,
            Instant expires) {}

    /** Bytes that have arrived and are not media yet. */
    record Spooled(Path path, long size, String sha256, byte[] head) {}

    /** Writes a stream to disk, hashing it on the way; memory does not grow with it. */
    Spooled spool(InputStream in) throws IOException {
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
            return new Spooled(path, size, HexFormat.of().formatHex(digest.digest()), head);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    Media keep(String id, Spooled spooled, String owner, String filename, String mimeType, Duration life) {
        Media kept = new Media(
                id,
                owner,
                filename,
                mimeType,
                spooled.size(),
                spooled.sha256(),
                spooled.path(),
                clock.instant().plus(life));
        media.put(id, kept);
        return kept;
    }

    void discard(Spooled spooled) throws IOException {
        Files.deleteIfExists(spooled.path());
    }

    /** A file that this key uploaded, nobody deleted and whose time has not passed. */
    Optional<Media> find(String id, String owner) {
        return received(id)
                .filter(found -> found.owner().equals(owner) && !deleted.contains(id))
                .filter(found -> clock.instant().isBefore(found.expires()));
    }

    /** A file as its recipients have it: whoever received it keeps it after its ID is gone. */
    Optional<Media> received(String id) {
        return Optional.ofNullable(media.get(id));
    }

    void delete(String id) {
        deleted.add(id);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (folder == null) {
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
