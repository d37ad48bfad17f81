package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Problem;
import io.github.whatsapp360.client.ApiAnswer;
import io.github.whatsapp360.client.ApiRequest;
import io.github.whatsapp360.client.HostingProfile;
import io.github.whatsapp360.client.Whatsapp360Api;
import io.github.whatsapp360.delivery.attempts.Call;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.delivery.confirm.AnswerRule;
import io.github.whatsapp360.delivery.confirm.Confirm;
import io.github.whatsapp360.delivery.confirm.Confirmations;
import io.github.whatsapp360.delivery.confirm.Questions;
import io.github.whatsapp360.delivery.rate.QueuedCall;
import io.github.whatsapp360.delivery.record.RecordedDelivery;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.Media;
import io.github.whatsapp360.message.MessageRules;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.message.Template;
import io.github.whatsapp360.trace.CallTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Uploads files and sends messages for one account over one transport: at the account's rate, in the order of each
 * recipient, and with retries if the service has accepted nothing.
 *
 * <p>A call whose turn has come runs on the caller's thread if that thread is kept, or if the last answers came within
 * milliseconds; otherwise it runs on a worker. Waiting holds no thread. A future always completes, at the latest when
 * the account is closed.
 */
public final class Sender {

    private static final RetryRule ONCE = new RetryRule(0, Duration.ofSeconds(1));

    private final Whatsapp360Api api;
    private final AccountState account;
    private final Confirmations confirmations;
    private final Questions questions;

    public Sender(Whatsapp360Api api, AccountState account, Confirmations confirmations, Questions questions) {
        this.api = api;
        this.account = account;
        this.confirmations = confirmations;
        this.questions = questions;
    }

    /** Returns the state of the sending account. */
    public AccountState account() {
        return account;
    }

    /** Makes a call that no rate limits, such as a lookup or a read receipt. */
    public <T> CompletableFuture<T> call(
            CallKind kind, RetryRule rule, Caller caller, Function<Whatsapp360Api, T> action) {
        Call call = new Call(account.account(), kind);
        return heard(call, () -> attempts(call, rule, caller, account::atOnce, () -> action.apply(api)));
    }

    /**
     * Makes a call to any path. A message or an upload waits for its turn at the account's rate, as if it were sent the
     * usual way; other calls are limited by no rate.
     *
     * @param recipient the recipient of a message, in any notation; empty if it is not known
     * @param file returns the file into which an answer is written that is not JSON
     */
    public CompletableFuture<ApiAnswer> call(
            ApiRequest request, String recipient, DeliveryOptions options, Caller caller, Supplier<Path> file) {
        Call call = new Call(account.account(), CallKind.of(request.method(), request.path(), request.isOneShot()));
        AtomicBoolean counted = new AtomicBoolean(); // a retry is not counted again for its recipient
        Function<QueuedCall, Optional<Runnable>> turns = queued -> {
            if (call.kind() == CallKind.MESSAGE) {
                return account.rates().message(options.rate(), counted.getAndSet(true) ? "" : recipient, queued);
            }
            return call.kind().isUpload() ? account.rates().upload(options.rate(), queued) : account.atOnce(queued);
        };
        return heard(call, () -> attempts(call, options.retries(), caller, turns, () -> api.call(request, file)));
    }

    /**
     * Uploads a file, unless a known upload of the same content can be reused.
     *
     * @param file reads and checks it
     */
    public CompletableFuture<UploadedMedia> upload(Supplier<Upload> file, DeliveryOptions options, Caller caller) {
        return prepared(file, caller)
                .thenCompose(upload -> find(upload, options, caller))
                .thenApply(MediaIds.Found::media);
    }

    /**
     * Sends a message.
     *
     * @param message the message; its recipient is in the {@linkplain OutgoingMessage#normalized normal form}
     */
    public CompletableFuture<Sent> send(OutgoingMessage message, DeliveryOptions options, Caller caller) {
        if (options.validate()) {
            refuse(MessageRules.problems(message));
            refuse(HostingProfile.of(account.account().hosting()).problems(message));
        }
        return inOrder(message.to(), options, caller, delivery -> delivery.turn()
                .thenCompose(now -> delivery.send(message, "")));
    }

