package io.github.whatsapp360.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Quarkus application with the extension and its properties sends a file. */
class ExtensionTest {

    private static final Whatsapp360Emulator EMULATOR = Whatsapp360Emulator.start();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("camel.component.whatsapp360.base-url", EMULATOR.baseUrl())
            .overrideConfigKey("camel.component.whatsapp360.api-key", EMULATOR.apiKey());

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate template;

    @AfterAll
    static void close() {
        EMULATOR.close();
    }

    @Test
    void aFileIsSent() {
        Path invoice = Path.of(System.getProperty("samples.dir"), "good", "invoice.pdf");
        String id = template.requestBody("whatsapp360:media", invoice, String.class);
        assertThat(id).matches("[0-9]+");
        assertThat(context.hasComponent("whatsapp360")).isNotNull();
    }
}
