package io.github.whatsapp360.delivery.record;

import io.github.whatsapp360.api.ConfirmationTimeoutException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.confirm.Confirm;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRecord.State;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One delivery of a message whose record is kept. The record decides whether the message is sent:
 *
 * <ul>
 *   <li>Without a record, or if nothing was sent before: it is sent.
 *   <li>If the outcome of an attempt is not known: a status is awaited, until the settle time after that attempt is
 *       over. Then it is sent again.
 *   <li>If it was accepted before: nothing is sent, and the stored result is returned.
 *   <li>If it was accepted and not delivered: {@link DeliveryFailedException}.
 * </ul>
 */
public final class RecordedDelivery {

    /**
     * The number of claims that a delivery may lose. Other deliveries cause a few; more come from a repository that
     * does not show what it has stored, such as a read replica that lags behind.
     */
    private static final int MAX_LOST_CLAIMS = 20;

    private final Recording rule;
    private final MessageRecords records;
    private final OutgoingMessage message;
    private final String content;
    private final boolean question;

    /** The record as this delivery knows it. Attempts follow each other, so no lock is needed. */
    private volatile Optional<MessageRecord> known = Optional.empty();

    private volatile Runnable beforeWait = () -> {};
    private volatile int lostClaims;
    private volatile boolean ended;

    RecordedDelivery(Recording rule, OutgoingMessage message, String content, boolean question) {
        this.rule = rule;
        this.records = rule.records();
        this.message = message;
        this.content = content;
        this.question = question;
    }

    /**
     * Sends the message, unless its record shows that it must not be sent.
     *
     * @param reader asks the repository
     * @param beforeWait called before the wait for the outcome of an earlier attempt, which can take the settle time
     * @param attempts makes the attempts, each by {@link #attempt}
     */
    public CompletableFuture<SentMessage> deliver(
            Executor reader, Runnable beforeWait, Supplier<CompletableFuture<SentMessage>> attempts) {
        this.beforeWait = beforeWait;
        CompletableFuture<Optional<MessageRecord>> first = records.expectsNew()
                ? CompletableFuture.completedFuture(Optional.empty())
                : find(reader).whenComplete((record, failure) -> {
                    if (failure == null && record.isPresent()) {
                        records.counted(false);
                    }
                });
        return first.thenCompose(record -> proceed(record, attempts, rule.maxRepetitions(), Optional.empty()));
    }

    /**
     * Returns whether the outcome of the message is known, so that its file need not be uploaded. If an earlier attempt
     * is in doubt, the settle time after it is awaited before.
     *
     * @param beforeWait called before that wait
     */
    public CompletableFuture<Boolean> hasOutcome(Executor reader, Runnable beforeWait) {
        this.beforeWait = beforeWait;
        return find(reader).thenCompose(record -> {
            Duration left = record.filter(before -> before.state() == State.SENDING)
                    .map(this::left)
                    .orElse(Duration.ZERO);
            return left.compareTo(Duration.ZERO) > 0
                    ? settled(left, Optional.empty()).thenCompose(after -> hasOutcome(reader, beforeWait))
                    : CompletableFuture.completedFuture(
                            record.filter(known -> known.state().isFinal()).isPresent());
        });
    }

    /**
     * Returns the result of a message whose outcome was known before, see {@link #hasOutcome}. The future fails with
     * {@link NotSentException} if it is not known any more.
     */
    public CompletableFuture<SentMessage> outcome(Executor reader) {
        return find(reader).thenCompose(record -> {
            if (record.filter(known -> known.state().isFinal()).isEmpty()) {
                return CompletableFuture.failedFuture(NotSentException.repository(
                        new IllegalStateException("The record was changed while the file was read")));
            }
            known = record;
            checkContent(record.get());
            return result(record.get());
        });
    }

