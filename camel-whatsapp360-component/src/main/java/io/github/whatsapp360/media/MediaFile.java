package io.github.whatsapp360.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file to be sent, which knows whether it can be read again: an upload opens it anew for each attempt.
 */
public interface MediaFile {

    /**
     * Opens the file at its first byte; the caller closes the stream.
     *
     * @throws IOException if it cannot be opened, or is {@linkplain #isOneShot() one-shot} and was opened before
     */
    InputStream open() throws IOException;

    /** The size in bytes, where it is known without reading the file. */
    OptionalLong length() throws IOException;

    /** Reads up to {@code limit} bytes from the beginning, without using up a one-shot file. */
    byte[] head(int limit) throws IOException;

    /** The file's own name, which may be with a folder or encoded for mail; empty when it has none. */
    String name();

    /** Whether the bytes can be read only once, so that nothing can be sent a second time after the first byte. */
    default boolean isOneShot() {
        return false;
    }

    /**
     * What stays the same for as long as the bytes do, so that they need not be read to know that; empty where only the
     * bytes themselves tell.
     */
    default Optional<FileIdentity> identity() throws IOException {
        return Optional.empty();
    }

    /**
     * A file on disk. What is no regular file, such as a directory, a pipe or a device, is never opened: that might wait
     * for ever. Only if a pipe takes the file's place between that look and the opening does it wait.
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

    /** A file in memory. */
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

    /** A stream that can be read once; its size is unknown. */
    static MediaFile oneShot(InputStream stream, String name) {
        return new OneShotFile(stream, name);
    }

    /** The part that all files have in common which can be opened again and again. */
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
