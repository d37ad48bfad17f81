package io.github.whatsapp360.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/** A file to send. An upload opens it again for each attempt, if it can be read several times. */
public interface MediaFile {

    /** The size of the parts in which a file is read for its hash. */
    int HASH_BUFFER_BYTES = 16 * 1024;

    /**
     * Opens the file at its first byte; the caller closes the stream.
     *
     * @throws IOException if it cannot be opened, or is {@linkplain #isOneShot() one-shot} and was opened before
     */
    InputStream open() throws IOException;

    /** Returns the size in bytes; empty if it is not known without reading the file. */
    OptionalLong length() throws IOException;

    /** Returns up to {@code limit} bytes from the beginning, without using up a one-shot file. */
    byte[] head(int limit) throws IOException;

    /** Returns the file's own name, which may have a path or be encoded for mail; empty if it has none. */
    String name();

    /**
     * Returns whether the bytes can be read only once, so that a failed upload cannot be repeated after its first byte.
     */
    default boolean isOneShot() {
        return false;
    }

    /**
     * Returns the state of the file, which stays equal as long as the bytes do not change; empty if changes can be
     * found only by reading the bytes.
     */
    default Optional<FileIdentity> identity() throws IOException {
        return Optional.empty();
    }

    /**
     * Reads the whole file, and returns the SHA-256 of its bytes in lower-case hex. This uses up a one-shot file.
     *
     * @throws IOException if it cannot be read
     */
    default String sha256() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        byte[] buffer = new byte[HASH_BUFFER_BYTES];
        try (InputStream in = open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Creates a file on disk. Only a regular file is opened, because opening a pipe or a device can block for ever.
     * Opening still blocks if a pipe replaces the file between the check and the opening.
     */
    static MediaFile of(Path path) {
        return new Reopenable(
                path.getFileName() == null ? "" : path.getFileName().toString()) {
            @Override
            public InputStream open() throws IOException {
                if (!Files.isRegularFile(path) && Files.exists(path)) {
                    throw new IOException("this is no regular file");
                }
                return Files.newInputStream(path);
            }

            @Override
            public OptionalLong length() throws IOException {
                return OptionalLong.of(Files.size(path));
            }

            @Override
            public Optional<FileIdentity> identity() throws IOException {
                return Optional.of(FileIdentity.of(path));
            }
        };
    }

    /** Creates a file in memory. */
    static MediaFile of(byte[] bytes, String name) {
        return new Reopenable(name) {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.of(bytes.length);
            }
        };
    }

    /** Creates a file from a stream that can be read once. Its size is not known. */
    static MediaFile oneShot(InputStream stream, String name) {
        return new OneShotFile(stream, name);
    }

    /** The base class of files that can be opened several times. */
    abstract class Reopenable implements MediaFile {
        private final String name;

        protected Reopenable(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public byte[] head(int limit) throws IOException {
            try (InputStream in = open()) {
                return in.readNBytes(limit);
            }
        }
    }
}
