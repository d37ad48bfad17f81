package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting from the command line. */
class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Whatsapp360Emulator start(String... args) {
        return Main.start(args, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @Test
    void itSaysWhereItIs() {
        try (Whatsapp360Emulator emulator = start("--port", "0", "--api-key", "mine")) {
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(emulator.chatPage().toString(), emulator.baseUrl(), "mine");
            assertThat(new TestClient(emulator.baseUrl(), "mine")
                            .message("text", "{\"body\":\"x\"}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--port 99999", "--port x", "--help me", "--hosting moon", "3600 1"})
    void wrongArgumentsAreNamed(String args) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(args.split(" ")).close());
    }

    @ParameterizedTest
    @CsvSource({"cloud, /messages, 200", "sandbox, /v1/messages, 200", "on-premise, /v1/messages, 400"})
    void itIsTheHostingThatIsNamed(String hosting, String path, int status) {
        try (Whatsapp360Emulator emulator = start("--port", "0", "--hosting", hosting)) {
            byte[] cloudMessage =
                    "{\"messaging_product\":\"whatsapp\",\"to\":\"49151\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}"
                            .getBytes(StandardCharsets.UTF_8);
            assertThat(new TestClient(emulator)
                            .send("POST", path, cloudMessage, "Content-Type: application/json")
                            .status())
                    .isEqualTo(status);
        }
    }

    @Test
    void aPortInUseIsNamed() {
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.start()) {
            assertThatThrownBy(() -> start("--port", "" + emulator.port()).close())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + emulator.port());
        }
    }
}
