package io.github.whatsapp360;

import io.github.whatsapp360.media.MediaFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.ByteArrayInputStreamCache;
import org.apache.camel.converter.stream.FileInputStreamCache;

/**
 * A body that Camel has cached, in memory or spooled to disk: it can be read as often as needed, and by many exchanges at
 * once. Where they have one cache in common, which has one position only, each knows its own and takes turns with the
 * others.
 */
final class StreamCacheFile extends MediaFile.Reopenable {

    /** Who has read a cache last, so that its position is that reader's. */
    private static final Map<StreamCache, Object> LAST = Collections.synchronizedMap(new WeakHashMap<>());

    private final StreamCache cache;

    StreamCacheFile(StreamCache cache, Exchange exchange) {
        super("");
        this.cache = own(cache, exchange);
    }

    /**
     * The exchange's own copy; the cache itself where a copy would do harm: of a spooled file it may delete the file with
     * the exchange, and of a ByteArrayInputStream it is not safe to make while another thread reads.
     */
    private static StreamCache own(StreamCache cache, Exchange exchange) {
        if (cache instanceof FileInputStreamCache || cache instanceof ByteArrayInputStreamCache) {
            return cache;
        }
        synchronized (cache) {
            try {
                StreamCache copy = cache.copy(exchange);
                return copy == null ? cache : copy;
            } catch (IOException e) {
                return cache;
            }
        }
    }

    @Override
    public InputStream open() throws IOException {
        if (cache instanceof InputStream stream) {
            return new Reader(stream);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // text caches, which are in memory anyway
        synchronized (cache) {
            rewind();
            cache.writeTo(bytes);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public OptionalLong length() throws IOException {
        return cache instanceof InputStream && cache.length() >= 0
                ? OptionalLong.of(cache.length())
                : OptionalLong.empty();
    }

    private void rewind() throws IOException {
        try {
            cache.reset();
        } catch (RuntimeException e) {
            throw new IOException("the stream's cache is gone, as the exchange that it came with has ended", e);
        }
    }

    private final class Reader extends InputStream {
        private final InputStream stream;
        private final Object token = new Object();
        private long position;
        private boolean closed;

        Reader(InputStream stream) {
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
            synchronized (cache) {
                if (closed) {
                    throw new IOException("this stream is closed");
                }
                if (LAST.remove(cache) != token) {
                    rewind();
                    stream.skipNBytes(position);
                }
                int count = stream.read(bytes, offset, length);
                position += Math.max(0, count);
                LAST.put(cache, token);
                return count;
            }
        }

        /** Gives back the file handle, which the next one to read opens again. */
        @Override
        public void close() throws IOException {
            synchronized (cache) {
                closed = true;
                if (LAST.remove(cache, token)) {
                    rewind();
                }
            }
        }
    }
}
