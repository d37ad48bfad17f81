package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.client.SenderAccount;

/**
 * One call of a delivery, with all its attempts. Sending a file takes two calls: the upload and the message.
 *
 * <p>Each call is equal to itself only, so a listener can use it as a key from its first event to its last.
 */
public final class Call {

    private final SenderAccount account;
    private final CallKind kind;

    public Call(SenderAccount account, CallKind kind) {
        this.account = account;
        this.kind = kind;
    }

    /** Returns the account that the call is made for. */
    public SenderAccount account() {
        return account;
    }

    /** Returns the kind of the call. */
    public CallKind kind() {
        return kind;
    }

    /** Returns a text without the API key. */
    @Override
    public String toString() {
        return "Call[account=" + account + ", kind=" + kind + "]";
    }
}
