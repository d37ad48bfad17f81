package io.github.whatsapp360.benchmarks;

import java.util.List;
import java.util.stream.LongStream;

/** Phone numbers of nobody: messages to one recipient are sent one after the other, so each measurement has many of them. */
final class Recipients {

    private static final long FIRST = 4_915_110_000_000L;
    private static final int GROUP = 1_000;

    private Recipients() {}

    /** The recipient with this number, from 0 on. */
    static String of(long index) {
        return Long.toString(FIRST + index);
    }

    /** A thousand recipients; no two groups have one in common. */
    static List<String> group(int index) {
        long first = (long) index * GROUP;
        return LongStream.range(first, first + GROUP).mapToObj(Recipients::of).toList();
    }
}
