package io.github.whatsapp360.benchmarks.support;

import java.util.List;
import java.util.stream.LongStream;

/** The API key, the text and the recipients of the messages that the benchmarks send. */
public final class TestData {

    public static final String API_KEY = "a-key-of-this-benchmark";
    public static final String TEXT = "Your order 4711 has left our house and arrives tomorrow.";

    private static final long FIRST = 4_915_110_000_000L;
    private static final int GROUP = 1_000;

    private TestData() {}

    /** Returns an invented phone number: the recipient with this index, from 0. */
    public static String recipient(long index) {
        return Long.toString(FIRST + index);
    }

    /**
     * Returns a thousand recipients. Two groups have no recipient in common. Messages to one recipient are sent one
     * after the other, so each measurement uses many recipients.
     */
    public static List<String> recipients(int index) {
        long first = (long) index * GROUP;
        return LongStream.range(first, first + GROUP)
                .mapToObj(TestData::recipient)
                .toList();
    }
}
