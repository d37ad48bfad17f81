package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The questions of the account's health check: when it asks, and what it makes of each answer. */
class AccountQuestionsTest extends EmulatorTest {

    private static final Executor HERE = Runnable::run;

    private final AtomicLong now = new AtomicLong();
    private final BrokenMapper mapper = new BrokenMapper();
    private FaultRelay relay;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("mapper", mapper);
        return context;
    }

    @BeforeEach
    void connect() {
        relay = emulator().relay();
    }

    @AfterEach
    void disconnect() {
        relay.close();
    }

    static Stream<Fault> noAnswersAboutTheNumber() {
        return Stream.of(
                Fault.Status.bare(429),
                Fault.Status.meta(400, 80007, "Rate limit issues"),
                Fault.Status.meta(400, 4, "Application request limit reached"),
                Fault.Status.meta(500, 131057, "Account in maintenance mode"),
                Fault.Status.bare(500),
                Fault.Status.bare(503),
                Fault.Status.bare(404),
                new Fault.Refuse(),
                new Fault.CloseAfterRequest(),
                new Fault.LoseAnswer(),
                new Fault.Garbage(),
                new Fault.Garbage("{}"),
                new Fault.NotHttp());
    }

    @ParameterizedTest
    @MethodSource("noAnswersAboutTheNumber")
    void aQuestionWithoutAnAnswerChangesNothing(Fault fault) {
        SenderRegistry.Lease lease = lease(options -> {});
        AccountHealth check = check(HERE, lease);
        assertThat(check.call().getState()).isEqualTo(State.UP);
        assertThat(check.call().getDetails())
                .containsEntry("answeredSecondsAgo", 0L)
                .doesNotContainKey("unanswered");

        relay.always(fault);
        for (int minutes = 1; minutes <= 4; minutes++) {
            later(AccountHealth.INTERVAL);
            HealthCheck.Result kept = check.call();
            assertThat(kept.getState()).isEqualTo(State.UP);
            assertThat(kept.getDetails())
                    .containsEntry("answeredSecondsAgo", minutes * 60L)
                    .containsEntry("canSendMessage", "AVAILABLE")
                    .containsKey("unanswered");
        }
        assertThat(lease.sender().account().health().problem())
                .as("the producers' health")
                .isEmpty();

        relay.clear();
        emulator().health("BLOCKED");
        later(AccountHealth.INTERVAL);
        assertThat(check.call().getState()).isEqualTo(State.DOWN);
        relay.always(fault);
        later(AccountHealth.INTERVAL);
        assertThat(check.call().getState()).isEqualTo(State.DOWN);
    }

    @Test
    void beforeTheFirstAnswerTheStateIsThatOfCamel() {
        relay.always(Fault.Status.bare(503));
        AccountHealth check = check(HERE, lease(options -> {}));
        assertThat(check.call().getState()).isEqualTo(State.DOWN);
        assertThat(check.call().getMessage().orElseThrow()).contains("has not answered yet");
        assertThat(check.call().getDetails()).containsEntry("unanswered", "http_503");
        registry().setInitialState(State.UP);
        assertThat(check.call().getState()).isEqualTo(State.UP);
    }

    @Test
    void aNumberThatCannotSendIsDown() {
        emulator().health("BLOCKED");
        AccountHealth check = check(HERE, lease(options -> {}));
        HealthCheck.Result blocked = check.call();
        assertThat(blocked.getState()).isEqualTo(State.DOWN);
        assertThat(blocked.getMessage().orElseThrow()).contains("cannot send messages (BLOCKED)", "Make it available");
        emulator().health("LIMITED");
        later(AccountHealth.INTERVAL);
        assertThat(check.call().getState()).isEqualTo(State.UP);
        assertThat(check.call().getDetails()).containsEntry("canSendMessage", "LIMITED");
    }

    @ParameterizedTest
    @MethodSource("refusalsOfTheNumber")
    void aNumberThatIsRefusedIsDownAndIsNotAskedMoreOften(Fault.Status refusal, String code) {
        relay.always(refusal);
        AccountHealth check = check(HERE, lease(options -> {}));
        for (int probes = 0; probes < 3; probes++) {
            HealthCheck.Result refused = check.call();
            assertThat(refused.getState()).isEqualTo(State.DOWN);
            assertThat(refused.getMessage().orElseThrow())
                    .contains("refused")
                    .doesNotContain(emulator().apiKey());
            assertThat(refused.getDetails()).containsEntry("failure", code);
            later(AccountHealth.INTERVAL.dividedBy(3).minusNanos(1));
        }
        assertThat(relay.requests()).isEqualTo(1);
        relay.clear();
        later(AccountHealth.INTERVAL);
        assertThat(check.call().getState()).isEqualTo(State.UP);
    }

    static Stream<Arguments> refusalsOfTheNumber() {
        return Stream.of(
                Arguments.of(Fault.Status.gateway(401, "Invalid api key"), "http_401"),
                Arguments.of(Fault.Status.gateway(403, "Forbidden"), "http_403"),
                Arguments.of(Fault.Status.meta(403, 368, "Blocked"), "368"));
    }

    @Test
    void theServiceMayAskToWait() {
        AccountHealth check = check(HERE, lease(options -> {}));
        relay.always(Fault.Status.bare(429).retryAfter("300"));
        later(AccountHealth.INTERVAL);
        check.call();
        assertThat(relay.requests()).isEqualTo(2);
        relay.clear().always(Fault.Status.bare(429).retryAfter("99999999"));
        later(Duration.ofSeconds(299));
        check.call();
        assertThat(relay.requests()).isEqualTo(2);
        later(Duration.ofSeconds(1));
        check.call();
        assertThat(relay.requests()).isEqualTo(3);
        later(AccountHealth.LONGEST_WAIT);
        check.call();
        assertThat(relay.requests()).isEqualTo(4);
    }

    @Test
    void whatNobodyExpectsDoesNotLeaveTheCheck() {
        AccountHealth check = check(HERE, lease(options -> {}));
        mapper.broken = true;
        later(AccountHealth.INTERVAL);
        HealthCheck.Result kept = check.call();
        assertThat(kept.getState()).isEqualTo(State.UP);
        assertThat(kept.getDetails()).containsKey("unanswered");
        mapper.broken = false;
        later(AccountHealth.INTERVAL);
        assertThat(check.call().getDetails()).doesNotContainKey("unanswered");

        AccountHealth stopped = check(
                task -> {
                    throw new RejectedExecutionException();
                },
                lease(options -> {}));
        assertThat(stopped.call().getState()).isEqualTo(State.DOWN);
    }

    @Test
    void aRouteThatIsStoppedMeanwhileChangesNothing() {
        SenderRegistry.Lease first = lease(options -> {});
        SenderRegistry.Lease second = lease(options -> options.setConnectTimeout(4_000));
        AccountHealth check = check(ForkJoinPool.commonPool(), first, second);
        await().until(() -> check.call().getState() == State.UP);

        relay.always(new Fault.Silent());
        later(AccountHealth.INTERVAL);
        check.call();
        await().until(() -> relay.requests() == 2);
        assertThat(check.leave(first.sender())).isFalse();
        first.close();
        relay.always(new Fault.Refuse()); // ends the question
        await().until(() -> check.call().getDetails().containsKey("unanswered"));
        assertThat(check.call().getState()).isEqualTo(State.UP);

        relay.clear();
        later(AccountHealth.INTERVAL);
        await().until(() -> !check.call().getDetails().containsKey("unanswered"));
        second.close();
        later(AccountHealth.INTERVAL);
        await().until(() -> check.call().getDetails().containsValue("not_sent_stopped"));
        assertThat(check.call().getState()).isEqualTo(State.UP);
        assertThat(check.leave(second.sender())).isTrue();
        later(AccountHealth.INTERVAL);
        assertThat(check.call().getState()).isEqualTo(State.UP);
    }

    private void later(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private HealthCheckRegistry registry() {
        return HealthCheckHelper.getHealthCheckRegistry(context);
    }

    private SenderRegistry senders() {
        return context.getComponent("whatsapp360", Whatsapp360Component.class).senders();
    }

    private SenderRegistry.Lease lease(Consumer<Whatsapp360Configuration> own) {
        Whatsapp360Configuration options = new Whatsapp360Configuration();
        configure(options);
        options.setBaseUrl(relay.baseUrl());
        own.accept(options);
        return senders().lease(options);
    }

    private AccountHealth check(Executor workers, SenderRegistry.Lease... leases) {
        AccountHealth check = new AccountHealth(
                "check", leases[0].sender().account().account(), senders().names(), registry(), workers, now::get);
        List.of(leases).forEach(lease -> check.join(lease.sender()));
        return check;
    }

    /** A mapper of the application with a defect. */
    private static final class BrokenMapper extends ObjectMapper {
        private static final long serialVersionUID = 1L;
        private volatile boolean broken;

        @Override
        public JsonNode readTree(byte[] content) throws IOException {
            if (broken) {
                throw new IllegalStateException("defect");
            }
            return super.readTree(content);
        }
    }
}
