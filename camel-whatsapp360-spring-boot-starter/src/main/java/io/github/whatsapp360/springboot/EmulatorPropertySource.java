package io.github.whatsapp360.springboot;

import static io.github.whatsapp360.springboot.EmulatorInitializer.OPTION;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.util.StringUtils;

/**
 * The properties that make the component use an emulator, instead of the application's own ones. Only the properties in
 * {@code @SpringBootTest} and in {@code @DynamicPropertySource} come before them.
 */
final class EmulatorPropertySource extends MapPropertySource {

    static final String NAME = "whatsapp360Emulator";

    /** The name that Spring gives to the properties of a test class. */
    private static final String TEST_PROPERTIES = "Inlined Test Properties";

    /** The address of the application, which is known when its server runs; Camel asks for it after that. */
    private static final String APPLICATION_URL = "whatsapp360.emulator.application-url";

    /** The emulator takes any host, as the service does, but never calls this one. */
    private static final String NO_SERVER = "https://no-web-server.invalid";

    private final Environment environment;

    private EmulatorPropertySource(Environment environment, Map<String, Object> properties) {
        super(NAME, properties);
        this.environment = environment;
    }

    static void add(ConfigurableEnvironment environment, Whatsapp360Emulator emulator) {
        Map<String, Object> properties = new HashMap<>();
        emulator.properties(OPTION.substring(0, OPTION.length() - 1))
                .forEach((name, value) -> properties.put(name.toString(), value));
        properties.put(OPTION + "webhook-auto-register", true);
        properties.put(OPTION + "webhook-external-url", "{{" + APPLICATION_URL + "}}");
        if (!EmulatorInitializer.isGiven(environment, "webhook-verify-token")
                && !EmulatorInitializer.isGiven(environment, "webhook-secret")) {
            properties.put(OPTION + "webhook-verify-token", UUID.randomUUID().toString());
        }
        for (String name : new String[] {"secret-key", "webhook-signature-secret"}) {
            if (environment.containsProperty(OPTION + name)) {
                properties.put(OPTION + name, ""); // the emulator does not sign
            }
        }
        place(environment, properties);
    }

    /** Gives a context the properties that its parent has. Spring inherits them behind the context's own ones. */
    static void inherit(ConfigurableEnvironment environment) {
        MapPropertySource inherited =
                (MapPropertySource) environment.getPropertySources().get(NAME);
        place(environment, inherited.getSource());
    }

    /** Returns whether the properties of a test class are there. */
    static boolean isTest(ConfigurableEnvironment environment) {
        return environment.getPropertySources().contains(TEST_PROPERTIES);
    }

    private static void place(ConfigurableEnvironment environment, Map<String, Object> properties) {
        MutablePropertySources sources = environment.getPropertySources();
        EmulatorPropertySource source = new EmulatorPropertySource(environment, properties);
        if (isTest(environment)) {
            sources.addAfter(TEST_PROPERTIES, source);
        } else {
            sources.addFirst(source);
        }
    }

    @Override
    public Object getProperty(String name) {
        return APPLICATION_URL.equals(name) ? applicationUrl() : super.getProperty(name);
    }

    private String applicationUrl() {
        String port = environment.getProperty("local.server.port");
        return port == null
                ? NO_SERVER
                : "http://" + environment.getProperty("server.address", "127.0.0.1") + ":" + port
                        + path("server.servlet.context-path") + path("spring.mvc.servlet.path");
    }

    private String path(String property) {
        return StringUtils.trimTrailingCharacter(environment.getProperty(property, ""), '/');
    }
}
