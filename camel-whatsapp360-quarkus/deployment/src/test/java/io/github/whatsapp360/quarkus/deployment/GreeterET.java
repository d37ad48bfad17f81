package io.github.whatsapp360.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The application's own test, which continuous testing runs again and again. */
@QuarkusTest
class GreeterET {

    private static final String CUSTOMER = "4930987654321";

    @ConfigProperty(name = "camel.component.whatsapp360.base-url")
    String emulator;

    @Inject
    Greeter greeter;

    @Test
    void theCustomerIsGreeted() throws Exception {
        System.setProperty("emulator.of.continuous.testing", emulator); // for the test that runs this one
        greeter.greet(CUSTOMER);
        URI chat = URI.create(emulator + "/emulator/chats/" + CUSTOMER + "/messages?limit=1");
        HttpResponse<String> messages = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(chat).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(messages.body()).contains("Good morning");
    }
}
