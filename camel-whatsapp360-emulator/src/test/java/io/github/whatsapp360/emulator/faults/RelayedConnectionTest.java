package io.github.whatsapp360.emulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RelayedConnectionTest {

    /**
     * On a busy machine, a request may arrive, and its client may be gone, before the connection's thread goes on. The
     * fault that it would use up then belongs to the next request.
     */
    @Test
    void requestOfAResetConnectionUsesUpNoFault() {
        AtomicInteger faults = new AtomicInteger();
        AtomicReference<RelayedConnection> connection = new AtomicReference<>();
        Socket client = new Socket() {
            @Override
            public void setTcpNoDelay(boolean on) {
                // it is not connected
            }

            @Override
            public InputStream getInputStream() {
                return new InputStream() {
                    @Override
                    public int read() {
                        connection.get().reset();
                        return 'P';
                    }
                };
            }
        };
        connection.set(new RelayedConnection(
                client,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                () -> {
                    faults.incrementAndGet();
                    return null;
                },
                ended -> {}));

        connection.get().run(null);

        assertThat(faults).hasValue(0);
    }
}
