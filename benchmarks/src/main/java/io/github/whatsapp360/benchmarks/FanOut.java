package io.github.whatsapp360.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A run that sends one document to many recipients. */
final class FanOut {

    private FanOut() {}

    static Result run(Wire wire, Way way, Pdf pdf, int recipients, int threads) throws Exception {
        pdf.change();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Wire.Counts before = wire.counts();
            long start = System.nanoTime();
            List<Future<String>> sent = new ArrayList<>();
            for (int i = 0; i < recipients; i++) {
                String to = Recipients.of(i);
                sent.add(pool.submit(() -> way.document(to, pdf.file())));
            }
            for (Future<String> one : sent) {
                if (one.get().isEmpty()) {
                    throw new IllegalStateException(way.name() + " found no message ID");
                }
            }
            long nanos = System.nanoTime() - start;
            Wire.Counts counts = wire.counts().since(before);
            return new Result(nanos / 1e9, counts.requests(), counts.bytes());
        } finally {
            pool.shutdownNow();
        }
    }

    /** The time of a run, and its requests and bytes on the network. */
    record Result(double seconds, long requests, long bytes) {}
}
