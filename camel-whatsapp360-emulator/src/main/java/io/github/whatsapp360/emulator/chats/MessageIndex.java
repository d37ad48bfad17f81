package io.github.whatsapp360.emulator.chats;

import java.util.Optional;

/**
 * Messages by their IDs. A map would keep each ID as a string, and that takes as much memory as the packed message. Not
 * safe for threads by itself.
 */
final class MessageIndex {

    private ChatEntry[] buckets = new ChatEntry[1024];
    private int size;

    void add(ChatEntry entry) {
        find(entry.message().id()).ifPresent(this::remove); // a state file may have two of one ID
        if (size == buckets.length) {
            grow();
        }
        link(entry);
        size++;
    }

    Optional<ChatEntry> find(String id) {
        ChatEntry entry = buckets[bucket(id.hashCode())];
        while (entry != null && !entry.hasId(id)) {
            entry = entry.next;
        }
        return Optional.ofNullable(entry);
    }

    void remove(ChatEntry gone) {
        int bucket = bucket(gone.idHash());
        ChatEntry before = null;
        for (ChatEntry entry = buckets[bucket]; entry != null; before = entry, entry = entry.next) {
            if (entry == gone) {
                if (before == null) {
                    buckets[bucket] = entry.next;
                } else {
                    before.next = entry.next;
                }
                entry.next = null;
                size--;
                return;
            }
        }
    }

    private void grow() {
        ChatEntry[] old = buckets;
        buckets = new ChatEntry[old.length * 2];
        for (ChatEntry first : old) {
            for (ChatEntry entry = first; entry != null; ) {
                ChatEntry next = entry.next;
                link(entry);
                entry = next;
            }
        }
    }

    private void link(ChatEntry entry) {
        int bucket = bucket(entry.idHash());
        entry.next = buckets[bucket];
        buckets[bucket] = entry;
    }

    private int bucket(int hash) {
        return (hash ^ hash >>> 16) & buckets.length - 1;
    }
}
