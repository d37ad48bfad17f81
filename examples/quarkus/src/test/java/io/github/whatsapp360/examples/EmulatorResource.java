package io.github.whatsapp360.examples;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** An emulator with its Java API, in place of the dev service. */
public final class EmulatorResource implements QuarkusTestResourceLifecycleManager {

    private Whatsapp360Emulator emulator;

    @Override
    public Map<String, String> start() {
        emulator = Whatsapp360Emulator.start();
        return Map.of(
                "camel.component.whatsapp360.base-url",
                emulator.baseUrl(),
                "camel.component.whatsapp360.api-key",
                emulator.apiKey(),
                "camel.component.whatsapp360.webhook-external-url",
                "http://localhost:${quarkus.http.test-port:8081}",
                "camel.component.whatsapp360.webhook-verify-token",
                "secret-of-the-tests");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(emulator, new TestInjector.MatchesType(Whatsapp360Emulator.class));
    }

    @Override
    public void stop() {
        emulator.close();
    }
}
