package io.github.whatsapp360.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.Whatsapp360Configuration;
import io.github.whatsapp360.Whatsapp360Confirmation;
import io.github.whatsapp360.Whatsapp360Operation;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
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
                .hasStackTraceContaining("api-kee");
    }

    /** The conditions of all of Camel's starters. */
    @Test
    void itCanBeSwitchedOff() {
        ApplicationContextRunner application = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        CamelAutoConfiguration.class, Whatsapp360ComponentAutoConfiguration.class))
                .withPropertyValues("camel.component.whatsapp360.webhook-path=/given");
        application.run(run -> assertThat(pathOf(run)).isEqualTo("/given"));
        for (String off : List.of(
                "camel.component.enabled=false",
                "camel.component.whatsapp360.enabled=false",
                "camel.component.customizer.enabled=false",
                "camel.component.whatsapp360.customizer.enabled=false")) {
            application
                    .withPropertyValues(off)
                    .run(run -> assertThat(pathOf(run)).as(off).isEqualTo("/whatsapp360"));
        }
        application
                .withPropertyValues("camel.component.enabled=false", "camel.component.whatsapp360.enabled=true")
                .run(run -> assertThat(pathOf(run)).isEqualTo("/given"));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(Whatsapp360ComponentAutoConfiguration.class))
                .run(run -> assertThat(run)
                        .hasNotFailed()
                        .doesNotHaveBean(Whatsapp360ComponentAutoConfiguration.class)); // no Camel
    }

    private static String pathOf(AssertableApplicationContext run) {
        return options(run).getWebhookPath();
    }

    private static Whatsapp360Configuration options(AssertableApplicationContext run) {
        return run.getBean(CamelContext.class)
                .getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration();
    }

    @Test
    void durationsEnumsAndBeansCanBeGiven() {
        IdempotentRepository repository = MemoryIdempotentRepository.memoryIdempotentRepository();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        CamelAutoConfiguration.class, Whatsapp360ComponentAutoConfiguration.class))
                .withBean("mine", IdempotentRepository.class, () -> repository)
                .withPropertyValues(
                        "camel.component.whatsapp360.confirm-timeout=5m",
                        "camel.component.whatsapp360.retry-delay=20",
                        "camel.component.whatsapp360.confirm=delivered",
                        "camel.component.whatsapp360.operation=markRead",
                        "camel.component.whatsapp360.idempotentRepository=#bean:mine",
                        "camel.component.whatsapp360.to={{recipient}}",
                        "recipient=4915112345678")
                .run(run -> {
                    assertThat(options(run).getConfirmTimeout()).isEqualTo(300_000);
                    assertThat(options(run).getRetryDelay()).isEqualTo(20);
                    assertThat(options(run).getConfirm()).isEqualTo(Whatsapp360Confirmation.DELIVERED);
                    assertThat(options(run).getOperation()).isEqualTo(Whatsapp360Operation.MARK_READ);
                    assertThat(options(run).getIdempotentRepository()).isSameAs(repository);
                    assertThat(options(run).getTo()).isEqualTo("4915112345678");
                });
    }
}
