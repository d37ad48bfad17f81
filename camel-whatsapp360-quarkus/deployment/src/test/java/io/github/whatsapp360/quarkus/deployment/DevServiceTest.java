package io.github.whatsapp360.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.Whatsapp360Component;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without a key or an address, an emulator of the same hosting takes what the application sends in a test. */
class DevServiceTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("camel.component.whatsapp360.hosting", "sandbox")
            .overrideRuntimeConfigKey("quarkus.http.test-port", "0");

    @Inject
    ProducerTemplate template;

    @Inject
    CamelContext context;

    @Test
    void theEmulatorTakesAMessage() throws Exception {
        assertThat(template.requestBody("whatsapp360:send?to=4915112345678", "hello", String.class))
                .contains("wamid.");
        String baseUrl = context.getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .getBaseUrl();
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(baseUrl + "/")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.body()).contains("<title>Chats");
    }
}
