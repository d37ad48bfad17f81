package io.github.whatsapp360.emulator;

import io.github.whatsapp360.emulator.faults.RelayPort;
import io.github.whatsapp360.emulator.faults.RelayedConnection;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.util.DaemonThreads;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP relay in front of a server, on a loopback port of its own, which breaks connections as it is told and else
 * passes everything on unchanged.
 */
public final class FaultRelay implements AutoCloseable {

    private final InetSocketAddress target;
    private final ExecutorService threads = Executors.newCachedThreadPool(new DaemonThreads("whatsapp360-relay"));
    private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Deque<Fault> next = new ArrayDeque<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final RelayPort port;
    private Fault always;
    private boolean closed;

    /** A relay to a server at this address; the emulator's own is {@link Whatsapp360Emulator#relay}. */
    public FaultRelay(InetSocketAddress target) {
        this.target = target;
        port = new RelayPort(threads, this::connect);
    }

    /** Returns the base URL for clients, without a trailing slash. */
    public String baseUrl() {
        InetSocketAddress address = port.address();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /**
     * Queues faults: each is used up by one request, whichever comes first. {@code ResetAfter(0)} and
     * {@code StopReading(0)} are also used up by a new connection.
     */
    public synchronized FaultRelay next(Fault... faults) {
        if (Arrays.stream(faults).anyMatch(Fault.Refuse.class::isInstance)) {
            throw new IllegalArgumentException("Refuse works with always() only: nobody can count what is refused");
        }
        next.addAll(Arrays.asList(faults));
        return this;
    }

    /** A fault for every request for which none is queued, until {@link #clear}. */
    public FaultRelay always(Fault fault) {
        synchronized (this) {
            always = fault;
        }
        if (fault instanceof Fault.Refuse) {
            port.refuse();
            connections.forEach(RelayedConnection::reset);
        } else {
            port.listen();
        }
        return this;
    }

    /** Relays cleanly from now on: forgets all faults, and ends the connections that one holds open. */
    public FaultRelay clear() {
        synchronized (this) {
            next.clear();
            always = null;
        }
        connections.stream().filter(RelayedConnection::isHeld).forEach(RelayedConnection::close);
        port.listen();
        return this;
    }

    /** Returns the number of accepted connections. */
    public int connections() {
        return accepted.get();
    }

    /** Returns the number of begun HTTP requests: a request counts from its first byte. */
    public int requests() {
        return requests.get();
    }

    /** Returns the number of accepted connections that are still open on this side. */
    public int openConnections() {
        return connections.size();
    }

    /** Stops listening, closes all connections and ends all threads. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        port.close();
        connections.forEach(RelayedConnection::close);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The fault for a request that begins; null for none. */
    private synchronized Fault take() {
        requests.incrementAndGet();
        return next.isEmpty() ? always : next.poll();
    }

    /** The fault for a new connection; null if the next one waits for a request. */
    private synchronized Fault takeAtAccept() {
        Fault fault = next.isEmpty() ? always : next.peek();
        boolean now = fault instanceof Fault.ResetAfter reset && reset.requestBytes() == 0
                || fault instanceof Fault.StopReading stop && stop.afterRequestBytes() == 0;
        if (now) {
            next.poll();
        }
        return now ? fault : null;
    }

    private void connect(Socket client) {
        accepted.incrementAndGet();
        Fault fault = takeAtAccept();
        RelayedConnection connection = new RelayedConnection(client, target, this::take, connections::remove);
        connections.add(connection);
        synchronized (this) {
            if (!closed) {
                threads.execute(() -> connection.run(fault));
                return;
            }
        }
        connection.close();
    }
}
