package io.github.whatsapp360.emulator.chats;

import io.github.whatsapp360.emulator.model.ChatMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The windows that a customer's messages open for one of the business's numbers. */
final class ChatWindows {

    /** Source: Meta, "Send messages", customer service windows: 24 hours from the customer's last message. */
    private static final Duration SERVICE = Duration.ofHours(24);

    /**
     * Source: Meta, "Pricing on the WhatsApp Business Platform", free entry point window: it begins when the business
     * answers a click on an advertisement within 24 hours. Readers of the page in autumn 2026 report both 72 hours and
     * "up to 7 days"; this is the shorter one.
     */
    private static final Duration FREE_ENTRY_POINT = Duration.ofHours(72);

    private Instant written = Instant.MIN;
    private Instant referred = Instant.MIN;
    private FreeEntryPoint free = new FreeEntryPoint("", Instant.MIN);

    /**
     * The windows at the time of a message.
     *
     * @param isOpen true if the customer has written within 24 hours
     * @param freeEntryPoint null if there is none
     */
    record State(boolean isOpen, FreeEntryPoint freeEntryPoint) {}

    /** Notes a message of the customer. */
    State written(ChatMessage message) {
        written = message.receivedAt();
        if (message.json().path("referral").isObject()) {
            referred = message.receivedAt();
        }
        return at(message.receivedAt());
    }

    /** Notes a message of the business; the first one after a click opens the free window, and is in it. */
    State answered(ChatMessage message) {
        Instant now = message.receivedAt();
        if (isWithin(now, referred, SERVICE) && !now.isBefore(free.until())) {
            String id = UUID.nameUUIDFromBytes(message.id().getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", "");
            free = new FreeEntryPoint(id, now.plus(FREE_ENTRY_POINT));
            referred = Instant.MIN;
        }
        return at(now);
    }

    /** Returns the windows without noting a message. */
    State at(Instant now) {
        return new State(isWithin(now, written, SERVICE), now.isBefore(free.until()) ? free : null);
    }

    private static boolean isWithin(Instant now, Instant begin, Duration time) {
        return !begin.equals(Instant.MIN) && now.isBefore(begin.plus(time));
    }
}
