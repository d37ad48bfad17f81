package io.github.whatsapp360.quarkus.deployment;

import static io.quarkus.dev.testing.ContinuousTestingSharedStateManager.getLastState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.ContinuousTestingTestUtils;
import io.quarkus.test.QuarkusDevModeTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dev mode with continuous testing: two emulators, which survive changes of the source, and a card in the Dev UI. */
class DevModeTest {

    private static final int PORT = FreePort.select();
    private static final String SERVER = "localhost:" + PORT;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClass(Greeter.class)
                    .addAsResource(
                            new StringAsset(ContinuousTestingTestUtils.appProperties(
                                    "quarkus.http.port=" + PORT, "quarkus.http.test-port=0")),
                            "application.properties"))
            .setTestArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class).addClass(GreeterET.class));

    @Test
    void emulatorsLiveOnWhileTheSourceChanges() throws Exception {
        long firstRun = awaitRun(0, true);
        String emulatorOfTests = System.getProperty("emulator.of.continuous.testing");

        assertThat(get("http://" + SERVER + "/q/dev-ui/devui-data.js"))
                .contains("Chats", "devui-dev-services:devServicesConfig", "docs/guide/quarkus.md");
        String emulator = emulatorOfTheCard();
        assertThat(get(emulator + "/")).contains("<title>Chats");
        assertThat(emulator).isNotEqualTo(emulatorOfTests);
        assertThat(get("http://" + SERVER + "/greet")).isEqualTo("Good morning");
        assertThat(chats(emulator)).contains("Good morning").doesNotContain("4930987654321");

        APPLICATION.modifySourceFile(Greeter.class, source -> source.replace("Good morning", "Good evening"));
        assertThat(get("http://" + SERVER + "/greet")).isEqualTo("Good evening");
        assertThat(emulatorOfTheCard()).isEqualTo(emulator);
        assertThat(chats(emulator)).contains("Good morning", "Good evening");

        long secondRun = awaitRun(firstRun, false);
        assertThat(System.getProperty("emulator.of.continuous.testing")).isEqualTo(emulatorOfTests);
        APPLICATION.modifyTestSourceFile(GreeterET.class, source -> source.replace("Good morning", "Good evening"));
        awaitRun(secondRun, true);
        assertThat(chats(emulatorOfTests)).contains("Good morning", "Good evening");
    }

    /** Waits for a run of the application's only test after an earlier run, and for its result. */
    private static long awaitRun(long earlier, boolean passes) {
        await().until(() -> getLastState().lastRun > earlier
                && !getLastState().inProgress
                && getLastState().passed == (passes ? 1 : 0)
                && getLastState().failed == (passes ? 0 : 1));
        return getLastState().lastRun;
    }

    private static String chats(String emulator) throws Exception {
        return get(emulator + "/emulator/chats");
    }

    /** Asks the Dev UI as the card's link does. */
    private static String emulatorOfTheCard() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + SERVER + "/q/dev-ui/json-rpc-ws"), new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        text.append(data);
                        if (last) {
                            answer.complete(text.toString());
                        }
                        return WebSocket.Listener.super.onText(webSocket, data, last);
                    }
                })
                .get();
        socket.sendText(
                """
                {"jsonrpc": "2.0", "id": 1, "method": "devui-dev-services_devServicesConfig",
                 "params": {"name": "camel-whatsapp360", "configKey": "camel.component.whatsapp360.base-url"}}
                """,
                true);
        JsonNode json = MAPPER.readTree(answer.get());
        socket.abort();
        return json.path("result").path("object").asText();
    }

    private static String get(String url) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
