package io.github.whatsapp360;

import io.github.whatsapp360.emulator.Chat;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The base class of tests with the emulator. Only this class depends on the JUnit version of Camel's test kit. */
abstract class EmulatorTest extends CamelTestSupport {

    static final String TO = "4915112345678";

    /** The tag of tests that run twice: by default, and once more with the option {@code synchronous}; see the pom. */
    static final String BOTH_WAYS = "both-ways";

    static final Duration SHORT = Duration.ofMillis(1_500);
    static final Path SAMPLES = Path.of(System.getProperty("samples.dir"));

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE =
            Whatsapp360EmulatorExtension.of(Whatsapp360Emulator.Builder::unlimited);

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        Whatsapp360Configuration options =
                context.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration();
        options.setSynchronous(Boolean.getBoolean("whatsapp360.synchronous"));
        configure(options);
        return context;
    }

    /** The options of all endpoints, without pacing; a test may add its own. */
    void configure(Whatsapp360Configuration options) {
        options.setBaseUrl(emulator().baseUrl());
        options.setApiKey(emulator().apiKey());
        options.setTo(TO);
        options.setMessagesPerSecond(0);
        options.setRetryDelay(20);
    }

    static Whatsapp360Emulator emulator() {
        return SERVICE.emulator();
    }

    static Chat chat() {
        return emulator().chat(TO);
    }

    static List<RecordedRequest> uploads() {
        return emulator().requests().stream()
                .filter(request -> request.path().equals("/media"))
                .toList();
    }

    static List<RecordedRequest> messages() {
        return emulator().requests().stream()
                .filter(request -> request.path().equals("/messages"))
                .toList();
    }

    /** Sends a body with headers to an endpoint and returns the exchange as it ended. */
    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.send(uri, ExchangePattern.InOut, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    /**
     * The option that a call needs to meet a fault: a short timeout where nothing else ends the call. All others have
     * the default one, which no call runs into on a busy machine.
     */
    static String timeoutFor(Fault fault) {
        boolean waits =
                fault instanceof Fault.Silent || fault instanceof Fault.Drip || fault instanceof Fault.StopReading;
        return waits ? "&responseTimeout=" + SHORT.toMillis() : "";
    }

    static Path sample(String name) {
        return SAMPLES.resolve(name);
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
