package io.github.whatsapp360.emulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Properties;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Test classes that run at the same time do not see each other's messages. */
class ParallelTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Test
    void classesInParallelHaveEmulatorsOfTheirOwn() {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .selectors(selectClass(OneCase.class), selectClass(OtherCase.class))
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(6).failed(0));
    }

    private static void sendAndLook(Whatsapp360EmulatorExtension service, String text) throws Exception {
        BOTH.await(60, TimeUnit.SECONDS);
        Properties properties = service.emulator().properties("p");
        for (int i = 0; i < 20; i++) {
            send(properties, text);
        }
        assertThat(service.emulator().chat("4915112345678").awaitMessages(20))
                .hasSize(20)
                .allSatisfy(message -> assertThat(message.text()).isEqualTo(text));
    }

    private static void send(Properties properties, String text) throws IOException, InterruptedException {
        String json =
                "{\"messaging_product\":\"whatsapp\",\"to\":\"4915112345678\",\"type\":\"text\",\"text\":{\"body\":\""
                        + text + "\"}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(properties.getProperty("p.base-url") + "/messages"))
                .header("D360-API-KEY", properties.getProperty("p.api-key"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    static class OneCase {
        @RegisterExtension
        static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

        @RepeatedTest(3)
        void sends() throws Exception {
            sendAndLook(SERVICE, "one");
        }
    }

    static class OtherCase {
        @RegisterExtension
        static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

        @RepeatedTest(3)
        void sends() throws Exception {
            sendAndLook(SERVICE, "other");
        }
    }
}
