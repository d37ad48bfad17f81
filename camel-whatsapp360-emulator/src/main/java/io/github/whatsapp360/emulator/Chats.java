package io.github.whatsapp360.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All messages in the order of their arrival, and who wants to hear of new ones. */
final class Chats {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<ChatMessage> messages = new ArrayList<>();
    private final List<Consumer<ChatMessage>> listeners = new CopyOnWriteArrayList<>();

    void add(ChatMessage message) {
        synchronized (messages) {
            messages.add(message);
            messages.notifyAll();
        }
        listeners.forEach(listener -> listener.accept(message));
    }

    void listen(Consumer<ChatMessage> listener) {
        listeners.add(listener);
    }

    void unlisten(Consumer<ChatMessage> listener) {
        listeners.remove(listener);
    }

    List<ChatMessage> all() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    List<ChatMessage> messages(String number) {
        return all().stream().filter(message -> message.to().equals(number)).toList();
    }

    void clear() {
        synchronized (messages) {
            messages.clear();
        }
    }

    List<ChatMessage> await(String number, Predicate<List<ChatMessage>> wanted, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (messages) {
            List<ChatMessage> now = messages(number);
            while (!wanted.test(now)) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new AssertionError("waited " + PATIENCE + " for " + what + ", and there are only "
                            + now.stream()
                                    .map(m -> m.type() + " " + m.filename())
                                    .toList());
                }
                try {
                    messages.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for " + what, e);
                }
                now = messages(number);
            }
            return now;
        }
    }
}
