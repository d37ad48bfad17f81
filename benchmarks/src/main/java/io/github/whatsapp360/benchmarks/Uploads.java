package io.github.whatsapp360.benchmarks;

/** A measurement of uploads one after the other, each of a new file. */
final class Uploads {

    private Uploads() {}

    /**
     * Uploads for some time, at least once. Only the uploads are measured, not the creation of the files.
     *
     * @return bytes a second
     */
    static double run(Way way, Pdf pdf, long millis) throws Exception {
        long spent = 0;
        int count = 0;
        do {
            pdf.change();
            long start = System.nanoTime();
            if (way.upload(pdf.file()).isEmpty()) {
                throw new IllegalStateException(way.name() + " found no media ID");
            }
            spent += System.nanoTime() - start;
            count++;
        } while (spent < millis * 1_000_000);
        return count * pdf.size() * 1e9 / spent;
    }
}
