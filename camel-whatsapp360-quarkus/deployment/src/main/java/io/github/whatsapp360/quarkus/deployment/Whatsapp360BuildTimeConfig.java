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
         * Starts an emulator of 360dialog with the application in dev and test mode. It does not start if the component
         * has an API key or an address.
         */
        @WithDefault("true")
        boolean enabled();

        /** The emulator's port; 0 for a free port. */
        @WithDefault("0")
        int port();
    }
}
