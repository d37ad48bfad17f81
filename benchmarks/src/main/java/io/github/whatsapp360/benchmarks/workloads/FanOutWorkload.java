package io.github.whatsapp360.benchmarks.workloads;

import io.github.whatsapp360.benchmarks.implementations.Client;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import io.github.whatsapp360.benchmarks.support.PdfFile;
import io.github.whatsapp360.benchmarks.support.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A run that sends one document to many recipients. */
public final class FanOutWorkload {

    private FanOutWorkload() {}

    public static Result run(ServerProcess server, Client client, PdfFile pdf, int recipients, int threads)
            throws Exception {
        pdf.change();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            ServerProcess.Counts before = server.counts();
            long start = System.nanoTime();
            List<Future<String>> sent = new ArrayList<>();
            for (int i = 0; i < recipients; i++) {
                String to = TestData.recipient(i);
                sent.add(pool.submit(() -> client.document(to, pdf.file())));
            }
            for (Future<String> one : sent) {
                if (one.get().isEmpty()) {
                    throw new IllegalStateException(client.name() + " found no message ID");
                }
            }
            long nanos = System.nanoTime() - start;
            ServerProcess.Counts counts = server.counts().since(before);
            return new Result(nanos / 1e9, counts.requests(), counts.bytes());
        } finally {
            pool.shutdownNow();
        }
    }

    /** The time of a run, and its requests and bytes on the network. */
    public record Result(double seconds, long requests, long bytes) {}
}
