package io.github.whatsapp360.emulator.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Writes one byte, pauses, writes the next. */
public final class DrippingOutput extends FilterOutputStream {

    private final Duration interval;
    private final Socket socket;

    public DrippingOutput(OutputStream out, Duration interval, Socket socket) {
        super(out);
        this.interval = interval;
        this.socket = socket;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        out.flush();
        long end = System.nanoTime() + interval.toNanos();
        for (long left = interval.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (socket.isClosed() || Thread.currentThread().isInterrupted()) {
                throw new IOException("The connection was closed");
            }
        }
    }
}
