package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application's own test has an emulator, in both directions, without a line of configuration. */
@QuarkusTest
@WithTestResource(FreePort.class)
class DevServiceTest {

    private static final Path INBOX = Path.of("target", "inbox");

    // Quarkus has a class loader of its own for this test, and so another Awaitility
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @ConfigProperty(name = "camel.component.whatsapp360.base-url")
    String emulator;

    @BeforeEach
    void deleteChats() throws Exception {
        call("DELETE", "/emulator/chats", "");
    }

    @Test
    void aDroppedFileIsInTheEmulatorsChat() throws Exception {
        Files.createDirectories(INBOX);
        Files.deleteIfExists(INBOX.resolve(".sent/invoice.pdf"));
        Files.copy(Path.of(System.getProperty("samples.dir"), "good", "invoice.pdf"), INBOX.resolve("invoice.pdf"));
        await().atMost(PATIENCE).until(() -> Files.exists(INBOX.resolve(".sent/invoice.pdf")));
        assertThat(messages("4915112345678")).contains("invoice.pdf");
    }

    @Test
    void aCustomerIsAnswered() throws Exception {
        call(
                "POST",
                "/emulator/chats/4930987654321/messages",
                "{\"type\": \"text\", \"text\": {\"body\": \"By bicycle?\"}}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(messages("4930987654321"))
                .contains("Thank you. You wrote: By bicycle?"));
    }

    private String messages(String customer) throws Exception {
        return call("GET", "/emulator/chats/" + customer + "/messages", "");
    }

    /** Calls the emulator's own API. */
    private String call(String method, String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
