package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.Fault;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The health check of an account: where and for how long it exists, and that a probe never waits for it. */
class AccountHealthTest extends EmulatorTest {

    private static final String WATCHED = "whatsapp360:send?accountHealthCheck=true";

    @Test
    void oneQuestionTellsAllEndpointsOfTheAccount() throws Exception {
        // a question of an earlier test may still be on its way to the other emulator
        try (Whatsapp360Emulator own = Whatsapp360Emulator.builder().unlimited().start()) {
            String at = "accountHealthCheck=true&baseUrl=" + own.baseUrl() + "&apiKey=" + own.apiKey();
            route("one", "whatsapp360:send?" + at);
            route("two", "whatsapp360:account?" + at);
            assertThat(checks(context)).singleElement().satisfies(check -> {
                assertThat(check.isLiveness()).isFalse();
                await().untilAsserted(() -> assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP));
                assertThat(check.call().getDetails())
                        .containsEntry("phoneNumberId", "106540352242922")
                        .containsEntry("canSendMessage", "AVAILABLE")
                        .containsEntry("hosting", "CLOUD");
            });
            assertThat(own.requests()).hasSize(1);

            stop("one");
            assertThat(checks(context)).hasSize(1);
            stop("two");
            assertThat(checks(context)).isEmpty();
        }
    }

    @Test
    void aProbeDoesNotWaitForTheAnswer() throws Exception {
        try (FaultRelay relay = emulator().relay().always(new Fault.Silent())) {
            route("silent", WATCHED + "&baseUrl=" + relay.baseUrl());
            HealthCheck check = checks(context).get(0);
            for (int probes = 0; probes < 3; probes++) {
                HealthCheck.Result unknown = check.call();
                assertThat(unknown.getState()).isEqualTo(HealthCheck.State.DOWN);
                assertThat(unknown.getMessage().orElseThrow()).contains("has not answered yet");
            }
            HealthCheckHelper.getHealthCheckRegistry(context).setInitialState(HealthCheck.State.UP);
            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
            await().until(() -> relay.openConnections() == 1);
            stop("silent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SANDBOX", "ON_PREMISE"})
    void aHostingWithoutTheQuestionIsRefused(String hosting) {
        assertThatThrownBy(() -> context.getEndpoint(WATCHED + "&hosting=" + hosting))
                .hasStackTraceContaining("Option accountHealthCheck works with hosting=CLOUD only");
        assertThat(context.getEndpoint("whatsapp360:events?accountHealthCheck=true&hosting=" + hosting))
                .isNotNull();
    }

    @Test
    void eachComponentAndEachContextHasItsOwn() throws Exception {
        Whatsapp360Component second = new Whatsapp360Component();
        configure(second.getConfiguration());
        context.addComponent("second", second);
        route("one", WATCHED);
        route("two", "second:send?accountHealthCheck=true");
        assertThat(checks(context))
                .extracting(HealthCheck::getId)
                .doesNotHaveDuplicates()
                .hasSize(2);
        CamelContext other = new DefaultCamelContext();
        try {
            configure(other.getComponent("whatsapp360", Whatsapp360Component.class)
                    .getConfiguration());
            other.start();
            route(other, "three", WATCHED);
            assertThat(checks(other)).hasSize(1);

            stop("one");
            assertThat(checks(context)).singleElement().satisfies(check -> {
                assertThat(check.getId()).startsWith("second-account-");
                await().untilAsserted(() -> assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP));
            });
            assertThat(checks(other)).hasSize(1);
        } finally {
            other.stop();
        }
    }

    @Test
    void aDisabledCheckSaysSo() throws Exception {
        route("one", WATCHED);
        HealthCheck check = checks(context).get(0);
        await().untilAsserted(() -> assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP));
        check.setEnabled(false);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
        assertThat(check.call().getDetails()).containsEntry(HealthCheck.CHECK_ENABLED, false);
        check.setEnabled(true);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void anExcludedCheckAsksNothing() throws Exception {
        HealthCheckHelper.getHealthCheckRegistry(context).setExcludePattern("whatsapp360-account-*");
        // a question of an earlier test may still be on its way to the other emulator
        try (Whatsapp360Emulator own = Whatsapp360Emulator.builder().unlimited().start()) {
            route("one", WATCHED + "&baseUrl=" + own.baseUrl() + "&apiKey=" + own.apiKey());
            assertThat(HealthCheckHelper.invokeReadiness(context, "full"))
                    .extracting(result -> result.getCheck().getId())
                    .noneMatch(id -> id.startsWith("whatsapp360-account-"));
            assertThat(send("direct:one", "hello").getException()).isNull();
            assertThat(own.requests()).extracting(request -> request.path()).containsExactly("/messages");
        }
    }

    @Test
    void theCheckIsNoProducer() throws Exception {
        route("one", WATCHED);
        Whatsapp360Component component = context.getComponent("whatsapp360", Whatsapp360Component.class);
        assertThat(component.senders().leases().values()).containsExactly(1);
    }

    @Test
    void aCheckThatCannotBeShownLeavesNothing() throws Exception {
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, new FullRegistry(context));
        assertThatThrownBy(() -> route("one", WATCHED)).hasStackTraceContaining("no room");
        Whatsapp360Component component = context.getComponent("whatsapp360", Whatsapp360Component.class);
        assertThat(component.getAccountsInUse()).isZero();
    }

    /** A registry that takes no check. */
    private static final class FullRegistry extends DefaultHealthCheckRegistry {
        FullRegistry(CamelContext context) {
            super(context);
        }

        @Override
        public boolean register(Object check) {
            if (check instanceof HealthCheck) {
                throw new IllegalStateException("no room");
            }
            return super.register(check);
        }
    }

    private void route(String id, String to) throws Exception {
        route(context, id, to);
    }

    private static void route(CamelContext context, String id, String to) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + id).id(id).to(to);
            }
        });
    }

    private void stop(String id) throws Exception {
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
    }

    private static List<HealthCheck> checks(CamelContext context) {
        return HealthCheckHelper.getHealthCheckRegistry(context).stream()
                .filter(check -> check.getId().contains("-account-"))
                .toList();
    }
}
