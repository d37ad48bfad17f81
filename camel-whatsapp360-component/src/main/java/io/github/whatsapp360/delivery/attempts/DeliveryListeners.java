package io.github.whatsapp360.delivery.attempts;

import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.event.MessageStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each event to several listeners. A listener that fails affects neither the delivery nor the other listeners.
 */
public final class DeliveryListeners implements DeliveryListener {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryListeners.class);

    private final List<DeliveryListener> listeners;
    private final OnceAMinute warnings;

    DeliveryListeners(List<DeliveryListener> listeners, LongSupplier nanoTime) {
        this.listeners = List.copyOf(listeners);
        this.warnings = new OnceAMinute(nanoTime);
    }

    /** Returns one listener that calls all of these, in their order. */
    public static DeliveryListener of(List<DeliveryListener> listeners) {
        return new DeliveryListeners(listeners, System::nanoTime);
    }

    @Override
    public void queued(Call call) {
        tell(listener -> listener.queued(call));
    }

    @Override
    public void throttled(Call call, Duration waited) {
        tell(listener -> listener.throttled(call, waited));
    }

    @Override
    public void attempted(Call call, int attempt, Duration took, Optional<Whatsapp360Exception> failure) {
        tell(listener -> listener.attempted(call, attempt, took, failure));
    }

    @Override
    public void paused(Call call, Whatsapp360Exception reason, Duration pause) {
        tell(listener -> listener.paused(call, reason, pause));
    }

    @Override
    public void retried(Call call, Whatsapp360Exception reason, Duration delay) {
        tell(listener -> listener.retried(call, reason, delay));
    }

    @Override
    public void quotaUsedUp(Call call, Whatsapp360Exception reason) {
        tell(listener -> listener.quotaUsedUp(call, reason));
    }

    @Override
    public void reused(Call call) {
        tell(listener -> listener.reused(call));
    }

    @Override
    public void uploaded(Call call, long bytes) {
        tell(listener -> listener.uploaded(call, bytes));
    }

    @Override
    public void ended(Call call, Duration took, Optional<Throwable> failure) {
        tell(listener -> listener.ended(call, took, failure));
    }

    @Override
    public void accepted(Call call, String messageId) {
        tell(listener -> listener.accepted(call, messageId));
    }

    @Override
    public void answered(Call call, Duration took) {
        tell(listener -> listener.answered(call, took));
    }

    @Override
    public void confirmed(Call call, MessageStatus.State state, Duration took) {
        tell(listener -> listener.confirmed(call, state, took));
    }

    private void tell(Consumer<DeliveryListener> event) {
        for (DeliveryListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error e) { // such as an incompatible library of metrics
                if (warnings.now()) {
                    LOG.warn(
                            "The listener {} failed; deliveries go on, but its data may be incomplete",
                            listener.getClass().getName(),
                            e);
                }
            }
        }
    }
}
