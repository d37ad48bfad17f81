package io.github.whatsapp360.benchmarks.workloads;

import io.github.whatsapp360.benchmarks.implementations.Client;
import io.github.whatsapp360.benchmarks.statistics.ResourceMeter;
import io.github.whatsapp360.benchmarks.support.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A measurement of texts that a number of threads send as fast as they can. */
public final class TextWorkload implements AutoCloseable {

    private static final int MAX_PER_THREAD = 1_000_000;

    private final int threads;
    private final ExecutorService pool;

    public TextWorkload(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
    }

    /**
     * Sends for some time, at least one message in each thread. Messages in flight at the end count too.
     *
     * @throws Exception if any message fails
     */
    public Sample run(Client client, long millis) throws Exception {
        ResourceMeter meter = new ResourceMeter();
        long end = System.nanoTime() + millis * 1_000_000;
        List<Future<long[]>> sending = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            List<String> recipients = TestData.recipients(i);
            sending.add(pool.submit(() -> send(client, recipients, end)));
        }
        int count = 0;
        List<long[]> parts = new ArrayList<>();
        for (Future<long[]> part : sending) {
            parts.add(part.get());
            count += part.get().length;
        }
        ResourceMeter.Usage usage = meter.stop();
        long[] all = new long[count];
        int at = 0;
        for (long[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        Arrays.sort(all);
        return new Sample(
                count * 1e9 / usage.nanos(),
                all[count / 2] / 1e3,
                all[(int) (count * 0.99)] / 1e3,
                usage.cpuNanos() / 1e3 / count,
                (double) usage.allocatedBytes() / count,
                usage.threads(),
                count);
    }

    private static long[] send(Client client, List<String> recipients, long end) throws Exception {
        long[] times = new long[1024];
        int count = 0;
        // at least one: on a busy machine the time may be over before a thread begins
        for (long start = System.nanoTime(); count == 0 || start < end && count < MAX_PER_THREAD; ) {
            if (client.text(recipients.get(count % recipients.size()), TestData.TEXT)
                    .isEmpty()) {
                throw new IllegalStateException(client.name() + " found no message ID");
            }
            long now = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = now - start;
            start = now;
        }
        return Arrays.copyOf(times, count);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /**
     * The figures of one round.
     *
     * @param perSecond the messages a second
     * @param median the median time of a message, in microseconds
     * @param p99 the 99th percentile of the time of a message, in microseconds
     * @param cpu the CPU time of the whole process for each message, in microseconds
     * @param allocated the allocated bytes for each message
     * @param threads the number of started threads
     * @param count the number of messages
     */
    public record Sample(
            double perSecond, double median, double p99, double cpu, double allocated, long threads, int count) {}
}
