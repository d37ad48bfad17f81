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
        return FileDropProcess.of(inbox, service, secret("webhook's token"), "-Dlog.level=DEBUG");
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
