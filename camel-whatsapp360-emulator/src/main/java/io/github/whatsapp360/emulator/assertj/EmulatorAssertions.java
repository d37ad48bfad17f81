package io.github.whatsapp360.emulator.assertj;

import io.github.whatsapp360.emulator.Chat;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;

/**
 * Entry points of the assertions, to be imported statically beside those of AssertJ:
 * {@code assertThat(emulator.chat("4915112345678")).receivesDocument("invoice.pdf")}.
 */
public final class EmulatorAssertions {

    private EmulatorAssertions() {}

    /** Begins an assertion about all messages and webhooks of an emulator. */
    public static EmulatorAssert assertThat(Whatsapp360Emulator emulator) {
        return new EmulatorAssert(emulator);
    }

    /** Begins an assertion about the messages to one customer. */
    public static ChatAssert assertThat(Chat chat) {
        return new ChatAssert(chat);
    }
}
