package io.github.whatsapp360.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A Spring Boot application with nothing but the starter and its properties sends a file. */
@SpringBootTest(classes = StarterTest.Application.class, properties = "camel.component.whatsapp360.max-retries=1")
class StarterTest {

    private static final Whatsapp360Emulator EMULATOR = Whatsapp360Emulator.start();

    @TempDir
    static Path inbox;

    @Autowired
    private CamelContext context;

    @SpringBootApplication
    static class Application {
        @Bean
        RouteBuilder route() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:{{inbox}}?move=.sent&moveFailed=.failed").to("whatsapp360:send");
                }
            };
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("camel.component.whatsapp360.base-url", EMULATOR::baseUrl);
        registry.add("camel.component.whatsapp360.apiKey", EMULATOR::apiKey);
        registry.add("camel.component.whatsapp360.to", () -> "4915112345678");
        registry.add("inbox", () -> inbox.toString());
    }

    @AfterAll
    static void close() {
        EMULATOR.close();
    }

    @Test
    void aDroppedFileArrives() throws Exception {
        Files.copy(Path.of(System.getProperty("samples.dir"), "good", "invoice.pdf"), inbox.resolve("invoice.pdf"));
        assertThat(EMULATOR.chat("4915112345678").awaitDocument("invoice.pdf").mimeType())
                .isEqualTo("application/pdf");
        assertThat(context.getComponent("whatsapp360", Whatsapp360Component.class)
                        .getConfiguration()
                        .getMaxRetries())
                .isEqualTo(1);
    }

    @Test
    void anUnknownPropertyIsNamed() {
        assertThatThrownBy(() -> SpringApplication.run(
                        Application.class, "--camel.component.whatsapp360.api-kee=x", "--inbox=" + inbox))
                .hasStackTraceContaining("apiKee");
    }
}
