package io.github.whatsapp360.springboot;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts the emulator of an application, and makes it a bean. It is loaded only if the emulator's jar is there. */
final class LocalEmulator {

    private static final Logger LOG = LoggerFactory.getLogger(LocalEmulator.class);
    private static final String PORT = EmulatorInitializer.OPTION + "emulator.port";

    private LocalEmulator() {}

    static void start(ConfigurableApplicationContext application) {
        ConfigurableEnvironment environment = application.getEnvironment();
        EmulatedHosting hosting = environment.getProperty(
                EmulatorInitializer.OPTION + "hosting", EmulatedHosting.class, EmulatedHosting.CLOUD);
        int port = environment.getProperty(PORT, Integer.class, 0);
        boolean kept = Devtools.areActive();
        Whatsapp360Emulator emulator =
                kept ? Devtools.kept(hosting + " " + port, () -> start(hosting, port)) : start(hosting, port);

        ConfigurableListableBeanFactory beans = application.getBeanFactory();
        beans.registerSingleton(EmulatorInitializer.BEAN, emulator);
        if (!kept && beans instanceof DefaultSingletonBeanRegistry singletons) {
            singletons.registerDisposableBean(EmulatorInitializer.BEAN, emulator::close);
        }
        if (!EmulatorInitializer.isUnconfigured(environment) && !EmulatorPropertySource.isTest(environment)) {
            LOG.warn(
                    "{}emulator.enabled is true, so the application uses the emulator instead of its own API key and"
                            + " base URL. No customer gets its messages",
                    EmulatorInitializer.OPTION);
        }
        EmulatorPropertySource.add(environment, emulator);
        LOG.info("Messages go to an emulator of 360dialog. The chats are at {}", emulator.chatPage());
    }

    private static Whatsapp360Emulator start(EmulatedHosting hosting, int port) {
        try {
            return Whatsapp360Emulator.builder().hosting(hosting).port(port).start();
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(PORT + "=" + port + ": " + e.getMessage(), e);
        }
    }
}
