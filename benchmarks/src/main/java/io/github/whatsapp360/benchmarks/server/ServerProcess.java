package io.github.whatsapp360.benchmarks.server;

import io.github.whatsapp360.benchmarks.support.ChildJvm;
import java.io.IOException;
import java.util.List;

/** A {@link BenchmarkServer} in its own process. */
public final class ServerProcess extends ChildJvm {

    /** The bytes a second of a link of 1 Gbit/s. */
    public static final long GIGABIT = 125_000_000;

    private final int port;

    public ServerProcess() throws IOException {
        super(List.of("-Xmx512m"), BenchmarkServer.class);
        port = Integer.parseInt(read());
    }

    public int port() {
        return port;
    }

    public void latencyMillis(long millis) throws IOException {
        ask("latency " + millis);
    }

    /** Limits the bytes a second of all connections together; 0 for no limit. */
    public void bytesPerSecond(long rate) throws IOException {
        ask("rate " + rate);
    }

    /** Counts messages from now on: {@link #received}. */
    public void startCounting() throws IOException {
        ask("start");
    }

    /** Returns the messages that have arrived since {@link #startCounting}. */
    public MessageCounter.Snapshot received() throws IOException {
        return MessageCounter.Snapshot.parse(ask("received"));
    }

    public Counts counts() throws IOException {
        String[] words = ask("counts").split(" ");
        return new Counts(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    /**
     * The counts of the server since its start.
     *
     * @param bytes the number of bytes, with headers
     * @param cpuNanos the CPU time of the server, in nanoseconds
     */
    public record Counts(long requests, long bytes, long cpuNanos) {
        public Counts since(Counts earlier) {
            return new Counts(requests - earlier.requests, bytes - earlier.bytes, cpuNanos - earlier.cpuNanos);
        }
    }
}
