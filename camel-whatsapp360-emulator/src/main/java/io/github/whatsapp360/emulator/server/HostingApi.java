package io.github.whatsapp360.emulator.server;

import io.github.whatsapp360.emulator.onpremise.OnPremiseApi;
import io.github.whatsapp360.emulator.service.Api;
import io.github.whatsapp360.emulator.service.CloudApi;
import io.github.whatsapp360.emulator.service.MediaApi;
import io.github.whatsapp360.emulator.service.SandboxApi;
import io.github.whatsapp360.emulator.state.EmulatorConfig;

/** Makes the API of a hosting. */
public final class HostingApi {

    private HostingApi() {}

    public static Api of(EmulatorConfig config) {
        return switch (config.hosting()) {
            case CLOUD ->
                new CloudApi(config.clock(), config.noStorage() ? MediaApi.LIFE_WITHOUT_STORAGE : MediaApi.LIFE);
            case SANDBOX -> new SandboxApi(config.clock(), config.sandboxPhone());
            case ON_PREMISE -> new OnPremiseApi(config.clock());
        };
    }
}
