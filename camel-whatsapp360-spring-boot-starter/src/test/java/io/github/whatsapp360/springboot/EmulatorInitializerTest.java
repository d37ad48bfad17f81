package io.github.whatsapp360.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application gets an emulator only if it asks for one. The example's {@code DevelopmentTest} is about devtools. */
class EmulatorInitializerTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withInitializer(new EmulatorInitializer())
            .withConfiguration(
                    AutoConfigurations.of(CamelAutoConfiguration.class, Whatsapp360ComponentAutoConfiguration.class));

    @Test
    void noEmulatorStartsByItself() {
        application.run(run -> assertThat(run).hasNotFailed().doesNotHaveBean(Whatsapp360Emulator.class));
        application
                .withPropertyValues("camel.component.whatsapp360.emulator.enabled=false")
                .run(run -> assertThat(run).hasNotFailed().doesNotHaveBean(Whatsapp360Emulator.class));
    }

    @Test
    void itRunsAsLongAsTheApplication() {
        AtomicReference<Whatsapp360Emulator> emulator = new AtomicReference<>();
        application
                .withPropertyValues(
                        "camel.component.whatsapp360.emulator.enabled=true",
                        "camel.component.whatsapp360.emulator.port=0",
                        "camel.component.whatsapp360.hosting=SANDBOX")
                .run(run -> {
                    emulator.set(run.getBean(Whatsapp360Emulator.class));
                    run.getBean(ProducerTemplate.class).requestBody("whatsapp360:send?to=4915112345678", "hello");
                    assertThat(emulator.get().requests())
                            .singleElement()
                            .satisfies(request -> assertThat(request.path()).isEqualTo("/v1/messages"));
                });
        assertThatThrownBy(() -> new Socket("127.0.0.1", emulator.get().port()).close())
                .isInstanceOf(ConnectException.class);
    }

    /** A child context reads its own configuration, which has a real address here. */
    @Test
    void aChildContextUsesTheEmulatorOfItsParent() {
        application
                .withPropertyValues("camel.component.whatsapp360.emulator.enabled=true")
                .run(parent -> {
                    Whatsapp360Emulator emulator = parent.getBean(Whatsapp360Emulator.class);
                    application
                            .withParent(parent)
                            .withPropertyValues(
                                    "camel.component.whatsapp360.api-key=a real key",
                                    "camel.component.whatsapp360.base-url=http://no-such-host.invalid")
                            .run(child -> child.getBean(ProducerTemplate.class)
                                    .requestBody("whatsapp360:send?to=4915112345678", "hello"));
                    assertThat(emulator.messages()).hasSize(1);
                });
    }

    @Test
    void aPortInUseIsNamedWithItsProperty() throws Exception {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "camel.component.whatsapp360.emulator.port=" + used.getLocalPort();
            application
                    .withPropertyValues("camel.component.whatsapp360.emulator.enabled=true", port)
                    .run(run -> assertThat(run).getFailure().hasMessageStartingWith(port + ": Cannot listen"));
        }
    }

    @Test
    void webhooksGoToThePathOfTheServlet() {
        application
                .withPropertyValues(
                        "camel.component.whatsapp360.emulator.enabled=true",
                        "local.server.port=1234",
                        "server.address=127.0.0.2",
                        "server.servlet.context-path=/shop",
                        "spring.mvc.servlet.path=/api/")
                .run(run -> assertThat(run.getEnvironment().getProperty("whatsapp360.emulator.application-url"))
                        .isEqualTo("http://127.0.0.2:1234/shop/api"));
    }

    @Test
    void aMissingJarIsNamed() {
        ApplicationContextRunner without =
                application.withClassLoader(new FilteredClassLoader(Whatsapp360Emulator.class));
        without.withPropertyValues("camel.component.whatsapp360.emulator.enabled=true")
                .run(run -> assertThat(run)
                        .getFailure()
                        .hasMessageContaining("io.github.whatsapp360:camel-whatsapp360-emulator"));
        without.run(run -> assertThat(run).hasNotFailed());
    }
}
