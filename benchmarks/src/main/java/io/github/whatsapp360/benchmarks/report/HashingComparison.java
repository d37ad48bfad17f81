package io.github.whatsapp360.benchmarks.report;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.Whatsapp360Configuration;
import io.github.whatsapp360.benchmarks.server.ServerProcess;
import io.github.whatsapp360.benchmarks.statistics.Rounds;
import io.github.whatsapp360.benchmarks.support.PdfFile;
import io.github.whatsapp360.benchmarks.support.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A measurement of new files over a shared network link. It compares uploads that read each file for its hash
 * before the upload with uploads that compute the hash during the upload.
 */
final class HashingComparison {

    private static final long BYTES_PER_MEGABIT = 125_000;
    private static final int[] THREADS = {1, 4};
    private static final int LEAST_KILOBYTES = 12 << 10;
    private static final int WARM_UP = 300;

    private HashingComparison() {}

    /**
     * Runs the measurement. The arguments are the number of rounds, the link's megabits a second, and the sizes in KB.
     */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        List<Integer> sizes = Stream.of(args).skip(2).map(Integer::valueOf).toList();
        MarkdownTable table =
                new MarkdownTable("size", "threads", "hashed before, MB/s", "hashed during, MB/s", "before ÷ during");
        try (ServerProcess server = new ServerProcess();
                DefaultCamelContext before = context(server.port(), true);
                DefaultCamelContext during = context(server.port(), false)) {
            List<DefaultCamelContext> contexts = List.of(before, during);
            try (PdfFile pdf = new PdfFile(1 << 20)) {
                for (DefaultCamelContext context : contexts) {
                    run(context, List.of(pdf), WARM_UP);
                }
            }
            server.bytesPerSecond(Long.parseLong(args[1]) * BYTES_PER_MEGABIT);
            for (int size : sizes) {
                for (int threads : THREADS) {
                    List<PdfFile> pdfs = new ArrayList<>();
                    for (int i = 0; i < threads; i++) {
                        pdfs.add(new PdfFile((long) size << 10));
                    }
                    int files = Math.max(1, LEAST_KILOBYTES / size / threads);
                    Rounds<DefaultCamelContext, Double> speeds =
                            Rounds.run(rounds, contexts, context -> run(context, pdfs, files) / 1e6);
                    table.row(
                            size < 1 << 10 ? size + " KB" : (size >> 10) + " MB",
                            threads,
                            speeds.of(before, speed -> speed).text(2),
                            speeds.of(during, speed -> speed).text(2),
                            speeds.ratio(before, during, speed -> speed).text(3));
                    for (PdfFile pdf : pdfs) {
                        pdf.close();
                    }
                }
            }
        }
        System.out.println(table);
        System.exit(0);
    }

    /** Uploads files with one thread for each file, this number of times each. Returns bytes a second. */
    private static double run(DefaultCamelContext context, List<PdfFile> pdfs, int times) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(pdfs.size());
        try (ProducerTemplate template = context.createProducerTemplate()) {
            long start = System.nanoTime();
            List<Future<?>> uploads = new ArrayList<>();
            for (PdfFile pdf : pdfs) {
                uploads.add(pool.submit(() -> {
                    for (int i = 0; i < times; i++) {
                        template.requestBody("whatsapp360:media", pdf.change().file());
                    }
                    return null;
                }));
            }
            for (Future<?> upload : uploads) {
                upload.get();
            }
            return (double) times * pdfs.size() * pdfs.get(0).size() * 1e9 / (System.nanoTime() - start);
        } finally {
            pool.shutdown();
        }
    }

    private static DefaultCamelContext context(int port, boolean reuse) {
        DefaultCamelContext context = new DefaultCamelContext();
        Whatsapp360Configuration options =
                context.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration();
        options.setBaseUrl("http://127.0.0.1:" + port);
        options.setApiKey(TestData.API_KEY);
        options.setMessagesPerSecond(0);
        options.setReuseMedia(reuse);
        context.start();
        return context;
    }
}
