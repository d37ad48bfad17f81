package io.github.whatsapp360.emulator.state;

import io.github.whatsapp360.emulator.model.RecordedRequest;

/**
 * A request and its answer. {@code PackedJson} keeps it.
 *
 * @param at the time of the answer
 * @param nanos the duration, in nanoseconds
 * @param answer the first 64 KB of the answer's body
 * @param answerType the media type of the answer
 * @param code of an error; otherwise 0
 * @param fault the kind of the fault that it met; empty for none
 * @param chat the chat that a message was for; empty for other requests
 */
public record LoggedRequest(
        long id,
        String at,
        long nanos,
        RecordedRequest request,
        String answer,
        String answerType,
        int code,
        String fault,
        String chat) {}
