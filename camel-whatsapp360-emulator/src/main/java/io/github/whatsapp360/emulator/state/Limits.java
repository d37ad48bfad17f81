package io.github.whatsapp360.emulator.state;

import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.rate.FailureBudget;
import io.github.whatsapp360.emulator.rate.PairBuckets;
import io.github.whatsapp360.emulator.rate.SlidingWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rates that the service allows one key, by the emulator's clock. */
public final class Limits {

    /** Source: Meta, "Throughput": 80 messages a second for each number, unless it is upgraded. */
    public static final int MESSAGES_PER_SECOND = 80;

    /** Source: docs.360dialog.com, "Upload, retrieve or delete media": 25 requests a second for each number. */
    static final int UPLOADS_PER_SECOND = 25;

    /** Source: Meta, "About the platform", pair rate limits: a burst of 45 at most, borrowed from the future. */
    static final int PAIR_BURST = 45;

    /** Source: Meta, "About the platform", pair rate limits: one message every 6 seconds to the same user. */
    static final Duration PAIR_INTERVAL = Duration.ofSeconds(6);

    /** Source: docs.360dialog.com, "Upload, retrieve or delete media": after more than 5 failures within an hour … */
    static final int LOOKUP_FAILURES = 5;

    /** … GET /{media-id} is blocked for an hour. */
    static final Duration LOOKUP_TIME = Duration.ofHours(1);

    private final Clock clock;
    private volatile int messagesPerSecond;
    private final PairBuckets pairs = new PairBuckets(PAIR_BURST, PAIR_INTERVAL);
    private final Map<String, SlidingWindow> messages = new ConcurrentHashMap<>();
    private final Map<String, SlidingWindow> uploads = new ConcurrentHashMap<>();
    private final Map<String, FailureBudget> lookups = new ConcurrentHashMap<>();

    /**
     * @param messagesPerSecond 0 for no limit of any rate
     */
    Limits(Clock clock, int messagesPerSecond) {
        this.clock = clock;
        this.messagesPerSecond = messagesPerSecond;
    }

    /** Returns the throughput; 0 for no limits. */
    int messagesPerSecond() {
        return messagesPerSecond;
    }

    /** Sets the throughput; 0 for no limits. */
    void messagesPerSecond(int rate) {
        if (rate < 0 || rate > 100_000) {
            throw new IllegalArgumentException("messagesPerSecond: from 0 to 100000");
        }
        messagesPerSecond = rate;
        messages.clear();
    }

    /**
     * Counts a message, or refuses it. The message must be valid otherwise: one that is refused for another reason does
     * not count.
     */
    public void requireMessage(String key, String recipient) throws ApiError.Refused {
        int rate = messagesPerSecond;
        if (rate == 0) {
            return;
        }
        SlidingWindow window = messages.computeIfAbsent(key, any -> new SlidingWindow(rate));
        synchronized (window) {
            if (!window.hasPlace(clock.instant())) {
                // Status of both: Meta, "Error codes". 429 was seen too: a client should go by the code.
                throw ApiError.meta(400, 130429, "Rate limit hit", "Cloud API message throughput has been reached.")
                        .refused();
            }
            if (!pairs.tryTake(key + ' ' + recipient, clock.instant())) {
                throw ApiError.meta(
                                400,
                                131056,
                                "(Business Account, Consumer Account) pair rate limit hit",
                                "Message failed to send because there were too many messages sent from this phone"
                                        + " number to the same phone number in a short period of time.")
                        .refused();
            }
            window.tryTake(clock.instant());
        }
    }

    /** The status and the wording are UNCONFIRMED: 360dialog's list of errors says "endpoint rate limit exceeded". */
    public void requireUpload(String key) throws ApiError.Refused {
        if (messagesPerSecond > 0
                && !uploads.computeIfAbsent(key, any -> new SlidingWindow(UPLOADS_PER_SECOND))
                        .tryTake(clock.instant())) {
            throw ApiError.gateway(
                            429,
                            "API endpoint rate limit exceeded: " + UPLOADS_PER_SECOND + " requests every 1 seconds")
                    .refused();
        }
    }

    /** Refuses a blocked lookup. The answer's status and wording are UNCONFIRMED. */
    public void requireLookup(String key) throws ApiError.Refused {
        if (messagesPerSecond > 0 && lookups(key).isBlocked(clock.instant())) {
            throw ApiError.gateway(429, "API endpoint rate limit exceeded: too many failed requests for media")
                    .refused();
        }
    }

    public void lookupFailed(String key) {
        lookups(key).failed(clock.instant());
    }

    private FailureBudget lookups(String key) {
        return lookups.computeIfAbsent(key, any -> new FailureBudget(LOOKUP_FAILURES, LOOKUP_TIME));
    }
}
