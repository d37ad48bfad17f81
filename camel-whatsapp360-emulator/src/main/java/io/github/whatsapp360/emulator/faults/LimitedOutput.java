package io.github.whatsapp360.emulator.faults;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An output that fails after a number of bytes. */
public final class LimitedOutput extends FilterOutputStream {

    private long left;

    LimitedOutput(OutputStream out, long bytes) {
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
        if (n < length) {
            throw new Cut();
        }
    }

    /** The limit was reached. */
    static final class Cut extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
