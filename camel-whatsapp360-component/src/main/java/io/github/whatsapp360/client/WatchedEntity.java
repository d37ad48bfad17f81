package io.github.whatsapp360.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A request body that reports its progress. */
final class WatchedEntity extends HttpEntityWrapper {

    private final Progress progress;

    WatchedEntity(HttpEntity entity, Progress progress) {
        super(entity);
        this.progress = progress;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        super.writeTo(new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                progress.begin();
                out.write(b);
                progress.moved();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                progress.begin();
                out.write(bytes, offset, length);
                progress.moved();
            }
        });
        progress.complete();
    }
}
