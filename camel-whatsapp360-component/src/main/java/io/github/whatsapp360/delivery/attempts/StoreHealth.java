package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.listener.StoreListener;
import io.github.whatsapp360.listener.StoreListener.Store;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of a store that the application provides, as its last calls show it. It logs a failure at most once a
 * minute, and the first success after a logged failure.
 */
public final class StoreHealth {

    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);

    private final Store kind;
    private final StoreListener listener;
    private final String type;
    private final OnceAMinute warning;
    private volatile Optional<Failure> last = Optional.empty();
    private volatile boolean failing;
    private boolean logged;

    /**
     * A failure of a store. It has no text, because the store may have written anything into it.
     *
     * @param type the simple name of the exception's class
     */
    public record Failure(Instant at, String type) {}

    /**
     * @param store the store, whose class is shown
     * @param listener is told of each failure
     */
    public StoreHealth(Store kind, Object store, StoreListener listener, LongSupplier nanoTime) {
        this.kind = kind;
        this.listener = listener;
        this.type = name(store.getClass());
        this.warning = new OnceAMinute(nanoTime);
    }

    /**
     * Notes that a call has failed.
     *
     * @param what the end of the sentence "the store could not": {@code be read}
     */
    public void failed(String what, Throwable failure) {
        missed();
        unavailable(what, failure);
    }

    /** Notes that a call has failed, which need not mean that the store fails. */
    public void missed() {
        listener.failed(kind);
    }

    /**
     * Notes that the store fails, after calls that were {@linkplain #missed missed}.
     *
     * @param what the end of the sentence "the store could not"
     */
    public void unavailable(String what, Throwable failure) {
        Throwable cause = Failures.unwrapped(failure);
        failing = true;
        last = Optional.of(new Failure(Instant.now(), name(cause.getClass())));
        if (warning.now()) {
            synchronized (this) {
                logged = true;
            }
            LOG.warn(
                    "The {} ({}) could not {}: {}. Check it; {}{}",
                    title(),
                    type,
                    what,
                    LogText.of(cause),
                    effect(),
                    warning.more());
        }
        LOG.debug("The {} could not {}", title(), what, cause);
    }

    /** Notes that a call has succeeded. */
    public void worked() {
        if (failing) {
            failing = false;
            boolean tell;
            synchronized (this) {
                tell = logged;
                logged = false;
            }
            if (tell) {
                LOG.info("The {} ({}) works again", title(), type);
            }
        }
    }

    /** Returns the option that sets the store. */
    public String option() {
        return switch (kind) {
            case MEDIA_IDS -> "mediaIdStore";
            case MESSAGES -> "messageRepository";
            case RATE_LIMIT -> "rateLimitStore";
            case EVENTS -> "idempotentRepository";
        };
    }

    private String title() {
        return switch (kind) {
            case MEDIA_IDS -> "store of media IDs";
            case MESSAGES -> "message repository";
            case RATE_LIMIT -> "store of the shared rate limit";
            case EVENTS -> "idempotent repository";
        };
    }

    private String effect() {
        return switch (kind) {
            case MEDIA_IDS -> "files are uploaded again until it works";
            case MESSAGES ->
                "until it works, messages end as not sent, and webhooks are answered with 500, so that 360dialog "
                        + "delivers them again";
            case RATE_LIMIT ->
                "until it answers, this application sends at its share of the rate (option 'rateLimitFallback')";
            case EVENTS ->
                "until it works, 360dialog is asked to deliver events again, and a route may get an event twice";
        };
    }

    /** Returns the name of the store's class. */
    public String type() {
        return type;
    }

    /** Returns whether the last call failed. */
    public boolean isFailing() {
        return failing;
    }

    /** Returns the last failure, also if the store works again; empty if there was none. */
    public Optional<Failure> last() {
        return last;
    }

    private static String name(Class<?> type) {
        String name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
