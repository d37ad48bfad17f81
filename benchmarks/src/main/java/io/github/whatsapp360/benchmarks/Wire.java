package io.github.whatsapp360.benchmarks;

import java.io.IOException;
import java.util.List;

/** The {@link WireServer} in its own process. */
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

    /** What all connections together deliver; 0 for no limit. */
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
     * What came in since the start.
     *
     * @param bytes all of them, headers too
     * @param cpuNanos what the server spent
     */
    record Counts(long requests, long bytes, long cpuNanos) {
        Counts since(Counts earlier) {
            return new Counts(requests - earlier.requests, bytes - earlier.bytes, cpuNanos - earlier.cpuNanos);
        }
    }
}
