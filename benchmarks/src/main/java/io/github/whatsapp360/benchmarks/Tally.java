package io.github.whatsapp360.benchmarks;

import java.util.HashSet;
import java.util.Set;

/** Counts the messages of one run where they arrive. */
final class Tally {

    /** Messages before the rate is taken: connections are opened, and what may go in a burst has gone. */
    private static final int SKIPPED = 15;

    private static final int ENOUGH = 2 * (SKIPPED + 1);

    private final Set<String> recipients = new HashSet<>();
    private long messages;
    private long firstNanos;
    private long beginNanos;
    private long lastNanos;

    synchronized void message(String to) {
        lastNanos = System.nanoTime();
        messages++;
        if (messages == 1) {
            firstNanos = lastNanos;
        }
        if (messages == SKIPPED + 1) {
            beginNanos = lastNanos;
        }
        recipients.add(to);
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(messages, recipients.size(), perSecond());
    }

    /** From the 16th message to the last; from the first where there are few: those came one after the other. */
    private double perSecond() {
        boolean enough = messages >= ENOUGH;
        long nanos = lastNanos - (enough ? beginNanos : firstNanos);
        return nanos == 0 ? 0 : (messages - (enough ? SKIPPED + 1 : 1)) * 1e9 / nanos;
    }

    /**
     * Messages that have arrived.
     *
     * @param messages all of them
     * @param recipients those that differ
     * @param perSecond messages from the 16th to the last
     */
    record Snapshot(long messages, long recipients, double perSecond) {

        static Snapshot parse(String line) {
            String[] words = line.split(" ");
            return new Snapshot(Long.parseLong(words[0]), Long.parseLong(words[1]), Double.parseDouble(words[2]));
        }

        String line() {
            return messages + " " + recipients + " " + perSecond;
        }
    }
}
