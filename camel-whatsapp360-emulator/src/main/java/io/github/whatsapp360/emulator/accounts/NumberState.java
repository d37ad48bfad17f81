package io.github.whatsapp360.emulator.accounts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The parts of a number that the API changes and a reset puts back: profile, blocked users and the key of flows. */
public final class NumberState {

    private final ObjectNode profile = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
    private final Set<String> blocked = new LinkedHashSet<>();
    private String publicKey = "";

    public synchronized ObjectNode profile() {
        return profile.deepCopy();
    }

    public synchronized void profile(ObjectNode changes) {
        profile.setAll(changes);
    }

    /** Returns the blocked users, as digits or user IDs, in the order in which they were blocked. */
    public synchronized List<String> blocked() {
        return List.copyOf(blocked);
    }

    public synchronized boolean isBlocked(String user) {
        return blocked.contains(user);
    }

    public synchronized void block(String user, boolean on) {
        if (on) {
            blocked.add(user);
        } else {
            blocked.remove(user);
        }
    }

    /** Returns the public key of flows, in PEM; empty if none was set. */
    public synchronized String publicKey() {
        return publicKey;
    }

    public synchronized void publicKey(String pem) {
        publicKey = pem;
    }
}