    /**
     * Makes one attempt: claims the message in the repository, sends it, and records the outcome. It blocks.
     *
     * @throws ClaimedException if another delivery has changed the record; then nothing was sent
     */
    public SentMessage attempt(Supplier<SentMessage> call) {
        MessageRecord claimed = claim();
        SentMessage sent;
        try {
            sent = call.get();
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (Whatsapp360Exception e) { // every other failure promises that nothing was sent
            known = record(claimed, before -> released(before, claimed), "not sent");
            throw e;
        }
        known = record(
                claimed, before -> Optional.of(before.accepted(sent.id(), sent.waId(), sent.status())), "accepted");
        return sent;
    }

    /**
     * Records the answer to the message, unless it has another one. It blocks.
     *
     * @return true if the record has this answer
     * @throws RuntimeException if the repository fails
     */
    public boolean answer(InboundMessage answer) {
        return records.answer(message.callbackData(), answer.replyTo(), answer, !ended);
    }

    /** Returns the recorded answer, after {@link #confirm}; empty if there is none. */
    public Optional<InboundMessage> answer() {
        return known.flatMap(MessageRecords::answer);
    }

    /**
     * Waits until the record has reached a status, or has an answer. The future fails with
     * {@link ConfirmationTimeoutException} if it does not reach it in time, and with {@link DeliveryFailedException} if
     * the message was not delivered.
     */
    public CompletableFuture<SentMessage> confirm(SentMessage sent, Confirm confirm) {
        State wanted = confirm.answer().isPresent()
                ? State.ANSWERED
                : State.valueOf(confirm.state().name());
        if (question) {
            asks(known, true);
        }
        return records.watch()
                .await(message.callbackData(), record -> hasReached(record, wanted), confirm.within())
                .handle((found, failure) -> {
                    ended = true;
                    boolean stopped =
                            failure != null && Failures.unwrapped(failure) instanceof RecordWatch.WatchClosedException;
                    Optional<MessageRecord> record = failure != null
                            ? Optional.empty()
                            : question && !hasReached(found, wanted) ? asks(found, false) : found;
                    if (hasReached(record, wanted)) {
                        known = record;
                        return result(record.get());
                    }
                    if (stopped || !confirm.failsOnTimeout()) {
                        return CompletableFuture.completedFuture(
                                record.map(this::stored).orElse(sent));
                    }
                    return CompletableFuture.<SentMessage>failedFuture(new ConfirmationTimeoutException(
                            failure == null
                                    ? confirm.timeoutText(records.hasHeard())
                                    : "360dialog accepted the message, but the message repository could not be read "
                                            + "for its status",
                            sent.id(),
                            message.callbackData()));
                })
                .thenCompose(Function.identity());
    }

    /**
     * Records that this exchange waits for an answer, or does so no longer: then a late answer is a message like any
     * other. If the process ends in the meantime, the answer waits in the record.
     */
    private Optional<MessageRecord> asks(Optional<MessageRecord> record, boolean waits) {
        return record.filter(before -> before.isQuestion() == waits).isPresent()
                ? record
                : record.flatMap(before -> record(
                        before,
                        now -> now.isQuestion() == waits || now.state().compareTo(State.ANSWERED) >= 0
                                ? Optional.empty()
                                : Optional.of(now.withQuestion(waits)),
                        waits ? "asked again" : "not answered"));
    }

    private static boolean hasReached(Optional<MessageRecord> record, State wanted) {
        return record.filter(reached -> reached.state().compareTo(wanted) >= 0).isPresent();
    }

    /** Returns the result of a message whose outcome is known. */
    private CompletableFuture<SentMessage> result(MessageRecord record) {
        return record.state() == State.FAILED
                ? CompletableFuture.failedFuture(failed(record))
                : CompletableFuture.completedFuture(stored(record));
    }

    private CompletableFuture<SentMessage> proceed(
            Optional<MessageRecord> record,
            Supplier<CompletableFuture<SentMessage>> attempts,
            int repetitions,
            Optional<OutcomeUnknownException> unknown) {
        known = record;
        State state = record.map(MessageRecord::state).orElse(State.PREPARED);
        if (state != State.PREPARED) {
            checkContent(record.get());
        }
        if (state.isFinal()) {
            return result(record.get());
        }
        if (state == State.SENDING && left(record.get()).compareTo(Duration.ZERO) > 0) {
            return settled(left(record.get()), unknown)
                    .thenCompose(after -> proceed(after, attempts, repetitions, unknown));
        }
        if (repetitions < 0) {
            return CompletableFuture.failedFuture(unknown.orElseGet(() -> inDoubt(null)));
        }
        return attempts.get().exceptionallyCompose(failure -> {
            Throwable cause = Failures.unwrapped(failure);
            if (cause instanceof OutcomeUnknownException lost) {
                return settled(rule.settleTime(), Optional.of(lost))
                        .thenCompose(after -> proceed(after, attempts, repetitions - 1, Optional.of(lost)));
            }
            if (cause instanceof ClaimedException && ++lostClaims > MAX_LOST_CLAIMS) {
                return CompletableFuture.failedFuture(NotSentException.repository(cause));
            }
            if (cause instanceof ClaimedException) {
                return find(records.workers()).thenCompose(after -> proceed(after, attempts, repetitions, unknown));
            }
            if (unknown.isPresent() && isExpired(cause)) {
                return CompletableFuture.failedFuture(unknown.get()); // the earlier attempt may have been accepted
            }
            return CompletableFuture.failedFuture(cause);
        });
    }

    private static boolean isExpired(Throwable failure) {
        return failure instanceof NotSentException unsent && unsent.getReason() == NotSentException.Reason.EXPIRED;
    }

    /** Waits until the outcome of the last attempt is known, or the settle time is over. */
    private CompletableFuture<Optional<MessageRecord>> settled(
            Duration time, Optional<OutcomeUnknownException> unknown) {
        beforeWait.run();
        return records.watch()
                .await(
                        message.callbackData(),
                        record -> record.isEmpty()
                                || record.get().state() != State.SENDING
                                || left(record.get()).compareTo(Duration.ZERO) <= 0,
                        time)
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(unknown.orElseGet(() -> inDoubt(Failures.unwrapped(failure)))));
    }

