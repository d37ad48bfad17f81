package io.github.whatsapp360.quarkus.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The extension's own settings. The component's settings are {@code camel.component.whatsapp360.*}. */
@ConfigMapping(prefix = "quarkus.camel.whatsapp360")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface Whatsapp360BuildTimeConfig {

    /** The emulator for development and tests. */
    DevServices devservices();

    /** Settings of the emulator. */
    interface DevServices {

        /**
         * An emulator of 360dialog runs with the application in dev and test mode, unless the component has an API key
         * or an address.
         */
        @WithDefault("true")
        boolean enabled();

        /** The port of the emulator in dev mode; 0 selects a free port. In tests, the port is always free. */
        @WithDefault("0")
        int port();
    }
}
