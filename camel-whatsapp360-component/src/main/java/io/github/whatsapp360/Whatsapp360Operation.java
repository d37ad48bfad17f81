package io.github.whatsapp360;

import io.github.whatsapp360.Whatsapp360Endpoint.Action;
import java.util.List;

/**
 * The operation of an exchange: the option {@code operation} and the header {@code CamelWhatsapp360Operation}. Texts
 * may have the form of the documentation, such as {@code markRead}, or the form of this enum, in any case.
 */
public enum Whatsapp360Operation {
    /** Uploads a file and returns its media ID; the default of {@code whatsapp360:media}. */
    UPLOAD(Action.MEDIA),
    /** Looks up the MIME type, size and hash of a file by its media ID. */
    INFO(Action.MEDIA),
    /** Downloads a file by its media ID. */
    DOWNLOAD(Action.MEDIA),
    /** Deletes a file by its media ID, or a message template. */
    DELETE(Action.MEDIA, Action.TEMPLATES),
    /** Sends a message; the default of {@code whatsapp360:send}. */
    SEND(Action.SEND),
    /** Marks a received message as read. */
    MARK_READ(Action.SEND),
    /** Marks a received message as read, and shows a typing indicator. */
    TYPING(Action.SEND),
    /** Lists the messages that have waited for a status longer than the settle time. */
    UNRESOLVED(Action.SEND),
    /** Returns whether the number can send messages; the default of {@code whatsapp360:account}. */
    HEALTH(Action.ACCOUNT),
    /** Returns the business profile of the number. */
    PROFILE(Action.ACCOUNT),
    /** Changes the business profile of the number. */
    UPDATE_PROFILE(Action.ACCOUNT),
    /** Blocks users. */
    BLOCK(Action.ACCOUNT),
    /** Unblocks users. */
    UNBLOCK(Action.ACCOUNT),
    /** Lists the blocked users. */
    BLOCKED(Action.ACCOUNT),
    /** Lists the webhooks of the number. */
    WEBHOOKS(Action.ACCOUNT),
    /** Returns the public key with which the requests of flows are encrypted. */
    PUBLIC_KEY(Action.ACCOUNT),
    /** Sets the public key with which the requests of flows are encrypted. */
    SET_PUBLIC_KEY(Action.ACCOUNT),
    /** Lists the message templates of the account; the default of {@code whatsapp360:templates}. */
    LIST(Action.TEMPLATES),
    /** Returns one message template. */
    GET(Action.TEMPLATES),
    /** Submits a message template for review. */
    CREATE(Action.TEMPLATES),
    /** Uploads a sample file for the header of a template, or a profile picture, and returns its handle. */
    UPLOAD_SAMPLE(Action.TEMPLATES);

    private final List<Action> actions;

    Whatsapp360Operation(Action... actions) {
        this.actions = List.of(actions);
    }

    /** Returns whether endpoints of this action have the operation. */
    boolean isOf(Action action) {
        return actions.contains(action);
    }
}
