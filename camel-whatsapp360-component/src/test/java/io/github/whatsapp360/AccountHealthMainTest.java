package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The account's health check in camel-main, with the properties of the guide. */
class AccountHealthMainTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = Whatsapp360EmulatorExtension.of(builder -> builder);

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void anApplicationIsNotReadyBeforeTheFirstAnswer() throws Exception {
        try (FaultRelay relay = SERVICE.emulator().relay().always(new Fault.Silent())) {
            start(relay.baseUrl(), "camel.health.exposure-level", "full");
            assertThat(isReady()).isFalse();
            assertThat(isAlive()).isTrue();
            await().until(() -> relay.requests() == 1);
        }
    }

    @Test
    void aNumberThatCanSendIsReady() throws Exception {
        start(SERVICE.emulator().baseUrl(), "camel.health.exposure-level", "full");
        await().until(this::isReady);
        assertThat(SERVICE.emulator().requests()).hasSize(1);
    }

    @Test
    void anApplicationCanBeReadyBeforeTheFirstAnswer() throws Exception {
        SERVICE.emulator().health("BLOCKED");
        try (FaultRelay relay = SERVICE.emulator().relay().always(Fault.Status.bare(429))) {
            start(relay.baseUrl(), "camel.health.initial-state", "UP");
            assertThat(isReady()).isTrue();
            await().until(() -> relay.requests() == 1);
            assertThat(isReady()).isTrue();
        }
    }

    @Test
    void anExcludedCheckAsksNothing() throws Exception {
        start(SERVICE.emulator().baseUrl(), "camel.health.exclude-pattern", "whatsapp360-account-*");
        assertThat(isReady()).isTrue();
        assertThat(SERVICE.emulator().requests()).isEmpty();
    }

    private void start(String baseUrl, String property, String value) {
        main.addInitialProperty(property, value);
        main.addInitialProperty(
                "camel.component.whatsapp360.api-key", SERVICE.emulator().apiKey());
        main.addInitialProperty("camel.component.whatsapp360.base-url", baseUrl);
        main.addInitialProperty("camel.component.whatsapp360.account-health-check", "true");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to("whatsapp360:send?to=4915112345678");
            }
        });
        main.start();
    }

    private boolean isReady() {
        return HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(main.getCamelContext()), true);
    }

    private boolean isAlive() {
        return HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeLiveness(main.getCamelContext()), false);
    }
}
