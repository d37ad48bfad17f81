package io.github.whatsapp360.emulator.assertj;

import io.github.whatsapp360.emulator.Chat;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.MessageQuery;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the messages to one customer since the emulator's last reset. */
public final class ChatAssert extends AbstractAssert<ChatAssert, Chat> {

    ChatAssert(Chat actual) {
        super(actual, ChatAssert.class);
    }

    /**
     * Waits for a message that matches, for a minute unless the query says otherwise. If there is none, the failure
     * says what came instead, the nearest first.
     *
     * @param query without a customer: it is this chat's
     */
    public ChatAssert receives(MessageQuery query) {
        isNotNull();
        try {
            actual.await(query);
        } catch (AssertionError e) {
            throw failure("%s", e.getMessage());
        }
        return this;
    }

    /** Waits for a text message that contains this text; see {@link #receives}. */
    public ChatAssert receivesText(String part) {
        return receives(MessageQuery.any().type("text").text(part));
    }

    /** Waits for a document of exactly this name; see {@link #receives}. */
    public ChatAssert receivesDocument(String filename) {
        return receives(MessageQuery.any().type("document").filename(filename));
    }

    /** Verifies that no message matches by now; it does not wait. */
    public ChatAssert hasNot(MessageQuery query) {
        isNotNull();
        List<ChatMessage> found = actual.find(query);
        if (!found.isEmpty()) {
            throw failure(
                    "Expected no message that matches %s, but there are %d, the first %s",
                    query, found.size(), found.get(0));
        }
        return this;
    }

    /** Verifies that the customer has got nothing by now; it does not wait. */
    public ChatAssert hasNothing() {
        return hasNot(MessageQuery.any());
    }
}
