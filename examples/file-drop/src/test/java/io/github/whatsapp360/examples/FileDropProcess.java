package io.github.whatsapp360.examples;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The example as a process of camel-main, without the emulator that it starts for people. */
final class FileDropProcess {

    private FileDropProcess() {}

    /**
     * Returns the builder of the process.
     *
     * @param service the emulator that it uses, with its address and API key
     * @param port the port on which it listens
     * @param webhookToken the secret that the service's webhooks carry
     * @param options further options of the JVM
     */
    static ProcessBuilder of(
            Path inbox, Whatsapp360Emulator service, int port, String webhookToken, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcamel.component.whatsapp360.base-url=" + service.baseUrl(),
                "-Dcamel.component.whatsapp360.api-key={{env:D360_API_KEY}}",
                "-Dinbox=" + inbox,
                "-Dcamel.server.enabled=true",
                "-Dcamel.server.host=127.0.0.1",
                "-Dcamel.server.port=" + port,
                "-Dcamel.component.whatsapp360.webhook-external-url=http://127.0.0.1:" + port));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.apache.camel.main.Main"));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("D360_API_KEY", service.apiKey());
        process.environment().put("D360_WEBHOOK_TOKEN", webhookToken);
        return process;
    }
}
