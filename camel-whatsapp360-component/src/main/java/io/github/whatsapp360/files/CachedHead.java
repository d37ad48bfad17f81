package io.github.whatsapp360.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The first bytes of a file, cached while the file is described and checked. The file is opened only once, because
 * opening it may fetch it over the network. Must be closed before the file is uploaded.
 */
public final class CachedHead implements AutoCloseable {

    private final MediaFile file;
    private InputStream stream;
    private long position;
    private byte[] head = {};
    private int limit;
    private byte[] part = {};
    private long partStart = -1;

    /** Creates the head of a file, which is opened when its bytes are first read. */
    public CachedHead(MediaFile file) {
        this.file = file;
    }

    MediaFile file() {
        return file;
    }

    /**
     * Returns up to this number of bytes from the beginning, without using up a one-shot file.
     *
     * @throws IOException if the file cannot be read
     */
    public byte[] bytes(int count) throws IOException {
        if (count > limit && !isWhole()) {
            head = file.isOneShot() ? file.head(count) : longer(count);
            limit = count;
        }
        return count >= head.length ? head : Arrays.copyOf(head, count);
    }

    /**
     * Returns a part of the file, which may lie after its cached beginning.
     *
     * @param furthest the largest number of bytes to keep from the beginning; of a one-shot file, only these can be
     *     read
     * @return the bytes; fewer than requested, or none, if the file ends earlier
     */
    byte[] part(long start, int length, int furthest) throws IOException {
        if (file.isOneShot() || start <= head.length) {
            bytes((int) Math.min(start + length, furthest));
        }
        if (file.isOneShot() || isWhole() || start + length <= head.length) {
            return start >= head.length
                    ? new byte[0]
                    : Arrays.copyOfRange(head, (int) start, (int) Math.min(start + length, head.length));
        }
        if (start != partStart || length > part.length) {
            part = read(start, length);
            partStart = start;
        }
        return part;
    }

    private boolean isWhole() {
        return head.length < limit;
    }

    private byte[] longer(int count) throws IOException {
        byte[] more = read(head.length, count - head.length);
        byte[] all = Arrays.copyOf(head, head.length + more.length);
        System.arraycopy(more, 0, all, head.length, more.length);
        return all;
    }

    private byte[] read(long start, int length) throws IOException {
        if (stream == null || start < position) {
            close();
            stream = file.open();
            position = 0;
        }
        try {
            stream.skipNBytes(start - position);
            byte[] bytes = stream.readNBytes(length);
            position = start + bytes.length;
            return bytes;
        } catch (EOFException e) {
            position = Long.MAX_VALUE; // at the end of the file
            return new byte[0];
        }
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
