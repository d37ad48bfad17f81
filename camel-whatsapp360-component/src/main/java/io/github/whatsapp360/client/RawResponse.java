package io.github.whatsapp360.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * An HTTP response before it is parsed.
 *
 * @param status the HTTP status
 * @param body the bytes of the body that could be read
 * @param retryAfter the time that the service asks to wait; null if it asks for none
 * @param failure the failure that ended the reading of the body; null if the body is complete
 */
record RawResponse(int status, byte[] body, Duration retryAfter, IOException failure) {

    /** The largest body in bytes. Answers of the service are smaller. */
    static final int MAX_BYTES = 1 << 20;

    static RawResponse read(ClassicHttpResponse response) {
        return read(response, MAX_BYTES);
    }

    /**
     * Reads a response.
     *
     * @param max the largest body in bytes; a longer one is a failure
     */
    static RawResponse read(ClassicHttpResponse response, int max) {
        byte[] body = {};
        IOException failure = null;
        try (InputStream in = response.getEntity() == null
                ? InputStream.nullInputStream()
                : response.getEntity().getContent()) {
            long length =
                    response.getEntity() == null ? 0 : response.getEntity().getContentLength();
            body = length >= 0 && length < max ? exactly(in, (int) length) : in.readNBytes(max + 1);
            if (body.length > max) {
                failure = new IOException("the answer has more than " + max + " bytes");
            }
        } catch (IOException e) {
            failure = e;
        }
        return new RawResponse(response.getCode(), body, retryAfter(response), failure);
    }

    /** Reads a body of known length into one array. */
    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] body = new byte[length];
        int read = in.readNBytes(body, 0, length);
        return read == length ? body : Arrays.copyOf(body, read);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    private static Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (header == null) {
            return null;
        }
        String value = header.getValue().trim();
        try {
            return value.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            ZonedDateTime.now(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException e) {
            return null; // neither of the two forms of RFC 9110: the header is ignored
        }
    }
}
