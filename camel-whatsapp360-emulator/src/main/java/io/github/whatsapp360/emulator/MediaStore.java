package io.github.whatsapp360.emulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The uploaded files, on disk in a folder of their own that goes when the store is closed. */
final class MediaStore implements AutoCloseable {

    private final Path folder;
    private final Map<String, Media> media = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(900_000_000_000_000L + System.nanoTime() % 1_000_000_000L);

    MediaStore() {
        try {
            folder = Files.createTempDirectory("whatsapp360-emulator");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An uploaded file.
     *
     * @param id as the service gives it: digits
     * @param filename as it was uploaded
     * @param mimeType without parameters
     * @param size in bytes
     * @param sha256 in hex
     * @param path where it lies
     */
    record Media(String id, String filename, String mimeType, long size, String sha256, Path path) {}

    /** Bytes that have arrived and are not media yet. */
    record Spooled(Path path, long size, String sha256, byte[] head) {}

    /** Writes a stream to disk, hashing it on the way; memory does not grow with it. */
    Spooled spool(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        Path path = Files.createTempFile(folder, "upload", ".bin");
        byte[] buffer = new byte[64 * 1024];
        byte[] head = new byte[0];
        long size = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (head.length < MediaTypes.HEAD_BYTES) {
                    byte[] longer = java.util.Arrays.copyOf(head, Math.min(MediaTypes.HEAD_BYTES, head.length + n));
                    System.arraycopy(buffer, 0, longer, head.length, longer.length - head.length);
                    head = longer;
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
                size += n;
            }
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        return new Spooled(path, size, HexFormat.of().formatHex(digest.digest()), head);
    }

    Media keep(Spooled spooled, String filename, String mimeType) {
        String id = Long.toString(ids.incrementAndGet());
        Media kept = new Media(id, filename, mimeType, spooled.size(), spooled.sha256(), spooled.path());
        media.put(id, kept);
        return kept;
    }

    /** Deletes what has arrived and was refused; null is nothing. */
    void discard(UploadForm.FilePart part) throws IOException {
        if (part != null) {
            Files.deleteIfExists(part.bytes().path());
        }
    }

    Optional<Media> get(String id) {
        return Optional.ofNullable(media.get(id));
    }

    boolean delete(String id) throws IOException {
        Media gone = media.remove(id);
        return gone != null && Files.deleteIfExists(gone.path());
    }

    void clear() {
        media.keySet().forEach(id -> {
            try {
                delete(id);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
