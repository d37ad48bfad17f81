package io.github.whatsapp360.delivery;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.Whatsapp360Api;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.attempts.CallHealth;
import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.delivery.attempts.Verdict;
import io.github.whatsapp360.delivery.confirm.Confirmations;
import io.github.whatsapp360.delivery.rate.RateLimitedQueue;
import io.github.whatsapp360.delivery.rate.RateLimiter;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import io.github.whatsapp360.media.DownloadedMedia;
import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.media.Problem;
import io.github.whatsapp360.media.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.Media;
import io.github.whatsapp360.message.Message;
import io.github.whatsapp360.message.MessageRules;
import io.github.whatsapp360.message.SentMessage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads and sends at the number's pace, with retries where nothing was accepted.
 *
 * <p>An attempt whose turn comes at once runs on the caller's thread. Waiting holds no thread; the attempt itself then
 * runs on one of the workers. A future always completes, at the latest when the sender is closed.
 */
public final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final Whatsapp360Api api;
    private final Hosting hosting;
    private final RateLimiter pace;
    private final Confirmations confirmations;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final CallHealth outcomes = new CallHealth(System::nanoTime);
    private final Set<Attempts<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Sender(
            Whatsapp360Api api,
            Hosting hosting,
            RateLimiter pace,
            Confirmations confirmations,
            ScheduledExecutorService timer,
            Executor workers) {
        this.api = api;
        this.hosting = hosting;
        this.pace = pace;
        this.confirmations = confirmations;
        this.timer = timer;
        this.workers = workers;
    }

    /** Uploads a file, which has been checked before. */
    public CompletableFuture<UploadedMedia> upload(Upload upload, DeliveryOptions terms) {
        return find(upload, terms).thenApply(MediaIds.Found::media);
    }

    private CompletableFuture<MediaIds.Found> find(Upload upload, DeliveryOptions terms) {
        RetryRule.Call call = upload.file().isOneShot() ? RetryRule.Call.ONE_SHOT_UPLOAD : RetryRule.Call.REPEATABLE;
        Supplier<CompletableFuture<UploadedMedia>> uploading = () -> new Attempts<>(
                        call, terms.retries(), turn -> pace.upload(terms.rate(), turn), () -> api.upload(upload))
                .start();
        return terms.ids().isPresent()
                ? terms.ids().get().get(upload, uploading)
                : uploading.get().thenApply(media -> new MediaIds.Found(media, false));
    }

    /** Sends a message, to its recipient in the one form that all of us know them by. */
    public CompletableFuture<SentMessage> send(Message written, DeliveryOptions terms) {
        Message message = written.normalized();
        if (terms.validate()) {
            refuse(MessageRules.problems(message));
            refuse(hosting.problems(message));
        }
        AtomicBoolean placed = new AtomicBoolean(); // what is sent again has its recipient's place already
        Consumer<RateLimitedQueue.Turn> queue =
                turn -> pace.message(terms.rate(), placed.getAndSet(true) ? "" : message.to(), turn);
        Supplier<CompletableFuture<SentMessage>> sending =
                () -> new Attempts<>(RetryRule.Call.MESSAGE, terms.retries(), queue, () -> api.send(message)).start();
        return terms.confirm().isPresent()
                ? confirmations.await(message, terms.confirm().get(), sending)
                : confirmations.note(message, sending);
    }

    /**
     * Uploads a file, which has been checked before, then sends it by its ID.
     *
     * <p>Should the service no longer have the file of an earlier upload, it refuses the message; then the file is
     * uploaded again and the message sent once more.
     *
     * @param message what to send; the ID of its {@link Media} content is not there yet
     */
    public CompletableFuture<SentFile> send(Upload upload, Message message, DeliveryOptions terms) {
        if (terms.validate()) {
            // a wrong recipient or caption is found before the file is uploaded
            refuse(MessageRules.problems(withId(message.normalized(), "not-yet")));
        }
        return find(upload, terms).thenCompose(found -> {
            CompletableFuture<SentFile> sent = send(found.media(), message, terms);
            return found.reused()
                    ? sent.exceptionallyCompose(failure -> {
                        if (!MediaIds.isGone(failure)) {
                            return sent;
                        }
                        terms.ids().orElseThrow().forget(found.media().id());
                        return upload(upload, terms.withoutCheck()).thenCompose(media -> send(media, message, terms));
                    })
                    : sent;
        });
    }

    private CompletableFuture<SentFile> send(UploadedMedia media, Message message, DeliveryOptions terms) {
        return send(withId(message, media.id()), terms.withoutCheck()).thenApply(sent -> new SentFile(media, sent));
    }

    /** Marks a message as read. */
    public CompletableFuture<Void> markRead(String messageId, boolean typing, RetryRule rule) {
        return new Attempts<Void>(RetryRule.Call.REPEATABLE, rule, RateLimiter::now, () -> {
                    api.markRead(messageId, typing);
                    return null;
                })
                .start();
    }

    /** Asks what the service knows of a file. */
    public CompletableFuture<MediaInfo> info(String mediaId, RetryRule rule) {
        return new Attempts<>(RetryRule.Call.LOOKUP, rule, RateLimiter::now, () -> api.info(mediaId)).start();
    }

    /** Downloads a file to this place. */
    public CompletableFuture<DownloadedMedia> download(String mediaId, Path target, RetryRule rule) {
        return new Attempts<>(RetryRule.Call.LOOKUP, rule, RateLimiter::now, () -> api.download(mediaId, target))
                .start();
    }

    /** Deletes a file at the service. */
    public CompletableFuture<Void> delete(String mediaId, RetryRule rule) {
        return new Attempts<Void>(RetryRule.Call.DELETE, rule, RateLimiter::now, () -> {
                    api.delete(mediaId);
                    return null;
                })
                .start();
    }

    /** Tells the service where to report to; see {@link Whatsapp360Api#webhook}. */
    public CompletableFuture<Void> webhook(String name, URI url, Map<String, String> headers, RetryRule rule) {
        return new Attempts<Void>(RetryRule.Call.REPEATABLE, rule, RateLimiter::now, () -> {
                    api.webhook(name, url, headers);
                    return null;
                })
                .start();
    }

    /** What the last calls tell. */
    public CallHealth outcomes() {
        return outcomes;
    }

    /** Ends every wait: what waits for its next attempt ends with its last failure. */
    @Override
    public void close() {
        closed = true;
        waiting.forEach(Attempts::giveUp);
    }

    private static Message withId(Message message, String id) {
        Media media = (Media) message.content();
        return message.withContent(media.withId(id));
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

    /** One call and its repetitions. */
    private final class Attempts<T> implements RateLimitedQueue.Turn {
        private final RetryRule.Call call;
        private final RetryRule rule;
        private final Consumer<RateLimitedQueue.Turn> queue;
        private final Supplier<T> action;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private int failed;
        private volatile Whatsapp360Exception lastFailure;

        /**
         * @param queue where each attempt waits for its turn
         */
        Attempts(RetryRule.Call call, RetryRule rule, Consumer<RateLimitedQueue.Turn> queue, Supplier<T> action) {
            this.call = call;
            this.rule = rule;
            this.queue = queue;
            this.action = action;
        }

        CompletableFuture<T> start() {
            attempt();
            return result;
        }

        private void attempt() {
            try {
                queue.accept(this);
            } catch (NotSentException e) {
                end(e);
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e); // on a worker nobody else would see it
            }
        }

        @Override
        public void go(Runnable answered) {
            try {
                T value = call(answered);
                outcomes.succeeded();
                result.complete(value);
            } catch (Whatsapp360Exception e) {
                outcomes.failed(e);
                lastFailure = e;
                failed++;
                if (!closed && rule.judge(call, failed, e) instanceof Verdict.Again again) {
                    waitFor(again.delay());
                } else {
                    result.completeExceptionally(e);
                }
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }

        private T call(Runnable answered) {
            try {
                if (closed) {
                    throw NotSentException.stopped();
                }
                return action.get();
            } finally {
                answered.run();
            }
        }

        /** What the last attempt failed for says more than that there is no other. */
        @Override
        public void end(NotSentException why) {
            result.completeExceptionally(lastFailure == null ? why : lastFailure);
        }

        private void waitFor(Duration delay) {
            LOG.debug("Attempt {} failed, the next one follows in {}", failed, delay, lastFailure);
            waiting.add(this);
            try {
                timer.schedule(this::resume, delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                giveUp();
            }
            if (closed) {
                giveUp(); // closed since the last look: nobody else would end this wait
            }
        }

        /** Whoever takes the wait out of the set ends it: either the next attempt follows, or the failure is reported. */
        private void resume() {
            if (waiting.remove(this)) {
                try {
                    workers.execute(this::attempt);
                } catch (RejectedExecutionException e) {
                    result.completeExceptionally(lastFailure);
                }
            }
        }

        private void giveUp() {
            if (waiting.remove(this)) {
                result.completeExceptionally(lastFailure);
            }
        }
    }
}
