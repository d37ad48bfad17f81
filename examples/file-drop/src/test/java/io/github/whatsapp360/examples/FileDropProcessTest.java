package io.github.whatsapp360.examples;

import io.github.whatsapp360.emulator.Chat;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.FileDropJourney;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The example as a process of camel-main, without the emulator that it starts for people. */
class FileDropProcessTest extends FileDropJourney {

    @Override
    protected ProcessBuilder application(Path inbox, Whatsapp360Emulator service) throws IOException {
        int port = FileDrop.freePort();
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcamel.component.whatsapp360.base-url=" + service.baseUrl(),
                "-Dcamel.component.whatsapp360.api-key={{env:D360_API_KEY}}",
                "-Dlog.level=DEBUG",
                "-Dinbox=" + inbox,
                "-Dcamel.server.enabled=true",
                "-Dcamel.server.host=127.0.0.1",
                "-Dcamel.server.port=" + port,
                "-Dapplication-url=http://127.0.0.1:" + port,
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.camel.main.Main");
        process.environment().put("D360_API_KEY", service.apiKey());
        process.environment().put("D360_WEBHOOK_TOKEN", secret("webhook's token"));
        return process;
    }

    @Test
    @Order(3)
    void aCustomerWhoWritesIsAnswered() {
        Chat customer = emulator().chat(confidential("customer's number", "4930987654321"));
        String text = confidential("customer's text", "Does it come by bicycle?");
        customer.writes(text);
        await("the customer is answered", () -> customer.messages().stream()
                .anyMatch(message -> message.text().endsWith("You wrote: " + text)));
    }

    @Override
    protected List<String> row(String output) {
        return List.of(
                "camel-main",
                "Camel " + find("Apache Camel (\\S+) \\(", output),
                "the route of `examples/file-drop` in the YAML DSL");
    }
}
