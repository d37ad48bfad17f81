package io.github.whatsapp360.delivery.confirm;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The messages with the same callback data, including ended ones as long as they are remembered. Guarded by the lock of
 * {@link Confirmations}. Most instances hold one ended message, so they are kept small.
 */
final class MessagesOfCallbackData {

    private final String callbackData;
    private Set<PendingConfirmation> withoutId = Set.of();
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

    /** Notes that one more message is being sent. */
    void callBegins() {
        members++;
        underWay++;
    }

    /** Notes that a message has got its answer, or has failed without one. */
    void callEnds() {
        underWay--;
    }

    /** Notes that a message is no longer remembered. */
    void leaves() {
        members--;
    }

    boolean isEmpty() {
        return members == 0;
    }

    /** Notes that a status with this callback data may belong to a message whose ID is not known. */
    void becomesAmbiguous() {
        ambiguous = true;
    }

    void add(PendingConfirmation confirmation) {
        if (withoutId.isEmpty()) {
            withoutId = new LinkedHashSet<>();
        }
        withoutId.add(confirmation);
    }

    void remove(PendingConfirmation confirmation) {
        if (withoutId.contains(confirmation)) {
            withoutId.remove(confirmation);
            withoutId = withoutId.isEmpty() ? Set.of() : withoutId;
        }
    }

    /** Returns whether a message without a known ID waits. */
    boolean isAwaited() {
        return !withoutId.isEmpty();
    }

    /** Notes that a status brought this ID before any answer did. */
    void addEarlyId(String id) {
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
     * Returns whether the only ID that statuses brought must belong to the only message whose answer was lost: the IDs
     * of all other messages are known, and no message is in flight.
     */
    boolean isClear() {
        if (early.size() > 1 && underWay == 0) {
            ambiguous = true; // another application uses this callback data
        }
        return !ambiguous && underWay == 0 && withoutId.size() == 1 && early.size() == 1 && !callbackData.isEmpty();
    }

    PendingConfirmation claimant() {
        return withoutId.iterator().next();
    }

    String claimed() {
        return early.iterator().next();
    }
}
