package io.github.whatsapp360.emulator.chats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.ChatMessage;
import java.util.List;

/** A message in a chat, and what has become of it. */
public final class ChatEntry {

    private static final List<String> ORDER = List.of("accepted", "sent", "delivered", "read", "failed");

    private final long seq;
    private final String chat;
    private final String key;
    private final boolean inbound;
    private final ChatMessage message;
    private final ObjectNode view;
    private String status;
    private StatusError error;

    /**
     * @param seq grows with every message
     * @param chat the customer's number
     * @param key of the business's number
     * @param inbound true if the customer wrote it
     * @param view the form that {@link MessageView} shows
     */
    ChatEntry(long seq, String chat, String key, boolean inbound, ChatMessage message, ObjectNode view) {
        this.seq = seq;
        this.chat = chat;
        this.key = key;
        this.inbound = inbound;
        this.message = message;
        this.view = view;
        this.status = inbound ? "received" : "accepted";
    }

    long seq() {
        return seq;
    }

    public String chat() {
        return chat;
    }

    public String key() {
        return key;
    }

    public boolean isInbound() {
        return inbound;
    }

    public ChatMessage message() {
        return message;
    }

    public ObjectNode view() {
        return view;
    }

    public synchronized String status() {
        return status;
    }

    /** Returns the reason of the failure; null if the message has not failed. */
    synchronized StatusError error() {
        return error;
    }

    /** Goes on to a status; returns false if the message has this status or a later one. */
    synchronized boolean become(String next, StatusError why) {
        if (ORDER.indexOf(next) <= ORDER.indexOf(status)) {
            return false;
        }
        status = next;
        error = why;
        return true;
    }
}
