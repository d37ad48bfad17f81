package io.github.whatsapp360.benchmarks.support;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A file of a given size that begins like a PDF. Its bytes cannot be compressed. */
public final class PdfFile implements AutoCloseable {

    private static final AtomicLong VERSIONS = new AtomicLong();

    private Path path;
    private final long size;

    public PdfFile(long size) throws IOException {
        this.size = size;
        path = Files.createTempFile("benchmark", ".pdf");
        byte[] block = new byte[1 << 20];
        new Random(1).nextBytes(block);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            for (long written = 0; written < size; written += block.length) {
                file.write(block, 0, (int) Math.min(block.length, size - written));
            }
            file.seek(0);
            file.write("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    public java.io.File file() {
        return path.toFile();
    }

    public long size() {
        return size;
    }

    /** Changes it to a new file: with another name and content, and one minute old. */
    public PdfFile change() throws IOException {
        long version = VERSIONS.incrementAndGet();
        path = Files.move(path, path.resolveSibling("benchmark-" + UUID.randomUUID() + ".pdf"));
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek("%PDF-1.7\n".length());
            file.writeLong(version);
        }
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
        return this;
    }

    @Override
    public void close() throws IOException {
        Files.delete(path);
    }
}
