package io.github.whatsapp360.examples.cluster;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Starts a cluster and a local 360dialog, gives the cluster work, and kills nodes. */
public final class Launcher {

    private static final int PORT = 3600;
    private static final int CUSTOMERS = 20;
    private static final int RESTART_SECONDS = 3;

    private final Cluster cluster;
    private final int nodes;
    private final Random random = new Random();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "launcher");
        thread.setDaemon(true);
        return thread;
    });
    private String last = "";
    private int batches;

    private Launcher(Cluster cluster, int nodes) {
        this.cluster = cluster;
        this.nodes = nodes;
    }

    /**
     * Runs until {@code quit}.
     *
     * @param args the options of README.md, as {@code name=value}
     */
    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String argument : args) {
            String[] parts = argument.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        int nodes = number(options, "nodes", 3);
        Path folder = Path.of("target", "cluster").toAbsolutePath();
        Cluster.delete(folder);
        ClusterOptions wanted = new ClusterOptions(
                folder,
                nodes,
                options.getOrDefault("database", "auto"),
                options.getOrDefault("broker", "embedded"),
                options.getOrDefault("repository", "jdbc"),
                List.of());
        try (Whatsapp360Emulator emulator = startEmulator();
                Cluster cluster = Cluster.start(wanted, emulator)) {
            System.out.printf(
                    "%n  Chat page:  %s%n  Drop files: %s, named PHONE-ANYTHING.pdf%n  Database:   %s%n  Logs:       %s%n"
                            + "  Metrics:    %s, for each node%n"
                            + "  Commands:   kill, more, status, quit%n%n",
                    emulator.chatPage(),
                    cluster.inbox(),
                    cluster.databaseUrl().replaceAll("[?;].*", ""),
                    folder,
                    cluster.metrics().get(0));
            new Launcher(cluster, nodes)
                    .run(number(options, "texts", 300), number(options, "files", 40), number(options, "kill", 0));
        }
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(otherwise)));
    }

    private static Whatsapp360Emulator startEmulator() {
        try {
            return Whatsapp360Emulator.builder().port(PORT).start();
        } catch (UncheckedIOException e) {
            return Whatsapp360Emulator.start(); // the usual port is taken
        }
    }

    private void run(int texts, int files, int killSeconds) throws Exception {
        more(texts, files);
        timer.scheduleWithFixedDelay(() -> attempt(() -> tell(false)), 2, 2, TimeUnit.SECONDS);
        if (killSeconds > 0) {
            timer.scheduleWithFixedDelay(() -> attempt(this::killOne), killSeconds, killSeconds, TimeUnit.SECONDS);
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line.strip()) {
                    case "kill" -> killOne();
                    case "more" -> more(texts, files);
                    case "status" -> tell(true);
                    case "quit" -> {
                        timer.shutdownNow();
                        return;
                    }
                    default -> System.out.println("  Commands: kill, more, status, quit");
                }
            }
        }
        Thread.currentThread().join(); // without a console, until Ctrl+C
    }

    private void more(int texts, int files) throws Exception {
        String run = Long.toString(System.currentTimeMillis() / 1000, 36) + "-" + batches++;
        List<String> customers = IntStream.range(0, CUSTOMERS)
                .mapToObj(n -> Integer.toString(49_151_000 + n) + "000")
                .toList();
        cluster.putTexts(run, texts, customers);
        try (Stream<Path> samples = Files.list(Path.of("..", "..", "samples", "good"))) {
            cluster.putFiles(run, samples.sorted().toList(), files, customers);
        }
    }

    private void killOne() {
        int node = random.nextInt(nodes);
        cluster.kill(node);
        System.out.printf("  node-%d was killed, and starts again in %d seconds%n", node + 1, RESTART_SECONDS);
        timer.schedule(() -> attempt(() -> cluster.restart(node)), RESTART_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void tell(boolean always) throws Exception {
        String now = cluster.counts() + "; " + cluster.nodesReady() + " of " + nodes + " nodes";
        if (always || !now.equals(last)) {
            System.out.println("  " + now);
            last = now;
        }
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            if (!timer.isShutdown()) {
                System.out.println("  " + e);
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
