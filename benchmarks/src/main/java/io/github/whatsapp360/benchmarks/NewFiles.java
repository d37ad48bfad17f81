package io.github.whatsapp360.benchmarks;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.Whatsapp360Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A measurement of new files over a shared network link. It compares uploads that read each file for its hash first
 * with uploads that hash the bytes as they are sent.
 */
final class NewFiles {

    private static final long BYTES_PER_MEGABIT = 125_000;
    private static final int[] THREADS = {1, 4};
    private static final int LEAST_KILOBYTES = 12 << 10;
    private static final int WARM_UP = 300;

    private NewFiles() {}

    /**
     * Runs the measurement. The arguments are the number of rounds, the link's megabits a second, and the sizes in KB.
     */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        List<Integer> sizes = Stream.of(args).skip(2).map(Integer::valueOf).toList();
        Table table =
                new Table("size", "threads", "hashed first, MB/s", "hashed on the way, MB/s", "first ÷ on the way");
        try (Wire wire = new Wire();
                DefaultCamelContext first = context(wire.port(), true);
                DefaultCamelContext onTheWay = context(wire.port(), false)) {
            List<DefaultCamelContext> ways = List.of(first, onTheWay);
            try (Pdf pdf = new Pdf(1 << 20)) {
                for (DefaultCamelContext way : ways) {
                    run(way, List.of(pdf), WARM_UP);
                }
            }
            wire.bytesPerSecond(Long.parseLong(args[1]) * BYTES_PER_MEGABIT);
            for (int size : sizes) {
                for (int threads : THREADS) {
                    List<Pdf> pdfs = new ArrayList<>();
                    for (int i = 0; i < threads; i++) {
                        pdfs.add(new Pdf((long) size << 10));
                    }
                    int files = Math.max(1, LEAST_KILOBYTES / size / threads);
                    Map<DefaultCamelContext, double[]> speeds = new LinkedHashMap<>();
                    double[] ratios = new double[rounds];
                    for (int round = 0; round < rounds; round++) {
                        for (int turn = 0; turn < 2; turn++) {
                            DefaultCamelContext way = ways.get((round + turn) % 2);
                            speeds.computeIfAbsent(way, none -> new double[rounds])[round] =
                                    run(way, pdfs, files) / 1e6;
                        }
                        ratios[round] = speeds.get(first)[round] / speeds.get(onTheWay)[round];
                    }
                    table.row(
                            size < 1 << 10 ? size + " KB" : (size >> 10) + " MB",
                            threads,
                            Spread.of(speeds.get(first)).text(2),
                            Spread.of(speeds.get(onTheWay)).text(2),
                            Spread.of(ratios).text(3));
                    for (Pdf pdf : pdfs) {
                        pdf.close();
                    }
                }
            }
        }
        System.out.println(table);
        System.exit(0);
    }

    /** Uploads files with one thread for each file, this number of times each. Returns bytes a second. */
    private static double run(DefaultCamelContext way, List<Pdf> pdfs, int times) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(pdfs.size());
        try (ProducerTemplate template = way.createProducerTemplate()) {
            long start = System.nanoTime();
            List<Future<?>> uploads = new ArrayList<>();
            for (Pdf pdf : pdfs) {
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
        options.setApiKey(CamelWay.KEY);
        options.setMessagesPerSecond(0);
        options.setReuseMedia(reuse);
        context.start();
        return context;
    }
}
