package io.github.whatsapp360.benchmarks.workloads;

import io.github.whatsapp360.benchmarks.implementations.Client;
import io.github.whatsapp360.benchmarks.support.PdfFile;

/** A measurement of uploads one after the other, each of a new file. */
public final class UploadWorkload {

    private UploadWorkload() {}

    /**
     * Uploads for some time, at least once. Only the uploads are measured, not the creation of the files.
     *
     * @return bytes a second
     */
    public static double run(Client client, PdfFile pdf, long millis) throws Exception {
        long spent = 0;
        int count = 0;
        do {
            pdf.change();
            long start = System.nanoTime();
            if (client.upload(pdf.file()).isEmpty()) {
                throw new IllegalStateException(client.name() + " found no media ID");
            }
            spent += System.nanoTime() - start;
            count++;
        } while (spent < millis * 1_000_000);
        return count * pdf.size() * 1e9 / spent;
    }
}
