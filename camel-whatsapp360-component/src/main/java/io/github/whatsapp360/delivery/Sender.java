package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.Whatsapp360Api;
import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.delivery.confirm.Confirmations;
import io.github.whatsapp360.delivery.rate.QueuedCall;
import io.github.whatsapp360.delivery.rate.RateLimiter;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import io.github.whatsapp360.media.Problem;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.Media;
import io.github.whatsapp360.message.Message;
import io.github.whatsapp360.message.MessageRules;
import io.github.whatsapp360.message.SentMessage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Uploads and sends for one account over one transport: at the account's rate, in the order of each recipient, with retries
 * where nothing was accepted.
 *
 * <p>A call whose turn has come runs on its caller's thread if that is kept, or if the service answers within a
 * millisecond; otherwise on a worker. Waiting holds no thread. A future always completes, at the latest when the account
 * is closed.
 */
public final class Sender {

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final Whatsapp360Api api;
    private final Hosting hosting;
    private final AccountState account;
    private final Confirmations confirmations;

    public Sender(Whatsapp360Api api, Hosting hosting, AccountState account, Confirmations confirmations) {
        this.api = api;
        this.hosting = hosting;
        this.account = account;
        this.confirmations = confirmations;
    }

    /** Returns the state of the account that it sends for. */
    public AccountState account() {
        return account;
    }

    /** Makes a call that has no rate of its own, such as a look-up or a read receipt. */
    public <T> CompletableFuture<T> call(
            RetryRule.Call kind, RetryRule rule, Caller caller, Function<Whatsapp360Api, T> action) {
        return attempts(kind, rule, caller, RateLimiter::now, () -> action.apply(api));
    }

    /** Uploads a file, unless the service has it already. */
    public CompletableFuture<UploadedMedia> upload(Upload upload, DeliveryOptions options, Caller caller) {
        return find(upload, options, caller).thenApply(MediaIds.Found::media);
    }

    /**
     * Sends a message.
     *
     * @param message with its recipient in the {@linkplain Message#normalized normal form}
     */
    public CompletableFuture<SentMessage> send(Message message, DeliveryOptions options, Caller caller) {
        if (options.validate()) {
            refuse(MessageRules.problems(message));
            refuse(hosting.problems(message));
        }
        return inOrder(message, caller, turn -> turn.thenCompose(now -> sendNow(message, options, caller)));
    }

    /**
     * Uploads a file, then sends it by its ID. The message keeps its place in the order of its recipient meanwhile.
     *
     * <p>Should the service no longer have the file of an earlier upload, it refuses the message; then the file is
     * uploaded again and the message sent once more.
     *
     * @param message the message in which the file goes out, with its recipient in the normal form; its content is a
     *     {@link Media} without an ID
     */
    public CompletableFuture<SentFile> send(Upload upload, Message message, DeliveryOptions options, Caller caller) {
        if (options.validate()) {
            refuse(MessageRules.problemsBeforeUpload(message));
        }
        return inOrder(message, caller, turn -> find(upload, options, caller)
                .thenCompose(found -> turn.thenCompose(now -> send(found, upload, message, options, caller))));
    }

    private CompletableFuture<SentFile> send(
            MediaIds.Found found, Upload upload, Message message, DeliveryOptions options, Caller caller) {
        CompletableFuture<SentFile> sent = send(found.media(), message, options, caller);
        return found.reused()
                ? sent.exceptionallyCompose(failure -> {
                    if (!MediaIds.isGone(failure)) {
                        return sent;
                    }
                    options.ids().orElseThrow().forget(found.media().id());
                    return find(upload, options.withoutCheck(), caller)
                            .thenCompose(again -> send(again.media(), message, options, caller));
                })
                : sent;
    }

    private CompletableFuture<SentFile> send(
            UploadedMedia media, Message message, DeliveryOptions options, Caller caller) {
        Message withId = message.withContent(((Media) message.content()).withId(media.id()));
        return sendNow(withId, options, caller).thenApply(sent -> new SentFile(media, sent));
    }

    private CompletableFuture<SentMessage> sendNow(Message message, DeliveryOptions options, Caller caller) {
        AtomicBoolean counted = new AtomicBoolean(); // what is sent again is counted for its recipient already
        Function<QueuedCall, Optional<Runnable>> turns =
                call -> account.rates().message(options.rate(), counted.getAndSet(true) ? "" : message.to(), call);
        Supplier<CompletableFuture<SentMessage>> sending =
                () -> attempts(RetryRule.Call.MESSAGE, options.retries(), caller, turns, () -> api.send(message));
        return options.confirm().isPresent()
                ? confirmations.await(message, options.confirm().get(), sending)
                : confirmations.note(message, sending);
    }

    private CompletableFuture<MediaIds.Found> find(Upload upload, DeliveryOptions options, Caller caller) {
        if (options.validate()) {
            try {
                refuse(upload.problems());
                refuse(hosting.problems(upload));
            } catch (IOException e) {
                throw NotSentException.localFile("The file cannot be read", e);
            }
        }
        RetryRule.Call kind = upload.file().isOneShot() ? RetryRule.Call.ONE_SHOT_UPLOAD : RetryRule.Call.REPEATABLE;
        Supplier<CompletableFuture<UploadedMedia>> uploading = () -> attempts(
                kind,
                options.retries(),
                caller,
                call -> account.rates().upload(options.rate(), call),
                () -> api.upload(upload));
        return options.ids().isPresent()
                ? options.ids().get().get(upload, uploading)
                : uploading.get().thenApply(media -> new MediaIds.Found(media, false));
    }

    /**
     * Gives a message its place among those to the same recipient. A caller that keeps its thread has its order by that, so
     * its messages do not wait for those of other threads.
     */
    private <T> CompletableFuture<T> inOrder(
            Message message, Caller caller, Function<CompletableFuture<Void>, CompletableFuture<T>> sending) {
        if (caller.keepsThread() || message.to().isEmpty()) {
            return sending.apply(NOW);
        }
        RecipientOrder.Place place = account.order().enter(message.to());
        Future<?> expiry = caller.expiresAt() == null || place.turn().isDone()
                ? null
                : account.after(
                        caller.nanosLeft(), () -> place.turn().completeExceptionally(NotSentException.expired(null)));
        CompletableFuture<T> result = new CompletableFuture<>();
        begin(() -> sending.apply(place.turn())).whenComplete((sent, failure) -> {
            place.leave(); // before whoever waits for the result goes on
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

    private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T> CompletableFuture<T> attempts(
            RetryRule.Call kind,
            RetryRule rule,
            Caller caller,
            Function<QueuedCall, Optional<Runnable>> turns,
            Supplier<T> action) {
        return new Attempts<>(account, kind, rule, caller, turns, action).start();
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidMessageException(problems);
        }
    }

    /**
     * A file that was uploaded and sent.
     *
     * @param media what was uploaded
     * @param message what was sent
     */
    public record SentFile(UploadedMedia media, SentMessage message) {}
}
