package io.github.whatsapp360.benchmarks.server;

import java.util.HashSet;
import java.util.Set;

/** A counter of the messages of one run at the server. */
public final class MessageCounter {

    /**
     * The number of first messages that do not count for the rate. They open connections, and rate limits begin with a
     * burst.
     */
    private static final int SKIPPED = 15;

    private static final int ENOUGH = 2 * (SKIPPED + 1);

    private final Set<String> recipients = new HashSet<>();
    private long messages;
    private long firstNanos;
    private long beginNanos;
    private long lastNanos;

    synchronized void add(String recipient) {
        lastNanos = System.nanoTime();
        messages++;
        if (messages == 1) {
            firstNanos = lastNanos;
        }
        if (messages == SKIPPED + 1) {
            beginNanos = lastNanos;
        }
        recipients.add(recipient);
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(messages, recipients.size(), perSecond());
    }

    /**
     * Returns the messages a second from the 16th message to the last one. If there are fewer than 32 messages, the
     * rate begins at the first message.
     */
    private double perSecond() {
        boolean enough = messages >= ENOUGH;
        long nanos = lastNanos - (enough ? beginNanos : firstNanos);
        return nanos == 0 ? 0 : (messages - (enough ? SKIPPED + 1 : 1)) * 1e9 / nanos;
    }

    /**
     * The messages that have arrived.
     *
     * @param messages the number of messages
     * @param recipients the number of different recipients
     * @param perSecond the messages a second, from the 16th to the last
     */
    public record Snapshot(long messages, long recipients, double perSecond) {

        static Snapshot parse(String line) {
            String[] words = line.split(" ");
            return new Snapshot(Long.parseLong(words[0]), Long.parseLong(words[1]), Double.parseDouble(words[2]));
        }

        String line() {
            return messages + " " + recipients + " " + perSecond;
        }
    }
}
