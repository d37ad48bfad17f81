package io.github.whatsapp360.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All messages in the order of their arrival. */
final class Chats {

    private final List<ChatMessage> messages = new ArrayList<>();
    private boolean closed;

    synchronized void add(ChatMessage message) {
        messages.add(message);
        notifyAll();
    }

    synchronized List<ChatMessage> messages(String number) {
        return messages.stream().filter(message -> message.to().equals(number)).toList();
    }

    synchronized List<ChatMessage> from(int index) {
        return List.copyOf(messages.subList(index, messages.size()));
    }

    synchronized Optional<ChatMessage> find(String messageId) {
        return messages.stream()
                .filter(message -> message.id().equals(messageId))
                .findFirst();
    }

    List<ChatMessage> await(String number, Predicate<List<ChatMessage>> wanted, String what) {
        return Patience.await(this, () -> messages(number), wanted, what);
    }

    /**
     * Waits for a message after the first {@code seen}, for the end of these chats, or for the time to pass.
     *
     * @return whether more may come
     */
    synchronized boolean awaitNews(int seen, long millis) throws InterruptedException {
        if (messages.size() == seen && !closed) {
            wait(millis);
        }
        return !closed;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Nothing more will come: whoever watches should turn to the chats that follow. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
