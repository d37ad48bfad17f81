package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.Whatsapp360Component;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** An application's own test has an emulator without a line of configuration. */
@QuarkusTest
class DevServiceTest {

    private static final Path INBOX = Path.of("target", "inbox");

    @Inject
    CamelContext context;

    @Test
    void aDroppedFileIsInTheEmulatorsChat() throws Exception {
        Files.createDirectories(INBOX);
        Files.deleteIfExists(INBOX.resolve(".sent/invoice.pdf"));
        Files.copy(Path.of(System.getProperty("samples.dir"), "good", "invoice.pdf"), INBOX.resolve("invoice.pdf"));
        // Quarkus has a class loader of its own for this test, and so another Awaitility
        await().atMost(Duration.ofSeconds(100)).until(() -> Files.exists(INBOX.resolve(".sent/invoice.pdf")));
        assertThat(chats()).contains("4915112345678", "invoice.pdf");
    }

    /** What the emulator's page asks for. */
    private String chats() throws IOException, InterruptedException {
        String emulator = context.getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .getBaseUrl();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(emulator + "/emulator/chats"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
