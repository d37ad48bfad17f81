package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.main.Main;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The developer console and the MBean in camel-main, with the properties of the guide. */
class LookingInMainTest {

    private static final String TO = "4915112345678";

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = Whatsapp360EmulatorExtension.of(builder -> builder);

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void theConsoleIsFoundAndShowsWhatAnOperatorPausesInJmx() throws Exception {
        main.addInitialProperty("camel.main.dev-console-enabled", "true");
        main.addInitialProperty("camel.main.jmx-enabled", "true");
        main.addInitialProperty(
                "camel.component.whatsapp360.api-key", SERVICE.emulator().apiKey());
        main.addInitialProperty(
                "camel.component.whatsapp360.base-url", SERVICE.emulator().baseUrl());
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to("whatsapp360:send?to=" + TO);
            }
        });
        main.start();
        ComponentBean bean = new ComponentBean(main.getCamelContext());
        String account = (String) account().get("account");
        assertThat(bean.invoke("pauseAccount", account)).isEqualTo(true);
        try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
            var sent = template.asyncRequestBody("direct:send", "hello");
            await().until(() -> ((JsonObject) account().get("messages")).getInteger("waiting") == 1);
            assertThat(bean.number("WaitingMessages")).isEqualTo(1);
            assertThat(SERVICE.emulator().chat(TO).messages()).isEmpty();

            assertThat(bean.invoke("resumeAccount", account)).isEqualTo(true);
            sent.get();
            assertThat(SERVICE.emulator().chat(TO).messages()).hasSize(1);
        }
        assertThat(((JsonObject) account().get("messages")).getInteger("waiting"))
                .isZero();
    }

    private JsonObject account() {
        DevConsole console = DevConsoleRegistry.get(main.getCamelContext())
                .getConsole("whatsapp360")
                .orElseThrow();
        JsonObject report = (JsonObject) console.call(DevConsole.MediaType.JSON, Map.of());
        JsonObject component = (JsonObject) ((JsonArray) report.get("components")).get(0);
        return (JsonObject) ((JsonArray) component.get("accounts")).get(0);
    }
}
