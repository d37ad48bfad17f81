package io.github.whatsapp360;

import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.Admission;
import io.github.whatsapp360.delivery.attempts.DeliveryListener;
import io.github.whatsapp360.listener.FlowListener;
import io.github.whatsapp360.listener.StoreListener;
import io.github.whatsapp360.listener.WebhookListener;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** The listeners of one component. There are none unless the application has a registry of Micrometer. */
class Listeners {

    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    /** Returns the metrics if Micrometer is on the class path and the application has a registry. */
    static Listeners of(CamelContext context) {
        return isMicrometerPresent() ? MicrometerListeners.of(context) : new Listeners();
    }

    /** Returns whether this class's own loader finds Micrometer, because the classes that use it have that loader. */
    private static boolean isMicrometerPresent() {
        try {
            Class.forName(MICROMETER, false, Listeners.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Returns the listeners that are told about deliveries. */
    List<DeliveryListener> deliveries() {
        return List.of();
    }

    /** Returns the listener that is told about webhooks. */
    WebhookListener webhooks() {
        return WebhookListener.NONE;
    }

    /** Returns the listener that is told about requests of flows. */
    FlowListener flows() {
        return FlowListener.NONE;
    }

    /** Returns the listener that is told when a store fails. */
    StoreListener stores() {
        return StoreListener.NONE;
    }

    /**
     * Shows what waits in the component, until the returned task is run.
     *
     * @param accounts returns the states of all accounts
     * @param confirmations returns the number of messages that wait for a status
     */
    Runnable show(Supplier<List<AccountState>> accounts, Admission admission, IntSupplier confirmations) {
        return () -> {};
    }
}
