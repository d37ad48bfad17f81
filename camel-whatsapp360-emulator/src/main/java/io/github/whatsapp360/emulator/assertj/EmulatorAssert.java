package io.github.whatsapp360.emulator.assertj;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.DeliveryQuery;
import io.github.whatsapp360.emulator.model.MessageQuery;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the messages and webhooks of an emulator since its last reset. */
public final class EmulatorAssert extends AbstractAssert<EmulatorAssert, Whatsapp360Emulator> {

    EmulatorAssert(Whatsapp360Emulator actual) {
        super(actual, EmulatorAssert.class);
    }

    /**
     * Waits for a message that matches, for a minute unless the query says otherwise. If there is none, the failure
     * says what came instead, the nearest first.
     */
    public EmulatorAssert receives(MessageQuery query) {
        isNotNull();
        try {
            actual.await(query);
        } catch (AssertionError e) {
            throw failure("%s", e.getMessage());
        }
        return this;
    }

    /** Verifies that no message matches by now; it does not wait. */
    public EmulatorAssert hasNot(MessageQuery query) {
        isNotNull();
        List<ChatMessage> found = actual.find(query);
        if (!found.isEmpty()) {
            throw failure(
                    "Expected no message that matches %s, but there are %d, the first %s",
                    query, found.size(), found.get(0));
        }
        return this;
    }

    /**
     * Waits until the application has answered a webhook that matches with 200, for a minute unless the query says
     * otherwise. If there is none, the failure says what was delivered or tried instead, the nearest first.
     */
    public EmulatorAssert delivers(DeliveryQuery query) {
        isNotNull();
        try {
            actual.webhooks().await(query);
        } catch (AssertionError e) {
            throw failure("%s", e.getMessage());
        }
        return this;
    }
}
