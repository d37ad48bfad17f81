package io.github.whatsapp360;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.files.MediaFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.ByteArrayInputStreamCache;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body that Camel has cached in memory or spooled to disk. It can be read several times, and by several exchanges at
 * once. A cache has one read position, and Camel resets it with each step of each exchange that has the cache. So each
 * exchange reads its own copy, if a copy can be made safely.
 */
final class StreamCacheFile extends MediaFile.Reopenable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamCacheFile.class);
    private static final int MAX_TRIES = 1_000;
    private static final String DISTURBED = "another exchange reads this stream at the same time, or its file has "
            + "changed; give each exchange a copy of the stream (StreamCache.copy), or a File";
    private static final String GONE = "the cached stream is gone, because its first exchange has ended; "
            + "let that exchange wait, or give this exchange a copy of the stream (StreamCache.copy)";

    /** The contents of caches that cannot be copied while another thread reads them. */
    private static final Map<StreamCache, WeakReference<byte[]>> SNAPSHOTS =
            Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Locks that stand for caches. The monitor of the cache itself could cause a deadlock, because the methods of the
     * cache take it while they hold another lock.
     */
    private static final Object[] LOCKS = Stream.generate(Object::new).limit(64).toArray();

    private final StreamCache cache;
    private final boolean shared;
    private final boolean encrypted;

    StreamCacheFile(StreamCache cache, Exchange exchange) {
        super("");
        boolean onDisk = cache instanceof FileInputStreamCache;
        this.encrypted =
                onDisk && exchange.getContext().getStreamCachingStrategy().getSpoolCipher() != null;
        // a copy would delete the file with the exchange, even a file that Camel did not create
        this.shared = onDisk && !encrypted;
        try {
            this.cache = shared ? cache : own(cache, exchange);
        } catch (IOException e) {
            throw NotSentException.localFile("The cached stream cannot be read", e);
        }
    }

    @Override
    public InputStream open() throws IOException {
        if (shared) {
            return new Shared((InputStream) cache);
        }
        rewind();
        if (cache instanceof InputStream stream) {
            return stream; // closing it releases the file handle; the next reset opens the file again
        }
        return new ByteArrayInputStream(bytes(cache)); // text caches, which are in memory
    }

    @Override
    public OptionalLong length() throws IOException {
        return cache instanceof InputStream && cache.length() >= 0 && !encrypted
                ? OptionalLong.of(cache.length())
                : OptionalLong.empty();
    }

    private static Object lock(StreamCache cache) {
        return LOCKS[Math.floorMod(System.identityHashCode(cache), LOCKS.length)];
    }

    private static StreamCache own(StreamCache cache, Exchange exchange) throws IOException {
        synchronized (lock(cache)) {
            if (cache instanceof ByteArrayInputStreamCache bytes) {
                WeakReference<byte[]> known = SNAPSHOTS.get(cache);
                byte[] snapshot = known == null ? null : known.get();
                if (snapshot == null) {
                    snapshot = snapshot(bytes);
                    SNAPSHOTS.put(cache, new WeakReference<>(snapshot));
                }
                return new InputStreamCache(snapshot);
            }
            StreamCache copy = cache.copy(exchange);
            if (copy != null) {
                return copy;
            }
            cache.reset();
            return new InputStreamCache(bytes(cache));
        }
    }

    /**
     * Copies the content in a single read, which another thread cannot disturb. If another thread has moved the
     * position before, the read is too short and is tried again.
     */
    private static byte[] snapshot(ByteArrayInputStreamCache cache) throws IOException {
        byte[] bytes = new byte[(int) cache.length()];
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            cache.reset();
            if (bytes.length == 0 || cache.read(bytes, 0, bytes.length) == bytes.length) {
                cache.reset();
                return bytes;
            }
        }
        throw refused(DISTURBED);
    }

    private static byte[] bytes(StreamCache cache) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        cache.writeTo(bytes);
        return bytes.toByteArray();
    }

    private void rewind() {
        try {
            cache.reset();
        } catch (RuntimeException e) {
            throw refused(GONE, e);
        }
    }

    private static InvalidMessageException refused(String why) {
        return new InvalidMessageException(new Problem("body", why));
    }

    private static InvalidMessageException refused(String why, Exception cause) {
        return new InvalidMessageException(new Problem("body", why), cause);
    }

    /**
     * A reader of a spooled stream that other threads read too. It keeps its own position, and accepts only bytes that
     * were read from there. The number of remaining bytes gives the position of the cache.
     */
    private final class Shared extends InputStream {
        private final InputStream stream;
        private long position;
        private boolean closed;

        Shared(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            synchronized (lock(cache)) {
                if (closed) {
                    throw new IOException("this stream is closed");
                }
                Exception disturbed = null;
                for (int tries = 0; tries < MAX_TRIES; tries++) {
                    try {
                        // a reset also waits for a reset on another thread
                        if (disturbed != null || at() != position) {
                            rewind();
                            stream.skipNBytes(position);
                        }
                        int count = stream.read(bytes, offset, length);
                        disturbed = null;
                        if (at() == position + Math.max(0, count)) {
                            position += Math.max(0, count);
                            return count;
                        }
                    } catch (NoSuchFileException e) {
                        throw refused(GONE, e);
                    } catch (IOException | NullPointerException e) { // another thread reset, and so closed, the stream
                        disturbed = e;
                    }
                }
                if (disturbed instanceof IOException disk) {
                    throw disk;
                }
                throw disturbed == null ? refused(DISTURBED) : refused(DISTURBED, disturbed);
            }
        }

        private long at() throws IOException {
            return cache.length() - stream.available();
        }

        /** Releases the file handle. The next read opens the file again. */
        @Override
        public void close() {
            synchronized (lock(cache)) {
                closed = true;
                try {
                    cache.reset();
                } catch (RuntimeException e) {
                    LOG.debug("A stream was read, and its cache is gone", e);
                }
            }
        }
    }
}
