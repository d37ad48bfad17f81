package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The component's threads are Camel's, and so virtual ones where the JDK has them and Camel is told to use them. */
class VirtualThreadsTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theyAreVirtualIfCamelsAre(boolean enabled) throws Exception {
        // an answer that comes at once would be waited for on the caller's thread
        SERVICE.emulator().faults(FaultRule.on(FaultRule.On.MESSAGES, new Fault.Latency(Duration.ofMillis(300))));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dcamel.threads.virtual.enabled=" + enabled,
                        "-cp",
                        System.getProperty("java.class.path"),
                        VirtualThreads.class.getName(),
                        SERVICE.emulator().baseUrl(),
                        SERVICE.emulator().apiKey(),
                        "src/test/resources/payloads/webhooks/audio-voice.json")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        String kind = enabled && Runtime.version().feature() >= 21 ? "virtual" : "platform";
        assertThat(output.lines().filter(line -> line.startsWith("THREAD ")))
                .as(output)
                .containsExactly("THREAD send " + kind + " true", "THREAD events " + kind + " true");
    }
}
