package io.github.whatsapp360.emulator.state;

import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import java.time.Instant;

/**
 * A request and its answer.
 *
 * @param at the time of the answer
 * @param nanos the duration, in nanoseconds
 * @param fault the kind of the fault that it met; empty for none
 * @param chat the chat that a message was for; empty for other requests
 */
public record LoggedRequest(
        long id, Instant at, long nanos, RecordedRequest request, Response answer, String fault, String chat) {

    long text() {
        return request.body().length() + answer.bytes().length;
    }
}
