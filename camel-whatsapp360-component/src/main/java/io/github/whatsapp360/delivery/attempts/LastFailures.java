package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.Whatsapp360Exception;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Remembers when each kind of failure was last seen: of attempts that were followed by another one, and of calls that
 * ended with a failure.
 */
public final class LastFailures implements DeliveryListener {

    /** The number of codes that are remembered. The service decides which codes there are, so there must be a limit. */
    static final int MAX_CODES = 20;

    private final Supplier<Instant> clock;
    private final Map<String, Instant> byCode = new LinkedHashMap<>();

    public LastFailures() {
        this(Instant::now);
    }

    LastFailures(Supplier<Instant> clock) {
        this.clock = clock;
    }

    @Override
    public void retried(Call call, Whatsapp360Exception reason, Duration delay) {
        note(Failures.code(reason));
    }

    @Override
    public void ended(Call call, Duration took, Optional<Throwable> failure) {
        failure.map(Failures::code).ifPresent(this::note);
    }

    /** Notes that a failure with this code was seen now. */
    public synchronized void note(String code) {
        byCode.remove(code); // so that it becomes the last one
        byCode.put(code, clock.get());
        if (byCode.size() > MAX_CODES) {
            byCode.remove(byCode.keySet().iterator().next());
        }
    }

    /** Returns the times of the last failures by their codes, with the latest first. */
    public synchronized Map<String, Instant> byCode() {
        List<String> codes = new ArrayList<>(byCode.keySet());
        Collections.reverse(codes);
        Map<String, Instant> latestFirst = new LinkedHashMap<>();
        codes.forEach(code -> latestFirst.put(code, byCode.get(code)));
        return latestFirst;
    }
}
