package io.github.whatsapp360.emulator.chats;

import java.time.Instant;

/**
 * A window in which all messages to a customer are free, because an advertisement brought the customer.
 *
 * @param id of the window, as {@code conversation.id} of statuses has it
 * @param until its end
 */
public record FreeEntryPoint(String id, Instant until) {}
