package io.github.whatsapp360.emulator.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A body of known length. Closing it does not close the connection. */
final class ResponseBody extends FilterOutputStream {

    private long left;

    ResponseBody(OutputStream out, long length) {
        super(out);
        left = length;
    }

    /** Returns the number of missing bytes. */
    long left() {
        return left;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > left) {
            throw new IOException("The body is longer than was said");
        }
        out.write(bytes, offset, length);
        left -= length;
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
