package io.github.whatsapp360.emulator.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A body of which only the first bytes are sent. */
final class CutBody extends FilterOutputStream {

    private long left;

    CutBody(OutputStream out, long bytes) {
        super(out);
        left = bytes;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int n = (int) Math.min(length, left);
        out.write(bytes, offset, n);
        left -= n;
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
