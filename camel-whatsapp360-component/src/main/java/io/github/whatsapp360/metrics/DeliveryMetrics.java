package io.github.whatsapp360.metrics;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.delivery.attempts.Call;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.delivery.attempts.DeliveryListener;
import io.github.whatsapp360.event.MessageStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Measures deliveries. The meters of calls that succeed at once are looked up once only. */
final class DeliveryMetrics implements DeliveryListener {

    private static final String OPERATIONS = "messaging.client.operation.duration";
    private static final String SENT = "messaging.client.sent.messages";
    private static final String ATTEMPTS = "whatsapp360.attempts";
    private static final String RETRIES = "whatsapp360.retries";
    private static final String WAITS = "whatsapp360.queue.wait";
    private static final String PAUSES = "whatsapp360.queue.pauses";
    private static final String UPLOAD_SIZE = "whatsapp360.upload.size";
    private static final String REUSED = "whatsapp360.media.reused";
    private static final String CONFIRMATIONS = "whatsapp360.confirmations";

    private final MeterRegistry registry;
    private final ServiceErrors errors;
    private final Map<CallKind, Timer> operations = new ConcurrentHashMap<>();
    private final Map<CallKind, Timer> attempts = new ConcurrentHashMap<>();
    private final Map<CallKind, Timer> waits = new ConcurrentHashMap<>();
    private final Counter sent;
    private final Counter reused;
    private final DistributionSummary uploads;

    /** The messages whose last attempt has failed and that have not ended. */
    private final Set<Call> failed = ConcurrentHashMap.newKeySet();

    DeliveryMetrics(MeterRegistry registry, ServiceErrors errors) {
        this.registry = registry;
        this.errors = errors;
        succeeded(CallKind.MESSAGE); // these begin at 0; others begin with the first call of their kind
        answered(CallKind.MESSAGE);
        waited(CallKind.MESSAGE);
        pauses(Tags.MESSAGES, ErrorTags.code(ErrorCode.THROUGHPUT));
        pauses(Tags.UPLOADS, ErrorTags.code(ErrorCode.THROUGHPUT));
        this.sent = sent(ErrorTags.NONE);
        this.reused = Counter.builder(REUSED)
                .description("Files that needed no upload")
                .register(registry);
        this.uploads = DistributionSummary.builder(UPLOAD_SIZE)
                .description("Sizes of the uploaded files")
                .baseUnit("bytes")
                .register(registry);
    }

    @Override
    public void throttled(Call call, Duration waited) {
        waited(call.kind()).record(waited);
    }

    @Override
    public void attempted(Call call, int attempt, Duration took, Optional<Whatsapp360Exception> failure) {
        boolean isMessage = call.kind() == CallKind.MESSAGE;
        if (failure.isEmpty()) {
            answered(call.kind()).record(took);
            if (isMessage) {
                sent.increment();
                settled(call);
            }
            return;
        }
        attempt(call.kind(), ErrorTags.type(failure.get())).record(took);
        if (failure.get() instanceof ApiException refusal) {
            errors.seen(refusal.getCode(), ServiceErrors.Source.ANSWER);
        }
        if (isMessage && isOfTheService(failure.get())) {
            failed.add(call);
        }
    }

    /** Returns whether the attempt went as far as to the service or its connection. */
    private static boolean isOfTheService(Whatsapp360Exception failure) {
        return !(failure instanceof InvalidMessageException)
                && !(failure instanceof NotSentException unsent
                        && unsent.getReason() != NotSentException.Reason.NO_CONNECTION);
    }

    /** Returns whether the last attempt of a message had failed, and forgets that. */
    private boolean settled(Call call) {
        return !failed.isEmpty() && failed.remove(call);
    }

    @Override
    public void paused(Call call, Whatsapp360Exception reason, Duration pause) {
        pauses(call.kind().isUpload() ? Tags.UPLOADS : Tags.MESSAGES, ErrorTags.type(reason))
                .record(pause);
    }

    @Override
    public void retried(Call call, Whatsapp360Exception reason, Duration delay) {
        Counter.builder(RETRIES)
                .description("Attempts that follow a failed one")
                .tag(Tags.OPERATION, call.kind().operation())
                .tag(Tags.ERROR, ErrorTags.type(reason))
                .register(registry)
                .increment();
    }

    @Override
    public void reused(Call call) {
        reused.increment();
    }

    @Override
    public void uploaded(Call call, long bytes) {
        uploads.record(bytes);
    }

    @Override
    public void confirmed(Call call, MessageStatus.State state, Duration took) {
        confirmed(state.name().toLowerCase(Locale.ROOT), took);
    }

    @Override
    public void answered(Call call, Duration took) {
        confirmed("answered", took);
    }

    private void confirmed(String status, Duration took) {
        Durations.timer(CONFIRMATIONS, "Time from the answer to the status that was waited for", Durations.WAIT)
                .tag("status", status)
                .register(registry)
                .record(took);
    }

    @Override
    public void ended(Call call, Duration took, Optional<Throwable> failure) {
        String error = failure.map(ErrorTags::type).orElse(ErrorTags.NONE);
        (failure.isEmpty() ? succeeded(call.kind()) : operation(call.kind(), error)).record(took);
        if (settled(call)) {
            // without a failure, a status has told that the service has the message
            (failure.isEmpty() ? sent : sent(error)).increment();
        }
    }

    private Timer succeeded(CallKind ofKind) {
        return operations.computeIfAbsent(ofKind, kind -> operation(kind, ErrorTags.NONE));
    }

    private Timer answered(CallKind ofKind) {
        return attempts.computeIfAbsent(ofKind, kind -> attempt(kind, ErrorTags.NONE));
    }

    private Timer operation(CallKind kind, String error) {
        return Durations.timer(OPERATIONS, "Time of a call with all waits and attempts", Durations.OPERATION)
                .tag(Tags.SYSTEM, Tags.WHATSAPP)
                .tag(Tags.OPERATION, kind.operation())
                .tag(Tags.ERROR, error)
                .register(registry);
    }

    private Timer attempt(CallKind kind, String error) {
        return Durations.timer(ATTEMPTS, "Time of one attempt, up to the answer or the failure", Durations.CALL)
                .tag(Tags.OPERATION, kind.operation())
                .tag(Tags.ERROR, error)
                .register(registry);
    }

    private Timer waited(CallKind ofKind) {
        return waits.computeIfAbsent(
                ofKind, kind -> Durations.timer(WAITS, "Time for which a call waited for its turn", Durations.WAIT)
                        .tag(Tags.OPERATION, kind.operation())
                        .register(registry));
    }

    private Timer pauses(String queue, String error) {
        return Timer.builder(PAUSES)
                .description("Pauses of a number's queue that the service caused")
                .tag(Tags.QUEUE, queue)
                .tag(Tags.ERROR, error)
                .register(registry);
    }

    private Counter sent(String error) {
        return Counter.builder(SENT)
                .description("Messages that were given to the service")
                .tag(Tags.SYSTEM, Tags.WHATSAPP)
                .tag(Tags.OPERATION, CallKind.MESSAGE.operation())
                .tag(Tags.ERROR, error)
                .register(registry);
    }
}
