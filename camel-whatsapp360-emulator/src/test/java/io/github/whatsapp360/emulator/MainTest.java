package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator starts from the command line. */
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

    @Test
    void everyOptionIsKnown(@TempDir Path data) throws IOException {
        Path token = Files.writeString(data.resolve("token"), "a-long-access-token");
        String[] options = CommandLine.HELP
                .lines()
                .filter(line -> line.strip().startsWith("--") && !line.contains("--help"))
                .map(line -> line.strip()
                        .replaceAll("  .*", "")
                        .replace("PORT", "0")
                        .replace("ADDRESS", "127.0.0.1")
                        .replace("PATH", token.toString())
                        .replace("KEY", "mine")
                        .replace("HOSTING", "cloud")
                        .replace("NUMBER", "4915112345678")
                        .replace("URL", "http://127.0.0.1:1/")
                        .replace("'N: V'", "X:y")
                        .replace("local|any", "any")
                        .replace(" N", " 10")
                        .replace("FILE", "src/test/resources/two-chats.json")
                        .replace("DIR", data.toString()))
                .flatMap(option -> Arrays.stream(option.split(" ")))
                .toArray(String[]::new);
        assertThat(options).contains("--verbose", "--data", "--messages-per-second");
        start(options).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--webhook http://example.com",
                "--webhook-header A:b",
                "--keep 0",
                "--port",
                "--port --unlimited",
                "--port 99999",
                "--port x",
                "--help me",
                "--hosting moon",
                "--allowed-host http://emulator.test",
                "--allowed-webhook hooks.test:80",
                "--webhook http://hooks.test --allowed-webhook other.test",
                "--bind 0.0.0.0",
                "--bind 0.0.0.0 --api-key mine",
                "--bind no.such.host.invalid",
                "--access-token-file src/test/resources/two-chats.json",
                "3600 1"
            })
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--webhook https://hooks.invalid/x",
                "--webhook http://hooks.invalid:8080/x --allowed-webhook HOOKS.invalid"
            })
    void theWebhookOfTheCommandLineIsAllowed(String args) {
        try (Whatsapp360Emulator emulator = start(("--port 0 " + args).split(" "))) {
            assertThat(new TestClient(emulator)
                            .get("/emulator/settings")
                            .json()
                            .at("/webhook/allowed")
                            .asBoolean())
                    .isTrue();
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
