package io.github.whatsapp360.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** One upload in its own JVM. The arguments are the way, the port and the file. */
final class OneUpload {

    /** The heap sizes to try, in megabytes. */
    private static final int[] HEAPS = {5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256};

    /** The time limit. With too little heap, the JVM may collect garbage for ever. */
    private static final long SECONDS = 60;

    private OneUpload() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        try (Way way =
                switch (args[0]) {
                    case "camel-whatsapp360" -> new ComponentWay(port);
                    case "camel-whatsapp" -> new PeerWay(port);
                    default -> new ByHandWay(port);
                }) {
            if (way.upload(new File(args[2])).isEmpty()) {
                System.exit(1);
            }
        }
        System.out.println(ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(peak -> peak.getUsed())
                .sum());
        System.exit(0); // threads that camel-whatsapp's client leaves running must not count
    }

    /** Returns the largest heap in bytes, with garbage, if there is more heap than needed. */
    static long peakHeap(Way way, int port, Pdf pdf) throws Exception {
        long peak = upload(way, port, pdf, 512);
        if (peak < 0) {
            throw new IllegalStateException(way.name() + " cannot upload " + pdf.size() + " bytes");
        }
        return peak;
    }

    /** Returns the smallest heap that is enough, in megabytes. */
    static int smallestHeap(Way way, int port, Pdf pdf) throws Exception {
        int tooSmall = -1;
        int enough = HEAPS.length - 1;
        while (enough - tooSmall > 1) {
            int middle = (tooSmall + enough) / 2;
            if (upload(way, port, pdf, HEAPS[middle]) >= 0) {
                enough = middle;
            } else {
                tooSmall = middle;
            }
        }
        return HEAPS[enough];
    }

    /** Returns whether the upload succeeds with this heap. */
    static boolean works(Way way, int port, Pdf pdf, int megabytes) throws Exception {
        return upload(way, port, pdf, megabytes) >= 0;
    }

    /** Returns the largest heap in bytes; -1 if the upload failed. */
    private static long upload(Way way, int port, Pdf pdf, int megabytes) throws IOException, InterruptedException {
        try (Child child =
                new Child(List.of("-Xmx" + megabytes + "m"), OneUpload.class, way.name(), port, pdf.file())) {
            boolean done = child.isDone(SECONDS);
            String peak = child.read();
            return done && peak != null ? Long.parseLong(peak) : -1;
        }
    }
}
