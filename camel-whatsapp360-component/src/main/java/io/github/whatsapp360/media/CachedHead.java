package io.github.whatsapp360.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** A file while it is looked at: its head is read once, since opening it may mean to fetch it from somewhere. */
final class CachedHead implements MediaFile {

    private final MediaFile file;
    private byte[] head = {};
    private int limit;

    CachedHead(MediaFile file) {
        this.file = file;
    }

    @Override
    public byte[] head(int bytes) throws IOException {
        boolean whole = head.length < limit;
        if (bytes > limit && !whole) {
            head = file.head(bytes);
            limit = bytes;
        }
        return bytes >= head.length ? head : Arrays.copyOf(head, bytes);
    }

    @Override
    public InputStream open() throws IOException {
        return file.open();
    }

    @Override
    public OptionalLong length() throws IOException {
        return file.length();
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public boolean isOneShot() {
        return file.isOneShot();
    }

    @Override
    public Optional<FileIdentity> identity() throws IOException {
        return file.identity();
    }
}
