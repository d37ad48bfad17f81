package io.github.whatsapp360.benchmarks;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Invented phone numbers. Messages to one recipient are sent one after the other, so each measurement uses many
 * recipients.
 */
final class Recipients {

    private static final long FIRST = 4_915_110_000_000L;
    private static final int GROUP = 1_000;

    private Recipients() {}

    /** Returns the recipient with this index, from 0. */
    static String of(long index) {
        return Long.toString(FIRST + index);
    }

    /** Returns a thousand recipients. Two groups have no recipient in common. */
    static List<String> group(int index) {
        long first = (long) index * GROUP;
        return LongStream.range(first, first + GROUP).mapToObj(Recipients::of).toList();
    }
}
