package io.github.whatsapp360.api;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A request body that knows how far it got: whether it was sent at all, and whether it was sent whole. */
final class WatchedEntity extends HttpEntityWrapper {

    private volatile boolean begun;
    private volatile boolean whole;
    private volatile long progressNanos = System.nanoTime();

    WatchedEntity(HttpEntity entity) {
        super(entity);
    }

    boolean isBegun() {
        return begun;
    }

    boolean isWhole() {
        return whole;
    }

    /** When a byte last went out ({@link System#nanoTime()}). */
    long progressNanos() {
        return progressNanos;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        super.writeTo(new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                begun = true;
                out.write(b);
                progressNanos = System.nanoTime();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                begun = true;
                out.write(bytes, offset, length);
                progressNanos = System.nanoTime();
            }
        });
        progressNanos = System.nanoTime();
        whole = true;
    }
}
