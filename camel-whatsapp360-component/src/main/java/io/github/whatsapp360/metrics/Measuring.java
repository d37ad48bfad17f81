package io.github.whatsapp360.metrics;

import io.github.whatsapp360.delivery.attempts.OnceAMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs measurements. A registry that fails affects nothing that is measured. */
final class Measuring {

    private static final Logger LOG = LoggerFactory.getLogger(Measuring.class);

    private final OnceAMinute warnings = new OnceAMinute(System::nanoTime);

    void run(Runnable measurement) {
        try {
            measurement.run();
        } catch (RuntimeException | Error e) { // a filter of the application, or an incompatible version
            if (warnings.now()) {
                LOG.warn(
                        "The registry of Micrometer failed; messages and webhooks go on, but the metrics may be "
                                + "incomplete. Check its filters and its version{}",
                        warnings.more(),
                        e);
            }
        }
    }
}
