package io.github.whatsapp360.emulator.state;

import java.util.HashMap;
import java.util.Map;

/** The number of messages that each key has sent through the Sandbox. */
public final class SandboxQuota {

    /** Source: docs.360dialog.com/docs/sandbox, "A maximum of 200 messages can be sent with the sandbox". */
    public static final int MESSAGES = 200;

    private final Map<String, Integer> sent = new HashMap<>();

    /** Counts a message; returns false if the quota is used up. */
    public synchronized boolean take(String key) {
        int before = sent.getOrDefault(key, 0);
        if (before == MESSAGES) {
            return false;
        }
        sent.put(key, before + 1);
        return true;
    }

    /** A refused message does not count. */
    public synchronized void giveBack(String key) {
        sent.merge(key, -1, Integer::sum);
    }
}
