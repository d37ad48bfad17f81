package io.github.whatsapp360.emulator.faults;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An input that fails after a number of bytes. */
public final class LimitedInput extends FilterInputStream {

    private long left;

    LimitedInput(InputStream in, long bytes) {
        super(in);
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        requireLeft();
        left--;
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        requireLeft();
        int n = super.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(n, 0);
        return n;
    }

    private void requireLeft() throws Exhausted {
        if (left <= 0) {
            throw new Exhausted();
        }
    }

    /** The limit was reached. */
    static final class Exhausted extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
