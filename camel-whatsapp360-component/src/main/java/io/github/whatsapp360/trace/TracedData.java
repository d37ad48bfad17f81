package io.github.whatsapp360.trace;

import java.util.regex.Pattern;

/**
 * Callback data with the trace context of the exchange that sent the message. The service brings callback data back
 * with each status, so the trace goes on in the application that gets the status.
 *
 * <p>The trace context stands at the end: {@code order-4711~whatsapp360:00-…-…-01}. A text of this form is never data
 * of the user: it is taken off wherever callback data comes in, from a webhook and from a route.
 *
 * @param data the callback data as the route gave it
 * @param traceparent the trace context in the form of the HTTP header {@code traceparent}; empty if there is none.
 *     Source: W3C, "Trace Context", section 3.2
 */
public record TracedData(String data, String traceparent) {

    private static final String MARK = "~whatsapp360:";
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** The number of characters of a trace context. */
    private static final int LENGTH = 55;

    /** Takes all trace contexts off callback data, and returns the last one. */
    public static TracedData read(String callbackData) {
        int end = callbackData.length();
        while (hasContextBefore(end, callbackData)) {
            end -= MARK.length() + LENGTH;
        }
        return end == callbackData.length()
                ? new TracedData(callbackData, "")
                : new TracedData(
                        callbackData.substring(0, end), callbackData.substring(callbackData.length() - LENGTH));
    }

    private static boolean hasContextBefore(int end, String text) {
        int begin = end - LENGTH;
        return text.startsWith(MARK, begin - MARK.length())
                && TRACEPARENT.matcher(text).region(begin, end).matches();
    }

    /**
     * Returns the callback data to send: with the trace context, or without it if it is not valid or does not fit.
     *
     * @param maxLength the largest number of characters (Unicode code points) that the service accepts
     */
    public String written(int maxLength) {
        if (data.isEmpty() || !TRACEPARENT.matcher(traceparent).matches()) {
            return data;
        }
        String both = data + MARK + traceparent;
        return both.codePointCount(0, both.length()) <= maxLength ? both : data;
    }
}
