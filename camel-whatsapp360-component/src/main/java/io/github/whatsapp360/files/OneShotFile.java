package io.github.whatsapp360.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** A file from a stream. Its head can be read several times, but the whole file only once. */
final class OneShotFile implements MediaFile {

    private final BufferedInputStream stream;
    private final String name;
    private boolean opened;

    OneShotFile(InputStream stream, String name) {
        this.stream = new BufferedInputStream(stream);
        this.name = name;
    }

    @Override
    public synchronized InputStream open() throws IOException {
        if (opened) {
            throw new IOException("this stream was read before and cannot be read again");
        }
        opened = true;
        return stream;
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.empty();
    }

    @Override
    public synchronized byte[] head(int limit) throws IOException {
        if (opened) {
            throw new IOException("this stream was read before and cannot be read again");
        }
        stream.mark(limit);
        byte[] head = stream.readNBytes(limit);
        stream.reset();
        return head;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }
}
