package io.github.whatsapp360.emulator;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What one recipient has received since the emulator's last reset. */
public final class Chat {

    private final Supplier<Chats> chats;
    private final String number;

    Chat(Supplier<Chats> chats, String number) {
        this.chats = chats;
        this.number = number;
    }

    /** The messages so far, oldest first. */
    public List<ChatMessage> messages() {
        return chats.get().messages(number);
    }

    /**
     * Waits until there are at least so many messages, for 10 seconds at most.
     *
     * @throws AssertionError if there are fewer by then; it says which
     */
    public List<ChatMessage> awaitMessages(int count) {
        return chats.get().await(number, messages -> messages.size() >= count, count + " messages");
    }

    /**
     * Waits for a document of this name, for 10 seconds at most.
     *
     * @throws AssertionError if there is none by then; it says what is there
     */
    public ChatMessage awaitDocument(String filename) {
        Predicate<ChatMessage> wanted = message ->
                message.type().equals("document") && message.filename().equals(filename);
        return chats
                .get()
                .await(number, messages -> messages.stream().anyMatch(wanted), "a document named " + filename)
                .stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }
}
