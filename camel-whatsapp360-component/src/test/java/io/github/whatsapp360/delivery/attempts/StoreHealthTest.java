package io.github.whatsapp360.delivery.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.whatsapp360.listener.StoreListener;
import java.util.ArrayList;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The health of a store, and the lines of the log about it. */
class StoreHealthTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(StoreHealth.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private long now = 1;
    private final StoreHealth health =
            new StoreHealth(StoreListener.Store.MESSAGES, new ArrayList<>(), StoreListener.NONE, () -> now);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void aFailureAndTheRecoveryAreOneLineEach() {
        for (int times = 0; times < 1_000; times++) {
            health.failed("be read", new CompletionException(new IllegalStateException("no route to the database")));
        }
        assertThat(health.isFailing()).isTrue();
        health.worked();
        health.worked();
        assertThat(health.isFailing()).isFalse();
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "The message repository (ArrayList) could not be read: IllegalStateException: no route to the "
                                + "database. Check it; until it works, messages end as not sent, and webhooks are "
                                + "answered with 500, so that 360dialog delivers them again",
                        "The message repository (ArrayList) works again");
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO);
    }

    @Test
    void aStoreThatFailsEverySecondTimeIsNoFlood() {
        for (int times = 0; times < 10_000; times++) {
            health.failed("be read", new IllegalStateException("away"));
            health.worked();
        }
        assertThat(lines.list).hasSize(2);
        now += TimeUnit.MINUTES.toNanos(1);
        health.failed("be read", new IllegalStateException("away"));
        assertThat(lines.list).hasSize(3).last().satisfies(line -> assertThat(line.getFormattedMessage())
                .endsWith("(and 9999 more since the last such line)"));
    }

    @Test
    void theLastFailureStaysWithoutItsText() {
        assertThat(health.last()).isEmpty();
        health.failed("be read", new IllegalStateException("4915112345678"));
        health.worked();
        assertThat(health.last()).get().satisfies(failure -> {
            assertThat(failure.type()).isEqualTo("IllegalStateException");
            assertThat(failure.toString()).doesNotContain("4915112345678");
        });
        assertThat(lines.list).noneMatch(line -> line.getFormattedMessage().contains("4915112345678"));
    }
}
