package io.github.whatsapp360.benchmarks.workloads;

import io.github.whatsapp360.benchmarks.implementations.CamelHttpClient;
import io.github.whatsapp360.benchmarks.implementations.CamelWhatsappClient;
import io.github.whatsapp360.benchmarks.implementations.Client;
import io.github.whatsapp360.benchmarks.implementations.ComponentClient;
import io.github.whatsapp360.benchmarks.support.ChildJvm;
import io.github.whatsapp360.benchmarks.support.PdfFile;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** One upload in its own JVM. The arguments are the client, the port and the file. */
public final class UploadHeap {

    /** The heap sizes to try, in megabytes. */
    private static final int[] HEAPS = {5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256};

    /** The time limit. With too little heap, the JVM may collect garbage for ever, or the upload may never end. */
    private static final long SECONDS = 60;

    private UploadHeap() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        try (Client client =
                switch (args[0]) {
                    case "camel-whatsapp360" -> new ComponentClient(port);
                    case "camel-whatsapp" -> new CamelWhatsappClient(port);
                    default -> new CamelHttpClient(port);
                }) {
            if (client.upload(new File(args[2])).isEmpty()) {
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
    public static long peakHeap(Client client, int port, PdfFile pdf) throws Exception {
        long peak = upload(client, port, pdf, 512);
        if (peak < 0) {
            throw new IllegalStateException(client.name() + " cannot upload " + pdf.size() + " bytes");
        }
        return peak;
    }

    /** Returns the smallest heap that is enough, in megabytes. */
    public static int smallestHeap(Client client, int port, PdfFile pdf) throws Exception {
        int tooSmall = -1;
        int enough = HEAPS.length - 1;
        while (enough - tooSmall > 1) {
            int middle = (tooSmall + enough) / 2;
            if (upload(client, port, pdf, HEAPS[middle]) >= 0) {
                enough = middle;
            } else {
                tooSmall = middle;
            }
        }
        return HEAPS[enough];
    }

    /** Returns whether the upload succeeds with this heap. */
    public static boolean works(Client client, int port, PdfFile pdf, int megabytes) throws Exception {
        return upload(client, port, pdf, megabytes) >= 0;
    }

    /** Returns the largest heap in bytes; -1 if the upload failed. */
    private static long upload(Client client, int port, PdfFile pdf, int megabytes)
            throws IOException, InterruptedException {
        try (ChildJvm child =
                new ChildJvm(List.of("-Xmx" + megabytes + "m"), UploadHeap.class, client.name(), port, pdf.file())) {
            return child.lastLine(SECONDS).map(Long::valueOf).orElse(-1L);
        }
    }
}
