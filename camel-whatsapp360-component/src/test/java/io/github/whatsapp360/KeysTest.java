package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.lang.management.ManagementFactory;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Thousands of API keys, each in its own URI. The objects of a key are released when no endpoint uses it. */
class KeysTest {

    private static final int KEYS = 3_000;

    /** Number of producers that a {@code toD} of Camel keeps. */
    private static final int KEPT = 1_000;

    /** The connection at both of its ends, and what the JVM opens meanwhile. */
    private static final int FEW_FILES = 20;

    private static final long LITTLE = 24L << 20;

    @Test
    void thousandsOfThemShareOnePoolAndAreReleased() throws Exception {
        Whatsapp360Emulator.Builder service = Whatsapp360Emulator.builder().unlimited();
        for (int n = 0; n < KEYS; n++) {
            service.apiKey("key-" + n);
        }
        try (Whatsapp360Emulator emulator = service.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            Whatsapp360Component component = context.getComponent("whatsapp360", Whatsapp360Component.class);
            component.getConfiguration().setBaseUrl(emulator.baseUrl());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:send").routeId("send").toD("whatsapp360:send?apiKey=${header.key}");
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            send(template, 0);
            long heap = usedHeap(emulator);
            long files = openFiles();

            for (int n = 1; n < KEYS; n++) {
                send(template, n);
            }

            assertThat(openFiles()).as("files and sockets").isLessThan(files + FEW_FILES);
            // a recipient may have one message more only after six seconds
            await().untilAsserted(() ->
                    assertThat(component.senders().size()).as("accounts").isLessThanOrEqualTo(KEPT + 1));
            assertThat(usedHeap(emulator) - heap)
                    .as(
                            "heap, with %d endpoints of Camel",
                            context.getEndpointRegistry().size())
                    .isLessThan(LITTLE);

            send(template, KEYS - 1); // one that is still there
            send(template, 0); // one that was released
            context.getRouteController().stopRoute("send");
            await().until(() -> component.senders().size() == 0);
        }
    }

    private static void send(ProducerTemplate template, int key) {
        Exchange exchange = template.send("direct:send", sending -> {
            sending.getMessage().setBody("hello");
            sending.getMessage().setHeader("key", "key-" + key);
            sending.getMessage().setHeader("CamelWhatsapp360To", "4915112345678");
        });
        assertThat(exchange.getException()).isNull();
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static long usedHeap(Whatsapp360Emulator emulator) {
        emulator.reset(); // what it keeps is not the component's
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
