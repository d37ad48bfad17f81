package io.github.whatsapp360.delivery.confirm;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The messages of one callback data, those that ended included as long as they are remembered. The lock of
 * {@link Confirmations} guards its fields; most of these stand for one message that has ended, so they are small.
 */
final class MessagesOfCallbackData {

    private final String callbackData;
    private Set<PendingConfirmation> nameless = Set.of();
    private Set<String> early = Set.of();
    private int members;
    private int underWay;
    private boolean ambiguous;

    MessagesOfCallbackData(String callbackData) {
        this.callbackData = callbackData;
    }

    String callbackData() {
        return callbackData;
    }

    /** One more is being sent. */
    void begins() {
        members++;
        underWay++;
    }

    /** The service has answered one, or will not any more. */
    void lands() {
        underWay--;
    }

    /** Nothing is remembered of one any more. */
    void leaves() {
        members--;
    }

    boolean isEmpty() {
        return members == 0;
    }

    /** From now on a status with this callback data may belong to a message of which nobody knows the ID. */
    void blur() {
        ambiguous = true;
    }

    void add(PendingConfirmation confirmation) {
        if (nameless.isEmpty()) {
            nameless = new LinkedHashSet<>();
        }
        nameless.add(confirmation);
    }

    void remove(PendingConfirmation confirmation) {
        if (nameless.contains(confirmation)) {
            nameless.remove(confirmation);
            nameless = nameless.isEmpty() ? Set.of() : nameless;
        }
    }

    /** Returns whether a message waits whose ID is not known. */
    boolean isAwaited() {
        return !nameless.isEmpty();
    }

    /** A status brought this ID, which no answer has told yet. */
    void hears(String id) {
        if (early.isEmpty()) {
            early = new LinkedHashSet<>();
        }
        early.add(id);
    }

    void forget(String id) {
        if (early.contains(id)) {
            early.remove(id);
            early = early.isEmpty() ? Set.of() : early;
        }
    }

    /**
     * Returns whether the one ID that statuses brought belongs to the one message whose answer got lost, as it can belong to no
     * other: the ID of each other message is known, and so is that none is still being sent.
     */
    boolean isClear() {
        if (early.size() > 1 && underWay == 0) {
            ambiguous = true; // somebody else sends with this callback data
        }
        return !ambiguous && underWay == 0 && nameless.size() == 1 && early.size() == 1 && !callbackData.isEmpty();
    }

    PendingConfirmation claimant() {
        return nameless.iterator().next();
    }

    String claimed() {
        return early.iterator().next();
    }
}
