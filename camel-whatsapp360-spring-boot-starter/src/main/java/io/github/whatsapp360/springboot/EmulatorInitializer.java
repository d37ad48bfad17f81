package io.github.whatsapp360.springboot;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Starts an emulator of 360dialog before the application's beans, and points the component at it. It does so if
 * {@code camel.component.whatsapp360.emulator.enabled} is true, or if it is not set, devtools are active, and
 * the component has neither an API key nor a base URL. Without the emulator's jar, it does nothing.
 */
final class EmulatorInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The prefix of the component's properties. */
    static final String OPTION = "camel.component.whatsapp360.";

    /** The name of the bean. */
    static final String BEAN = "whatsapp360Emulator";

    private static final String EMULATOR = "io.github.whatsapp360.emulator.Whatsapp360Emulator";

    @Override
    public void initialize(ConfigurableApplicationContext application) {
        ConfigurableEnvironment environment = application.getEnvironment();
        if (environment.getPropertySources().contains(EmulatorPropertySource.NAME)) {
            EmulatorPropertySource.inherit(environment); // the parent context has an emulator
            return;
        }
        Boolean enabled = environment.getProperty(OPTION + "emulator.enabled", Boolean.class);
        boolean present = ClassUtils.isPresent(EMULATOR, application.getClassLoader());
        if (Boolean.TRUE.equals(enabled) && !present) {
            throw new IllegalStateException(OPTION + "emulator.enabled=true needs the dependency "
                    + "io.github.whatsapp360:camel-whatsapp360-emulator");
        }
        if (present && (enabled == null ? isUnconfigured(environment) && Devtools.areActive() : enabled)) {
            LocalEmulator.start(application);
        }
    }

    /** Returns whether the component has neither an API key nor a base URL. */
    static boolean isUnconfigured(Environment environment) {
        return !isGiven(environment, "api-key") && !isGiven(environment, "base-url");
    }

    /**
     * Returns whether an option has a value. A placeholder of a variable that is not set, such as
     * {@code ${D360_API_KEY}}, is none.
     */
    static boolean isGiven(Environment environment, String option) {
        try {
            String value = environment.getProperty(OPTION + option);
            return value != null && !value.isBlank();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
