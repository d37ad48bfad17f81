package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.event.EventError;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** One message that waits for its status. The lock of {@link Confirmations} guards its fields. */
final class PendingConfirmation {

    private final OutgoingMessage message;
    private final Confirm confirm;
    private final MessagesOfCallbackData siblings;
    private final long number;
    private final CompletableFuture<SentMessage> result = new CompletableFuture<>();

    /** As the service answered, or as a webhook tells after the answer got lost; null before that. */
    private SentMessage sent;

    /** That the answer got lost; null if it did not. */
    private OutcomeUnknownException unknown;

    private Future<?> timeout;
    private boolean ended;

    /**
     * @param siblings all that carry its callback data
     * @param number of all messages, it began as the one of this number
     */
    PendingConfirmation(OutgoingMessage message, Confirm confirm, MessagesOfCallbackData siblings, long number) {
        this.message = message;
        this.confirm = confirm;
        this.siblings = siblings;
        this.number = number;
    }

    CompletableFuture<SentMessage> result() {
        return result;
    }

    Confirm confirm() {
        return confirm;
    }

    MessagesOfCallbackData siblings() {
        return siblings;
    }

    long number() {
        return number;
    }

    /** Empty as long as it is not known. */
    String id() {
        return sent == null ? "" : sent.id();
    }

    boolean isInFlight() {
        return sent == null && unknown == null;
    }

    boolean isEnded() {
        return ended;
    }

    void accepted(SentMessage sent) {
        this.sent = sent;
    }

    /** A webhook tells the ID that no answer told. */
    void accepted(String id) {
        sent = new SentMessage(id, message.to(), "", "accepted", message.callbackData());
    }

    void lost(OutcomeUnknownException unknown) {
        this.unknown = unknown;
    }

    void endsBy(Future<?> timeout) {
        this.timeout = timeout;
    }

    /** No more is to come. */
    void ends() {
        ended = true;
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    boolean isSettledBy(MessageStatus status) {
        return status.state() == MessageStatus.State.FAILED || status.isAtLeast(confirm.state());
    }

    /** Tells whoever waits what the status says. */
    void complete(MessageStatus status) {
        if (status.state() != MessageStatus.State.FAILED) {
            result.complete(sent.withStatus(status.status()));
            return;
        }
        int code =
                status.errors().stream().mapToInt(EventError::code).findFirst().orElse(0);
        String details = status.errors().stream()
                .map(error -> error.details().isEmpty() ? error.title() : error.details())
                .findFirst()
                .orElse("");
        result.completeExceptionally(
                new DeliveryFailedException(id(), message.callbackData(), Math.max(0, code), details));
    }

    /** Tells whoever waits that no status is awaited any more. */
    void completeAsAccepted() {
        if (sent == null) {
            result.completeExceptionally(unknown);
        } else {
            result.complete(sent);
        }
    }

    /** Tells whoever waits that no status came. */
    void complete(String why) {
        result.completeExceptionally(
                sent == null
                        ? unknown
                        : new ConfirmationTimeoutException(
                                "360dialog accepted the message, but " + why, id(), message.callbackData()));
    }
}
