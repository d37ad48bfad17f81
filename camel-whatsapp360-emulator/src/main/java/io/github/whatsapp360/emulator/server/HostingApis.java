package io.github.whatsapp360.emulator.server;

import io.github.whatsapp360.emulator.onpremise.OnPremiseHosting;
import io.github.whatsapp360.emulator.service.CloudHosting;
import io.github.whatsapp360.emulator.service.HostingApi;
import io.github.whatsapp360.emulator.service.MediaApi;
import io.github.whatsapp360.emulator.service.SandboxHosting;
import io.github.whatsapp360.emulator.state.EmulatorConfig;

/** Makes the API of a hosting. */
public final class HostingApis {

    private HostingApis() {}

    public static HostingApi of(EmulatorConfig config) {
        return switch (config.hosting()) {
            case CLOUD ->
                new CloudHosting(config.clock(), config.noStorage() ? MediaApi.LIFE_WITHOUT_STORAGE : MediaApi.LIFE);
            case SANDBOX -> new SandboxHosting(config.clock(), config.sandboxPhone());
            case ON_PREMISE -> new OnPremiseHosting(config.clock());
        };
    }
}
