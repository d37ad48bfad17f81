package io.github.whatsapp360.emulator.faults;

import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.util.Sockets;
import io.github.whatsapp360.emulator.wire.DrippingOutput;
import io.github.whatsapp360.emulator.wire.HttpHead;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One client's connection through a relay: request by request, each relayed or broken as its fault says. */
public final class RelayedConnection {

    private final Supplier<Fault> faults;
    private final Consumer<RelayedConnection> ended;
    private final Socket client;
    private final InetSocketAddress target;
    private Socket upstream;
    private boolean held;
    private boolean over;

    /**
     * @param faults gives the fault of each request that begins; null for none
     * @param ended is told once the connection is closed
     */
    public RelayedConnection(
            Socket client, InetSocketAddress target, Supplier<Fault> faults, Consumer<RelayedConnection> ended) {
        this.faults = faults;
        this.ended = ended;
        this.client = client;
        this.target = target;
    }

    public void run(Fault atAccept) {
        try {
            client.setTcpNoDelay(true);
            if (atAccept instanceof Fault.ResetAfter) {
                reset();
            } else if (atAccept != null) {
                hold();
            } else {
                serve();
            }
        } catch (IOException | IllegalArgumentException e) {
            // Either side is gone or does not speak HTTP: the other one sees the end of the connection.
        } finally {
            close();
        }
    }

    private void serve() throws IOException {
        // A small buffer, so that no more is read from the client than a fault allows, give or take a kilobyte.
        PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(client.getInputStream(), 1024), 1);
        for (boolean more = true; more; ) {
            int first = in.read();
            if (first < 0) {
                return;
            }
            in.unread(first);
            Fault fault;
            synchronized (this) {
                if (over) {
                    return; // the request has failed already; its fault stays for another one
                }
                fault = faults.get();
            }
            more = exchange(in, fault);
        }
    }

    /** Handles one request; returns whether the connection can be used for another. */
    private boolean exchange(InputStream in, Fault fault) throws IOException {
        if (fault instanceof Fault.ResetAfter reset) {
            return limited(in, reset.requestBytes(), this::reset);
        } else if (fault instanceof Fault.StopReading stop) {
            return limited(in, stop.afterRequestBytes(), this::hold);
        } else if (fault instanceof Fault.Latency latency) {
            pause(latency.time());
            return relayed(in, null);
        } else if (fault == null
                || fault instanceof Fault.LoseAnswer
                || fault instanceof Fault.Drip
                || fault instanceof Fault.CutAnswerAfter) {
            return relayed(in, fault);
        }
        HttpHead head = head(in);
        head.copyBody(in, OutputStream.nullOutputStream());
        if (fault instanceof Fault.Silent) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        byte[] answer = FaultBytes.of(fault);
        client.getOutputStream().write(answer);
        boolean keepsAlive = fault instanceof Fault.Garbage || fault instanceof Fault.Status;
        return keepsAlive && !head.closes();
    }

    /** Relays a request of at most so many bytes; runs {@code end} at a longer one. */
    private boolean limited(InputStream in, long bytes, Runnable end) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        try {
            InputStream some = new LimitedInput(in, bytes);
            HttpHead head = head(some);
            request.write(head.bytes());
            head.copyBody(some, request);
        } catch (LimitedInput.Exhausted e) {
            end.run();
            return false;
        }
        return relayed(new ByteArrayInputStream(request.toByteArray()), null);
    }

    private boolean relayed(InputStream in, Fault fault) throws IOException {
        HttpHead head = head(in);
        try (Socket to = connect()) {
            OutputStream up = new BufferedOutputStream(to.getOutputStream(), 32 * 1024);
            up.write(head.bytes());
            head.copyBody(in, up);
            up.flush();
            InputStream down = new BufferedInputStream(to.getInputStream());
            HttpHead answer = HttpHead.read(down);
            while (answer != null && answer.status() < 200) {
                answer = HttpHead.read(down);
            }
            if (answer == null || fault instanceof Fault.LoseAnswer) {
                return false;
            }
            OutputStream out = out(fault, answer);
            out.write(answer.bytes());
            if (answer.isUntilEnd()) {
                // Event streams must not wait for a buffer to fill.
                down.transferTo(out);
            } else {
                answer.copyBody(down, out);
            }
            out.flush();
            return !(head.closes() || answer.closes() || answer.isUntilEnd());
        } catch (LimitedOutput.Cut e) {
            return false;
        }
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The relay was closed", e);
        }
    }

    private OutputStream out(Fault fault, HttpHead answer) throws IOException {
        OutputStream out = client.getOutputStream();
        if (fault instanceof Fault.Drip drip) {
            return new DrippingOutput(out, drip.interval(), client);
        } else if (fault instanceof Fault.CutAnswerAfter cut) {
            return new LimitedOutput(out, answer.bytes().length + cut.bodyBytes());
        }
        return out;
    }

    private HttpHead head(InputStream in) throws IOException {
        HttpHead head = HttpHead.read(in);
        if (head == null) {
            throw new IOException("No request");
        }
        if (head.expectsContinue()) {
            client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return head;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        synchronized (this) {
            upstream = socket;
        }
        socket.setTcpNoDelay(true);
        socket.connect(target);
        return socket;
    }

    public synchronized boolean isHeld() {
        return held;
    }

    private synchronized void hold() {
        held = true;
        try {
            while (!over) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the connection with a TCP reset. */
    public void reset() {
        try {
            client.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close();
    }

    public synchronized void close() {
        over = true;
        Sockets.quietly(client);
        Sockets.quietly(upstream);
        ended.accept(this);
        notifyAll();
    }
}
