package io.github.whatsapp360.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Quarkus application with the extension and its properties. */
class ExtensionTest {

    private static final Whatsapp360Emulator EMULATOR = Whatsapp360Emulator.start();
    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CUSTOMER = "4915112345678";
    private static final String SEND = "whatsapp360:send?to=" + CUSTOMER;

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideRuntimeConfigKey("quarkus.http.test-port", "0")
            // as camel-quarkus-console does
            .overrideConfigKey(
                    "quarkus.camel.service.discovery.include-patterns",
                    "META-INF/services/org/apache/camel/dev-console/*")
            .overrideConfigKey("camel.component.whatsapp360.base-url", EMULATOR.baseUrl())
            .overrideConfigKey("camel.component.whatsapp360.api-key", EMULATOR.apiKey());

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate template;

    /** The emulator of the class that started the application; Quarkus loads this class a second time. */
    @ConfigProperty(name = "camel.component.whatsapp360.base-url")
    String emulator;

    @AfterAll
    static void close() {
        EMULATOR.close();
    }

    @Test
    void aFileIsSent() {
        Path invoice = Path.of(System.getProperty("samples.dir"), "good", "invoice.pdf");
        String id = template.requestBody("whatsapp360:media", invoice, String.class);
        assertThat(id).matches("[0-9]+");
        assertThat(context.hasComponent("whatsapp360")).isNotNull();
    }

    @Test
    void consoleAndJmxShowWhatHappenedAtTheEmulator() throws Exception {
        call(
                "PUT",
                "/emulator/faults",
                """
                {"rules": [{"on": "messages", "kind": "status", "times": 1, "status": 400, "code": 131031,
                  "form": "meta", "message": "Account has been locked"}]}
                """);
        assertThatThrownBy(() -> template.requestBody(SEND, "hello")).hasStackTraceContaining("131031");
        assertThat(console().path("problem").asText()).isEqualTo("131031");
        template.requestBody(SEND, "hello");
        JsonNode account = console();
        assertThat(account.path("problem").asText()).isEqualTo("none");
        assertThat(account.path("lastFailures").has("131031")).isTrue();
        assertThat(chat().path("total").asInt()).isEqualTo(1);

        String name = account.path("account").asText();
        assertThat(invoke("pauseAccount", name)).isEqualTo(true);
        CompletableFuture<Object> waiting = template.asyncRequestBody(SEND, "wait");
        // Quarkus has a class loader of its own for this test, and so another Awaitility
        await().atMost(Duration.ofSeconds(100))
                .until(() -> attribute("WaitingMessages").equals(1));
        await().atMost(Duration.ofSeconds(100)).until(() -> ((Number) attribute("OldestWaitSeconds")).longValue() > 0);
        assertThat(attribute("PausedAccounts")).isEqualTo(1);
        assertThat(attribute("ExchangesInProgress")).isEqualTo(1);
        assertThat(console().path("pausedByOperator").asBoolean()).isTrue();
        assertThat(console().path("messages").path("waiting").asInt()).isEqualTo(1);
        assertThat(chat().path("total").asInt()).isEqualTo(1);

        assertThat(invoke("resumeAccount", name)).isEqualTo(true);
        waiting.get();
        assertThat(chat().path("total").asInt()).isEqualTo(2);
        assertThat(attribute("WaitingMessages")).isEqualTo(0);
        assertThat(((Number) attribute("OldestWaitSeconds")).longValue()).isZero();
        assertThat(attribute("AccountsInUse")).isEqualTo(1);
        for (String zero : new String[] {
            "PausedAccounts", "WaitingUploads", "ConfirmationsWaiting", "FailingStores", "ExchangesWaitingForAPlace"
        }) {
            assertThat(attribute(zero)).as(zero).isEqualTo(0);
        }
    }

    /** Returns the only account as the console and as JMX show it, which must be alike. */
    private JsonNode console() throws Exception {
        DevConsole console = PluginHelper.getDevConsoleResolver(context.getCamelContextExtension())
                .resolveDevConsole("whatsapp360");
        Object report = console.call(DevConsole.MediaType.JSON, Map.of());
        JsonNode shown = MAPPER.readTree(MAPPER.writeValueAsString(report)).path("components");
        assertThat(shown).hasSize(1);
        JsonNode accounts = shown.path(0).path("accounts");
        assertThat(accounts).hasSize(1);
        assertThat(MAPPER.readTree((String) JMX.invoke(bean(), "dumpStateAsJson", null, null))
                        .path("accounts"))
                .isEqualTo(accounts);
        return accounts.path(0);
    }

    private static ObjectName bean() throws Exception {
        return JMX.queryNames(new ObjectName("org.apache.camel:type=components,name=\"whatsapp360\",*"), null)
                .iterator()
                .next();
    }

    private static Object attribute(String name) throws Exception {
        return JMX.getAttribute(bean(), name);
    }

    private static Object invoke(String operation, String account) throws Exception {
        return JMX.invoke(bean(), operation, new Object[] {account}, new String[] {String.class.getName()});
    }

    private JsonNode chat() throws Exception {
        return MAPPER.readTree(call("GET", "/emulator/chats", "")).path(0);
    }

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