    private Duration left(MessageRecord record) {
        return rule.settleTime().minus(record.age());
    }

    private CompletableFuture<Optional<MessageRecord>> find(Executor reader) {
        return CompletableFuture.completedFuture(message.callbackData())
                .thenApplyAsync(records::find, reader)
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(NotSentException.repository(Failures.unwrapped(failure))));
    }

    private MessageRecord claim() {
        Optional<MessageRecord> before = known;
        String owner = records.application();
        MessageRecord after = before.map(record -> record.sendingAgain(content, owner))
                .orElseGet(() -> MessageRecord.sending(message.callbackData(), content, owner))
                .withQuestion(question);
        boolean claimed;
        try {
            claimed = before.isPresent()
                    ? records.repository().replace(before.get(), after)
                    : records.repository().insert(after);
        } catch (Exception | Error e) {
            throw NotSentException.repository(e);
        }
        if (before.isEmpty()) {
            records.counted(claimed);
        }
        if (!claimed) {
            throw new ClaimedException();
        }
        known = Optional.of(after);
        return after;
    }

    /**
     * Records an outcome. If that fails, the delivery goes on with the outcome that it knows; the record stays as it is
     * until a webhook brings a status, or the settle time is over.
     */
    private Optional<MessageRecord> record(
            MessageRecord claimed, Function<MessageRecord, Optional<MessageRecord>> step, String outcome) {
        try {
            return records.change(claimed, step);
        } catch (Exception | Error e) {
            records.failed("record that a message was " + outcome, e);
            return Optional.of(claimed);
        }
    }

    /** Releases the record, unless a status has come, or another delivery has begun after the settle time. */
    private static Optional<MessageRecord> released(MessageRecord before, MessageRecord claimed) {
        return before.state() == State.SENDING && before.attempt() == claimed.attempt()
                ? Optional.of(before.released())
                : Optional.empty();
    }

    private void checkContent(MessageRecord record) {
        if (!record.content().equals(content)) {
            throw new InvalidMessageException(new Problem(
                    "callbackData",
                    "the header CamelWhatsapp360CallbackData names a message that was sent before with another "
                            + "recipient or content (" + record.state().name().toLowerCase(Locale.ROOT)
                            + "); use another value for another message"));
        }
    }

    private OutcomeUnknownException inDoubt(Throwable cause) {
        return new OutcomeUnknownException(
                "An earlier attempt to send this message had no known outcome, and the wait for its status has ended; "
                        + "send it again later with the same callback data",
                message.callbackData(),
                cause);
    }

    private SentMessage stored(MessageRecord record) {
        String status = record.state() == State.CLOSED ? "closed" : record.status();
        return SentMessage.of(record.messageId(), message.to())
                .withWaId(record.waId())
                .withStatus(status)
                .withCallbackData(message.callbackData());
    }

    private DeliveryFailedException failed(MessageRecord record) {
        return record.errorCode().isPresent()
                ? new DeliveryFailedException(
                        record.messageId(),
                        message.callbackData(),
                        record.errorCode().getAsInt(),
                        record.errorDetails())
                : new DeliveryFailedException(record.messageId(), message.callbackData(), record.errorDetails());
    }

    /** Thrown if another delivery of the same message has changed the record, so that this attempt sends nothing. */
    static final class ClaimedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClaimedException() {
            super("The record of the message was changed by another delivery, or is not visible to this one");
        }
    }
}
