package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.SenderAccount;

/**
 * One call of a delivery, with all its attempts. A file that is sent has two: its upload and its message.
 *
 * <p>Each is an object of its own and equal to no other, so that a listener can keep something for it from its first event
 * to its last.
 */
public final class Call {

    private final SenderAccount account;
    private final CallKind kind;

    public Call(SenderAccount account, CallKind kind) {
        this.account = account;
        this.kind = kind;
    }

    /** Returns the number that it is made for. */
    public SenderAccount account() {
        return account;
    }

    /** Returns what it does. */
    public CallKind kind() {
        return kind;
    }

    /** Returns a text without the key. */
    @Override
    public String toString() {
        return "Call[account=" + account + ", kind=" + kind + "]";
    }
}
