package io.github.whatsapp360.benchmarks;

import java.io.IOException;
import java.util.List;

/** A {@link WireServer} in its own process. */
final class Wire extends Child {

    private final int port;

    Wire() throws IOException {
        super(List.of("-Xmx512m"), WireServer.class);
        port = Integer.parseInt(read());
    }

    int port() {
        return port;
    }

    void latencyMillis(long millis) throws IOException {
        ask("latency " + millis);
    }

    /** Limits the bytes a second of all connections together; 0 for no limit. */
    void bytesPerSecond(long rate) throws IOException {
        ask("rate " + rate);
    }

    /** Counts messages from now on: {@link #tally}. */
    void begin() throws IOException {
        ask("begin");
    }

    /** Returns the messages that have arrived since {@link #begin}. */
    Tally.Snapshot tally() throws IOException {
        return Tally.Snapshot.parse(ask("tally"));
    }

    Counts counts() throws IOException {
        String[] words = ask("counts").split(" ");
        return new Counts(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    /**
     * The counts of the server since its start.
     *
     * @param bytes the number of bytes, with headers
     * @param cpuNanos the CPU time of the server, in nanoseconds
     */
    record Counts(long requests, long bytes, long cpuNanos) {
        Counts since(Counts earlier) {
            return new Counts(requests - earlier.requests, bytes - earlier.bytes, cpuNanos - earlier.cpuNanos);
        }
    }
}
