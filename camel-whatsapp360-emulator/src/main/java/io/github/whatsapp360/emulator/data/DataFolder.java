package io.github.whatsapp360.emulator.data;

import io.github.whatsapp360.emulator.util.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** The folder in which messages and files outlive the emulator; one emulator at a time uses it. */
public final class DataFolder implements AutoCloseable {

    private final Path folder;
    private final FileChannel lock;
    private DataLog current;

    /**
     * Takes a folder, and makes it if it is not there.
     *
     * @throws UncheckedIOException if another emulator uses it, or it cannot be written
     */
    public DataFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(media());
            lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isFree(lock)) {
                lock.close();
                throw new IOException("Another emulator uses it");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the data folder " + folder, e);
        }
    }

    private static boolean isFree(FileChannel lock) throws IOException {
        try {
            FileLock taken = lock.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Returns the folder of the files. */
    public Path media() {
        return folder.resolve("media");
    }

    /** Begins the log of another state, and ends that of the one before; a new state begins with an empty folder. */
    public synchronized DataLog begin(boolean isNew) {
        if (current != null) {
            current.close();
        }
        try {
            if (isNew) {
                Files.deleteIfExists(log());
                deleteFiles();
            }
            current = new DataLog(log());
            return current;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the data folder " + folder, e);
        }
    }

    @Override
    public synchronized void close() {
        if (current != null) {
            current.close();
        }
        Sockets.quietly(lock);
    }

    private Path log() {
        return folder.resolve("log.jsonl");
    }

    private void deleteFiles() throws IOException {
        try (Stream<Path> files = Files.list(media())) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
