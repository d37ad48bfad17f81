package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The health check of a producer: its state and its reason. */
@Tag(EmulatorTest.BOTH_WAYS)
class HealthTest extends EmulatorTest {

    private FaultRelay relay;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(context);
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true); // as camel.health.producers-enabled does
        registry.register(producers);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        relay = emulator().relay();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to("whatsapp360:send?maxRetries=0&baseUrl=" + relay.baseUrl());
            }
        };
    }

    @AfterEach
    void disconnect() {
        relay.close();
    }

    @Test
    void aWrongKeyIsToldAtOnceAndForgottenWithTheNextSuccess() {
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.UP);
        relay.next(Fault.Status.gateway(401, "Invalid api key"));

        send("direct:send", "hello");

        assertThat(ready().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(ready().getMessage().orElseThrow())
                .contains("401")
                .contains("Account " + account() + ": ")
                .doesNotContain(emulator().apiKey());
        assertThat(ready().getDetails())
                .containsEntry("account", account())
                .containsEntry("hosting", "CLOUD")
                .containsEntry("waiting", 0)
                .containsEntry("paused", "no")
                .containsEntry("failure", "http_401");
        assertThat(send("direct:send", "hello").getException()).isNull();
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void threeCallsInARowWithoutAnAnswerAreAState() {
        relay.always(new Fault.Refuse());
        for (int call = 1; call <= 3; call++) {
            assertThat(ready().getState()).isEqualTo(HealthCheck.State.UP);
            send("direct:send", "hello");
        }
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(ready().getMessage().orElseThrow()).contains("No connection");
    }

    @ParameterizedTest
    @CsvSource({"400, 131009, UP", "400, 131047, UP", "429, 130429, UP", "400, 131042, DOWN", "403, 368, DOWN"})
    void aRefusalOfOneMessageIsNoneOfTheNumber(int status, int code, HealthCheck.State state) {
        relay.next(Fault.Status.meta(status, code, "no"));
        send("direct:send", "hello");
        assertThat(ready().getState()).isEqualTo(state);
    }

    @Test
    void whatIsRefusedBeforeTheNetworkSaysNothing() {
        for (int call = 1; call <= 4; call++) {
            send("direct:send", "hello", Map.of(Whatsapp360Constants.TO, "nobody"));
        }
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void theCheckGoesWithItsProducer() throws Exception {
        assertThat(checks()).isEqualTo(1);
        context.getRouteController().stopRoute(context.getRoutes().get(0).getId());
        context.removeRoute(context.getRoutes().get(0).getId());
        assertThat(checks()).isZero();
    }

    @Test
    void aDisabledCheckSaysSo() {
        HealthCheck check = ready().getCheck();
        check.setEnabled(false);
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
        assertThat(ready().getDetails()).containsEntry(HealthCheck.CHECK_ENABLED, false);
        check.setEnabled(true);
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void anExcludedCheckIsNotAsked() throws Exception {
        HealthCheckHelper.getHealthCheckRegistry(context).setExcludePattern("whatsapp360-*");
        assertThat(HealthCheckHelper.invokeReadiness(context, "full"))
                .extracting(result -> result.getCheck().getId())
                .noneMatch(id -> id.contains("whatsapp360"));
        context.getEndpoint("whatsapp360:media").createProducer().start();
        assertThat(checks()).isEqualTo(1);
    }

    /** A disabled check would be "unknown", which makes the application not ready with exposureLevel=full. */
    @Test
    void theOptionOfTheComponentLeavesTheCheckOut() throws Exception {
        Whatsapp360Component silent = new Whatsapp360Component();
        configure(silent.getConfiguration());
        silent.setHealthCheckProducerEnabled(false);
        context.addComponent("silent", silent);
        context.getEndpoint("silent:send").createProducer().start();
        assertThat(checks()).isEqualTo(1);
        assertThat(HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(context, "full"), true))
                .isTrue();
    }

    private String account() {
        return ((Whatsapp360Endpoint) context.getEndpoint("whatsapp360:send?maxRetries=0&baseUrl=" + relay.baseUrl()))
                .getConfiguration()
                .account()
                .shortId();
    }

    private long checks() {
        return HealthCheckHelper.getHealthCheckRepository(context, "producers").stream()
                .count();
    }

    private HealthCheck.Result ready() {
        return HealthCheckHelper.invokeReadiness(context).stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:whatsapp360-"))
                .findFirst()
                .orElseThrow();
    }
}