    /**
     * Uploads a file, then sends it by its media ID. The message keeps its place in the order of its recipient during
     * the upload.
     *
     * <p>A file whose upload cannot be reused, such as a stream, is not uploaded if the record of its message shows
     * that it was sent before.
     *
     * <p>If the service no longer has the file of an earlier upload, it refuses the message. Then the file is uploaded
     * again, and the message is sent again.
     *
     * @param to the recipient in its normal form
     * @param file reads and checks the file
     */
    public CompletableFuture<SentFile> send(
            String to, Supplier<FileToSend> file, DeliveryOptions options, Caller caller) {
        return inOrder(to, options, caller, delivery -> prepared(file, caller).thenCompose(ready -> {
            if (options.validate()) {
                refuse(MessageRules.problemsBeforeUpload(ready.message()));
            }
            return delivery.hasOutcome(ready)
                    .thenCompose(known -> known
                            ? delivery.outcome(ready)
                            : find(ready.upload(), options, caller).thenCompose(found -> delivery.turn()
                                    .thenCompose(now -> delivery.send(found, ready))));
        }));
    }

    /**
     * Reads a file on a worker, so that the route's thread is free for other files. Reads it on this thread if the
     * caller's thread is kept, or if the last calls were quick.
     */
    private <T> CompletableFuture<T> prepared(Supplier<T> file, Caller caller) {
        if (staysHere(caller)) {
            return CompletableFuture.completedFuture(file.get());
        }
        CompletableFuture<T> prepared = new CompletableFuture<>();
        try {
            account.workers().execute(() -> {
                try {
                    prepared.complete(file.get());
                } catch (RuntimeException | Error e) {
                    prepared.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw NotSentException.stopped();
        }
        return prepared;
    }

    /** Returns whether short work that blocks is done on the caller's thread. */
    private boolean staysHere(Caller caller) {
        return caller.keepsThread() || account.answersAtOnce();
    }

    private CompletableFuture<MediaIds.Found> find(Upload upload, DeliveryOptions options, Caller caller) {
        CallKind kind = upload.file().isOneShot() ? CallKind.ONE_SHOT_UPLOAD : CallKind.UPLOAD;
        Supplier<CompletableFuture<UploadedMedia>> uploading = () -> {
            Call call = new Call(account.account(), kind);
            Function<QueuedCall, Optional<Runnable>> turns =
                    attempt -> account.rates().upload(options.rate(), attempt);
            return heard(call, () -> attempts(call, options.retries(), caller, turns, () -> api.upload(upload))
                    .whenComplete((media, failure) -> {
                        if (failure == null) {
                            account.listener().uploaded(call, media.size());
                        }
                    }));
        };
        if (options.ids().isEmpty()) {
            return uploading.get().thenApply(media -> new MediaIds.Found(media, false));
        }
        return options.ids().get().get(upload, uploading).thenApply(found -> {
            if (found.reused()) {
                account.listener().reused(new Call(account.account(), kind));
            }
            return found;
        });
    }

    /**
     * Gives a message its place in the order of its recipient. A caller that keeps its thread sends one message after
     * the other, so its messages do not wait for those of other threads.
     */
    private <T> CompletableFuture<T> inOrder(
            String to,
            DeliveryOptions options,
            Caller caller,
            Function<MessageDelivery, CompletableFuture<T>> sending) {
        Call call = new Call(account.account(), CallKind.MESSAGE);
        RecipientOrder.Place place = caller.keepsThread() || to.isEmpty()
                ? RecipientOrder.NO_ORDER
                : account.order().enter(to);
        MessageDelivery delivery = new MessageDelivery(call, options, caller, place);
        Future<?> expiry = place.turn().isDone() ? null : delivery.waitForTurn();
        CompletableFuture<T> result = new CompletableFuture<>();
        heard(call, () -> sending.apply(delivery)).whenComplete((sent, failure) -> {
            place.leave(); // before the waiting exchange goes on
            if (expiry != null) {
                expiry.cancel(false);
            }
            if (failure == null) {
                result.complete(sent);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    private <T> CompletableFuture<T> attempts(
            Call call,
            RetryRule rule,
            Caller caller,
            Function<QueuedCall, Optional<Runnable>> turns,
            Supplier<T> action) {
        return new Attempts<>(account, call, rule, caller, turns, action).start();
    }

    /** Makes a call, and tells the listener when it has ended. Exceptions of the call become failures of the future. */
    private <T> CompletableFuture<T> heard(Call call, Supplier<CompletableFuture<T>> made) {
        long came = System.nanoTime();
        CompletableFuture<T> result;
        try {
            result = made.get();
        } catch (RuntimeException | Error e) {
            result = CompletableFuture.failedFuture(e);
        }
        return result.whenComplete((value, failure) -> account.listener()
                .ended(
                        call,
                        Duration.ofNanos(System.nanoTime() - came),
                        Optional.ofNullable(Failures.unwrapped(failure))));
    }

    /** Asks the service for all message templates, once. It blocks. */
    private List<MessageTemplate> templates() {
        Caller caller = Caller.of(true, false, Duration.ZERO, CallTrace.NONE);
        return call(CallKind.TEMPLATES, ONCE, caller, known -> known.templates().list(template -> true))
                .join();
    }

    private static String sha256(Upload upload) {
        try {
            return upload.file().sha256();
        } catch (IOException e) {
            throw NotSentException.localFile("The file cannot be read", e);
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidMessageException(problems);
        }
    }

    /**
     * A message that was sent.
     *
     * @param answer the customer's answer; empty if none came, or none was waited for
     */
    public record Sent(SentMessage message, Optional<InboundMessage> answer) {}

    /**
     * A file that was sent.
     *
     * @param media the uploaded file; empty if it was not uploaded, because it had been sent before
     * @param sent the sent message
     */
    public record SentFile(Optional<UploadedMedia> media, Sent sent) {}

    /** One message in progress, from its place in the order to its confirmation. */
    private final class MessageDelivery {
        private final Call call;
        private final DeliveryOptions options;
        private final Caller caller;
        private final RecipientOrder.Place place;
        private final Optional<Confirm> confirm;
        private volatile long answeredAt = System.nanoTime();

        MessageDelivery(Call call, DeliveryOptions options, Caller caller, RecipientOrder.Place place) {
            this.call = call;
            this.options = options;
            this.caller = caller;
            this.place = place;
            this.confirm = options.confirm().map(wanted -> caller.transacted() ? wanted.withoutFailure() : wanted);
        }

        /** Completes when the messages before this one have ended. */
        CompletableFuture<Void> turn() {
            return place.turn();
        }

        /** Schedules the end of the wait at the time when the message expires. Returns null if it never expires. */
        Future<?> waitForTurn() {
            long came = System.nanoTime();
            account.listener().queued(call);
            turn().thenRun(() -> account.listener().throttled(call, Duration.ofNanos(System.nanoTime() - came)));
            return caller.expiresAt() == null
                    ? null
                    : account.after(caller.nanosLeft(), () -> turn().completeExceptionally(NotSentException.expired()));
        }

        /** Returns whether a file that would have to be uploaded again belongs to a message whose outcome is known. */
        CompletableFuture<Boolean> hasOutcome(FileToSend file) {
            boolean reusable =
                    options.ids().isPresent() && !file.upload().file().isOneShot();
            return options.recording().isEmpty() || reusable
                    ? CompletableFuture.completedFuture(false)
                    : options.recording()
                            .get()
                            .delivery(file.message(), "", isQuestion())
                            .hasOutcome(reader(), () -> turn().thenRun(place::leave));
        }

        /** Returns the result of a message whose outcome is known. Its file is read, to see that it is the same. */
        CompletableFuture<SentFile> outcome(FileToSend file) {
            return CompletableFuture.supplyAsync(() -> sha256(file.upload()), reader())
                    .thenCompose(hash -> {
                        RecordedDelivery recorded =
                                options.recording().orElseThrow().delivery(file.message(), hash, isQuestion());
                        return confirmed(file.message(), recorded, () -> recorded.outcome(reader()));
                    })
                    .thenApply(sent -> new SentFile(Optional.empty(), sent));
        }

        CompletableFuture<SentFile> send(MediaIds.Found found, FileToSend file) {
            CompletableFuture<SentFile> sent = send(found.media(), file.message());
            return found.reused()
                    ? sent.exceptionallyCompose(failure -> {
                        if (!MediaIds.isGone(failure)) {
                            return sent;
                        }
                        return options.ids()
                                .orElseThrow()
                                .forget(found.media().id())
                                .thenCompose(forgotten -> find(file.upload(), options, caller))
                                .thenCompose(again -> send(again.media(), file.message()));
                    })
                    : sent;
        }

        private CompletableFuture<SentFile> send(UploadedMedia media, OutgoingMessage message) {
            OutgoingMessage withId = message.withContent(((Media) message.content()).withId(media.id()));
            return send(withId, media.sha256()).thenApply(sent -> new SentFile(Optional.of(media), sent));
        }

        /**
         * Sends a message whose turn has come in the order of its recipient.
         *
         * @param file the SHA-256 of the file that is sent with it, in hex; empty if it sends none
         */
        CompletableFuture<Sent> send(OutgoingMessage message, String file) {
            caller.trace().sends(message.content().type());
            if (options.recording().isPresent()) {
                RecordedDelivery recorded = options.recording().get().delivery(message, file, isQuestion());
                return confirmed(
                        message,
                        recorded,
                        () -> recorded.deliver(
                                reader(),
                                place::leave,
                                () -> attempts(message, () -> recorded.attempt(() -> call(message)))));
            }
            Supplier<CompletableFuture<SentMessage>> sending = () -> attempts(message, () -> call(message));
            if (isQuestion()) {
                Questions.Question question = ask(message);
                return confirmed(confirmations.await(message, confirm.get(), question, sending), confirm.get())
                        .thenApply(sent -> sent(sent, question.answer()));
            }
            return (confirm.isPresent()
                            ? confirmed(confirmations.await(message, confirm.get(), sending), confirm.get())
                            : confirmations.note(message, sending))
                    .thenApply(sent -> sent(sent, Optional.empty()));
        }

        private CompletableFuture<Sent> confirmed(
                OutgoingMessage message, RecordedDelivery recorded, Supplier<CompletableFuture<SentMessage>> sending) {
            if (confirm.isEmpty()) {
                return sending.get().thenApply(sent -> sent(sent, Optional.empty()));
            }
            Optional<Questions.Question> question = isQuestion() ? Optional.of(ask(message)) : Optional.empty();
            question.ifPresent(asked -> asked.then(recorded::answer));
            CompletableFuture<SentMessage> sent = sending.get().thenCompose(accepted -> {
                place.leave(); // also if it was accepted earlier
                question.ifPresent(asked -> asked.accepted(accepted));
                return recorded.confirm(accepted, confirm.get());
            });
            return confirmed(sent, confirm.get())
                    .whenComplete((ended, failure) -> question.ifPresent(Questions.Question::close))
                    .thenApply(ended -> sent(ended, recorded.answer()));
        }

        private boolean isQuestion() {
            return confirm.flatMap(Confirm::answer).isPresent();
        }

        private Questions.Question ask(OutgoingMessage message) {
            AnswerRule rule = confirm.flatMap(Confirm::answer).orElseThrow();
            return questions.ask(rule, account.account().id(), message.to());
        }

        private static Sent sent(SentMessage message, Optional<InboundMessage> answer) {
            return new Sent(message, message.status().equals(Confirm.ANSWERED) ? answer : Optional.empty());
        }

        private SentMessage call(OutgoingMessage message) {
            SentMessage sent = api.send(message, caller.trace().traceparent());
            caller.trace().accepted(sent.id());
            return sent;
        }

        private Executor reader() {
            return staysHere(caller) ? Runnable::run : account.workers();
        }

        /**
         * Makes the attempts, after the check of a template message against the account's templates. The check comes
         * here, so that the result of a message that was sent before does not depend on it.
         */
        private CompletableFuture<SentMessage> attempts(OutgoingMessage message, Supplier<SentMessage> attempt) {
            if (!options.validateTemplates() || !(message.content() instanceof Template template)) {
                return checked(message, attempt);
            }
            CompletableFuture<List<Problem>> check = account.templates().check(template, Sender.this::templates);
            if (caller.keepsThread()) {
                check = CompletableFuture.completedFuture(check.join()); // what follows stays on this thread
            }
            return check.thenCompose(problems -> problems.isEmpty()
                    ? checked(message, attempt)
                    : CompletableFuture.failedFuture(new InvalidMessageException(problems)));
        }

        private CompletableFuture<SentMessage> checked(OutgoingMessage message, Supplier<SentMessage> attempt) {
            AtomicBoolean counted = new AtomicBoolean(); // a retry is not counted again for its recipient
            Function<QueuedCall, Optional<Runnable>> turns = queued ->
                    account.rates().message(options.rate(), counted.getAndSet(true) ? "" : message.to(), queued);
            return Sender.this
                    .attempts(call, options.retries(), caller, turns, attempt)
                    .whenComplete((sent, failure) -> {
                        answeredAt = System.nanoTime();
                        if (failure == null) {
                            account.listener().accepted(call, sent.id());
                        }
                        if (failure == null || failure instanceof OutcomeUnknownException) {
                            place.leave(); // the next message does not wait for this one's confirmation
                        }
                    });
        }

        private CompletableFuture<SentMessage> confirmed(CompletableFuture<SentMessage> result, Confirm confirm) {
            return result.whenComplete((sent, failure) -> {
                Duration took = Duration.ofNanos(System.nanoTime() - answeredAt);
                if (Failures.unwrapped(failure) instanceof DeliveryFailedException) {
                    account.listener().confirmed(call, MessageStatus.State.FAILED, took);
                } else if (failure == null && sent.status().equals(Confirm.ANSWERED)) {
                    account.listener().answered(call, took);
                } else if (failure == null
                        && confirm.answer().isEmpty()
                        && !sent.status().equals("accepted")) {
                    account.listener().confirmed(call, confirm.state(), took);
                }
            });
        }
    }
}
