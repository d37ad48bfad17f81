package io.github.whatsapp360.delivery.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.event.MessageStatus;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Several listeners that get the same events. */
class DeliveryListenersTest {

    private static final SenderAccount ACCOUNT =
            new SenderAccount(Hosting.CLOUD, URI.create("https://service.test"), "the-key");

    private final Logger logger = (Logger) LoggerFactory.getLogger(DeliveryListeners.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private long now = 1;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    static Stream<Method> events() {
        return Arrays.stream(DeliveryListener.class.getMethods());
    }

    @ParameterizedTest
    @MethodSource("events")
    void eachHearsEveryEventThoughTheFirstOneFails(Method event) throws Exception {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        DeliveryListener all = DeliveryListeners.of(List.of(
                recorder(first, name -> {
                    throw new IllegalStateException(name);
                }),
                recorder(second, name -> name)));
        Object[] arguments = Arrays.stream(event.getParameterTypes())
                .map(DeliveryListenersTest::example)
                .toArray();

        event.invoke(all, arguments);

        assertThat(first).containsExactly(event.getName() + Arrays.toString(arguments));
        assertThat(second).isEqualTo(first);
        assertThat(log.list).hasSize(1).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).contains("deliveries go on");
        });
    }

    @Test
    void aListenerThatFailsIsReportedOnceAMinute() {
        DeliveryListener failing = new DeliveryListener() {
            @Override
            public void queued(Call call) {
                throw new IllegalStateException("broken");
            }
        };
        DeliveryListeners all = new DeliveryListeners(List.of(failing), () -> now);
        Call call = new Call(ACCOUNT, CallKind.MESSAGE);
        for (int times = 0; times < 100; times++) {
            all.queued(call);
        }
        assertThat(log.list).hasSize(1);
        now += TimeUnit.MINUTES.toNanos(1) - 1;
        all.queued(call);
        assertThat(log.list).hasSize(1);
        now++;
        all.queued(call);
        all.queued(call);
        assertThat(log.list).hasSize(2);
    }

    @Test
    void aListenerWithAnIncompatibleLibraryStopsNoDelivery() {
        DeliveryListener incompatible = new DeliveryListener() {
            @Override
            public void queued(Call call) {
                throw new NoSuchMethodError("by the test");
            }
        };
        DeliveryListeners.of(List.of(incompatible)).queued(new Call(ACCOUNT, CallKind.MESSAGE));
        assertThat(log.list).hasSize(1);
    }

    @Test
    void aCallIsItselfAloneAndTellsNoKey() {
        Call call = new Call(ACCOUNT, CallKind.ONE_SHOT_UPLOAD);
        assertThat(call).isNotEqualTo(new Call(ACCOUNT, CallKind.ONE_SHOT_UPLOAD));
        assertThat(call.toString()).doesNotContain("the-key").contains("ONE_SHOT_UPLOAD");
        assertThat(call.kind().operation()).isEqualTo(CallKind.UPLOAD.operation());
    }

    private static DeliveryListener recorder(List<String> heard, UnaryOperator<String> then) {
        return (DeliveryListener) Proxy.newProxyInstance(
                DeliveryListenersTest.class.getClassLoader(),
                new Class<?>[] {DeliveryListener.class},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(heard, arguments);
                    }
                    heard.add(method.getName() + Arrays.toString(arguments));
                    then.apply(method.getName());
                    return null;
                });
    }

    private static Object example(Class<?> type) {
        if (type == int.class) {
            return 2;
        }
        if (type == long.class) {
            return 3L;
        }
        return Stream.of(
                        new Call(ACCOUNT, CallKind.MESSAGE),
                        Duration.ofMillis(80),
                        "wamid.1",
                        Optional.empty(),
                        NotSentException.stopped(),
                        MessageStatus.State.DELIVERED)
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow();
    }
}
