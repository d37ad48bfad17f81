package io.github.whatsapp360.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The emulator can be switched off. */
class DevServiceDisabledTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideRuntimeConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.camel.whatsapp360.devservices.enabled", "false");

    @Inject
    ProducerTemplate template;

    @Test
    void thereIsNoKey() {
        assertThatThrownBy(() -> template.requestBody("whatsapp360:send?to=4915112345678", "hello"))
                .hasStackTraceContaining("Option apiKey is missing");
    }
}
