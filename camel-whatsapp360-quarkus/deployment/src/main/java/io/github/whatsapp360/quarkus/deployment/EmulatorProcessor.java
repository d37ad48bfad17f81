package io.github.whatsapp360.quarkus.deployment;

import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.List;
import java.util.Map;

/** Starts the emulator in dev and test mode, unless the component has an API key or an address. */
class EmulatorProcessor {

    private static final String OPTION = "camel.component.whatsapp360.";

    @BuildStep(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
    void emulator(Whatsapp360BuildTimeConfig config, BuildProducer<DevServicesResultBuildItem> services) {
        int port = config.devservices().port();
        if (config.devservices().enabled() && !isConfigured()) {
            services.produce(DevServicesResultBuildItem.<EmulatorService>owned()
                    .feature(Whatsapp360Processor.FEATURE)
                    .serviceConfig(port)
                    .startable(() -> new EmulatorService(port))
                    .configProvider(Map.of(
                            OPTION + "base-url",
                            EmulatorService::getConnectionInfo,
                            OPTION + "api-key",
                            EmulatorService::apiKey))
                    .build());
        }
    }

    private static boolean isConfigured() {
        return ConfigUtils.isAnyPropertyPresent(
                List.of(OPTION + "base-url", OPTION + "baseUrl", OPTION + "api-key", OPTION + "apiKey"));
    }
}
