package io.github.whatsapp360.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Maven gives one version of Jackson, whatever stands before the component in a pom. */
class DependencyOrderTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE =
            Whatsapp360EmulatorExtension.of(Whatsapp360Emulator.Builder::unlimited);

    @Test
    void jacksonIsOfOneVersion() {
        assertEquals(new ObjectMapper().version().toString().replace("databind", "core"),
                new JsonFactory().version().toString().replace("databind", "core"));
    }

    @Test
    void aMessageAsJsonIsSent() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            String uri = "whatsapp360:send?to=4915112345678&baseUrl=" + SERVICE.emulator().baseUrl() + "&apiKey="
                    + SERVICE.emulator().apiKey();
            Exchange exchange = context.createProducerTemplate().send(uri, message -> {
                message.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
                message.getMessage().setBody("{\"type\":\"text\",\"text\":{\"body\":\"hi\"}}");
            });

            assertNull(exchange.getException());
            assertTrue(exchange.getMessage().getBody(Map.class).containsKey("id"));
        }
    }
}
