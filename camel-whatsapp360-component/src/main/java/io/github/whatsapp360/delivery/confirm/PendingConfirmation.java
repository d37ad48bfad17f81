package io.github.whatsapp360.delivery.confirm;

import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A message that waits for its status, or for its answer. Guarded by the lock of {@link Confirmations}. */
final class PendingConfirmation {

    private final OutgoingMessage message;
    private final Confirm confirm;
    private final MessagesOfCallbackData group;
    private final long number;
    private final CompletableFuture<SentMessage> result = new CompletableFuture<>();

    /** The accepted message: from the service's answer, or from a webhook if the answer was lost; null before that. */
    private SentMessage sent;

    /** The failure if the answer was lost; null if it was not. */
    private OutcomeUnknownException unknown;

    /** The question that waits for an answer; empty if a status is awaited. */
    private final Optional<Questions.Question> question;

    private Future<?> timeout;
    private boolean ended;

    /**
     * @param group all messages with the same callback data
     * @param number the message's position in the order in which all messages began
     */
    PendingConfirmation(
            OutgoingMessage message,
            Confirm confirm,
            Optional<Questions.Question> question,
            MessagesOfCallbackData group,
            long number) {
        this.message = message;
        this.confirm = confirm;
        this.question = question;
        this.group = group;
        this.number = number;
    }

    CompletableFuture<SentMessage> result() {
        return result;
    }

    Confirm confirm() {
        return confirm;
    }

    MessagesOfCallbackData group() {
        return group;
    }

    long number() {
        return number;
    }

    /** Returns the message's ID; empty as long as it is not known. */
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

    /** Sets the ID that a webhook has brought after the answer was lost. */
    void accepted(String id) {
        sent = SentMessage.of(id, message.to()).withCallbackData(message.callbackData());
    }

    void lost(OutcomeUnknownException unknown) {
        this.unknown = unknown;
    }

    void endsBy(Future<?> timeout) {
        this.timeout = timeout;
    }

    /** Notes that the message is accepted, or that its ID is known, so that it can be answered. */
    void canBeAnswered() {
        question.ifPresent(asked -> asked.accepted(sent));
    }

    /** Notes that the wait has ended. */
    void ends() {
        ended = true;
        question.ifPresent(Questions.Question::close);
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    boolean isSettledBy(MessageStatus status) {
        return confirm.isSettledBy(status);
    }

    /** Completes the wait with the answer, which the question has. */
    void completeAsAnswered() {
        result.complete(sent.withStatus(Confirm.ANSWERED));
    }

    /** Completes the wait with a status. */
    void complete(MessageStatus status) {
        if (status.state() != MessageStatus.State.FAILED) {
            result.complete(sent.withStatus(status.status()));
            return;
        }
        result.completeExceptionally(FailedStatus.exception(status, id(), message.callbackData()));
    }

    /** Completes the wait without a status: the message ends as accepted, or with its unknown outcome. */
    void completeAsAccepted() {
        if (sent == null) {
            result.completeExceptionally(unknown);
        } else {
            result.complete(sent);
        }
    }

    /**
     * Ends the wait, because no status came in time.
     *
     * @param why the text of the exception
     */
    void complete(String why) {
        if (sent == null) {
            result.completeExceptionally(unknown);
        } else if (confirm.failsOnTimeout()) {
            result.completeExceptionally(new ConfirmationTimeoutException(why, id(), message.callbackData()));
        } else {
            result.complete(sent);
        }
    }
}
