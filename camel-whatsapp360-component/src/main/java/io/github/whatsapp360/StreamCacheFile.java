package io.github.whatsapp360;

import io.github.whatsapp360.media.MediaFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.apache.camel.StreamCache;

/** A body that Camel has cached, in memory or spooled to disk: it can be read as often as needed. */
final class StreamCacheFile extends MediaFile.Reopenable {

    private final StreamCache cache;

    StreamCacheFile(StreamCache cache) {
        super("");
        this.cache = cache;
    }

    @Override
    public InputStream open() throws IOException {
        cache.reset();
        if (cache instanceof InputStream stream) {
            return stream; // closing it gives back the file handle; the next reset opens the file again
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // text caches, which are in memory anyway
        cache.writeTo(bytes);
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public OptionalLong length() throws IOException {
        return cache instanceof InputStream && cache.length() >= 0
                ? OptionalLong.of(cache.length())
                : OptionalLong.empty();
    }
}
