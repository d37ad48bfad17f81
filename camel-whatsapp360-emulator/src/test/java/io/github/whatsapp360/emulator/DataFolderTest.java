package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.StatusReports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data folder keeps messages and files over a restart, and does not grow without limit. */
class DataFolderTest {

    @TempDir
    private Path folder;

    private Whatsapp360Emulator start() {
        return Whatsapp360Emulator.builder().apiKey("secret-key").data(folder).start();
    }

    private static JsonNode chats(Whatsapp360Emulator emulator) {
        return new TestClient(emulator).get("/emulator/chats").json();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("media"))) {
            return files.count();
        }
    }

    @Test
    void messagesTheirStatusesAndFilesSurvive() throws IOException {
        JsonNode before;
        String kept;
        String deleted;
        Sample sample = Sample.good("Müller's „Rechnung“ März 2026 🚀.pdf");
        try (Whatsapp360Emulator emulator = start()) {
            TestClient client = new TestClient(emulator);
            kept = client.upload(sample);
            deleted = client.upload(sample);
            client.delete("/" + deleted);
            client.message("document", "{\"id\":\"" + kept + "\",\"caption\":\"März\"}");
            emulator.chat(TestClient.NUMBER).named("Zoë").writes("Danke 🚀");
            emulator.chat(TestClient.NUMBER).reads();
            emulator.statuses(StatusReports.inOrder().failing(131026, 1));
            client.message("text", "{\"body\":\"Hi\"}");
            emulator.awaitStatus(emulator.messages().get(1).id(), "failed");
            before = chats(emulator);
        }
        for (int restart = 0; restart < 2; restart++) {
            try (Whatsapp360Emulator emulator = start()) {
                assertThat(chats(emulator)).isEqualTo(before);
                TestClient client = new TestClient(emulator);
                assertThat(client.get("/" + kept).json().path("sha256").asText())
                        .isEqualTo(sample.sha256());
                assertThat(client.get("/emulator/media/" + kept).bytes()).isEqualTo(sample.bytes());
                assertThat(client.get("/" + deleted).code()).isEqualTo(100);
                assertThat(client.message("document", "{\"id\":\"" + kept + "\"}")
                                .status())
                        .isEqualTo(200);
                before = chats(emulator);
            }
        }
        assertThat(Files.readString(folder.resolve("log.jsonl"))).doesNotContain("secret-key");
    }

    @Test
    void aResetEmptiesIt() throws IOException {
        try (Whatsapp360Emulator emulator = start()) {
            TestClient client = new TestClient(emulator);
            client.message("document", "{\"id\":\"" + client.upload(Sample.good("invoice.pdf")) + "\"}");
            assertThat(files()).isEqualTo(1);
            emulator.reset();
            assertThat(files()).isZero();
            client.message("text", "{\"body\":\"new\"}");
        }
        try (Whatsapp360Emulator emulator = start()) {
            assertThat(emulator.messages()).extracting(ChatMessage::text).containsExactly("new");
        }
    }

    @Test
    void whatWasCutOffByACrashIsLeftOut() throws IOException {
        try (Whatsapp360Emulator emulator = start()) {
            new TestClient(emulator).message("text", "{\"body\":\"whole\"}");
            emulator.awaitStatus(emulator.messages().get(0).id(), "delivered");
        }
        Files.writeString(folder.resolve("log.jsonl"), "{\"line\":\"message\",\"cha", StandardOpenOption.APPEND);
        Files.write(folder.resolve("media/upload-left-over.bin"), new byte[10]);
        try (Whatsapp360Emulator emulator = start()) {
            assertThat(emulator.messages()).extracting(ChatMessage::text).containsExactly("whole");
            assertThat(files()).isZero();
        }
    }

    @Test
    void onlyOneEmulatorUsesIt() throws IOException {
        try (Whatsapp360Emulator emulator = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(folder.toString())
                    .hasRootCauseMessage("Another emulator uses it");
            assertThat(new TestClient(emulator).get("/emulator/chats").status()).isEqualTo(200);
        }
        start().close();
        Path file = Files.writeString(folder.resolve("file"), "x", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Whatsapp360Emulator.builder().data(file).start())
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aPortInUseLetsTheFolderGo() {
        try (Whatsapp360Emulator other = Whatsapp360Emulator.start()) {
            assertThatThrownBy(() -> Whatsapp360Emulator.builder()
                            .data(folder)
                            .port(other.port())
                            .start())
                    .isInstanceOf(UncheckedIOException.class);
        }
        start().close();
    }

    @Test
    void theOldestMessagesAreForgotten() {
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().unlimited().keep(10).start()) {
            TestClient client = new TestClient(emulator);
            for (int i = 0; i < 25; i++) {
                client.post("{\"messaging_product\":\"whatsapp\",\"to\":\"" + (49151000 + i % 2)
                        + "\",\"type\":\"text\",\"text\":{\"body\":\"" + i + "\"}}");
            }
            assertThat(emulator.messages())
                    .extracting(ChatMessage::text)
                    .containsExactly("15", "16", "17", "18", "19", "20", "21", "22", "23", "24");
            assertThat(emulator.chat("49151000").messages()).hasSize(5);
            assertThat(chats(emulator).at("/0/total").asInt()).isEqualTo(13);
        }
    }

    @Test
    void filesGoWithAnEmulatorThatHasNoFolder() throws IOException {
        byte[] content = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        Whatsapp360Emulator emulator = Whatsapp360Emulator.start();
        emulator.chat(TestClient.NUMBER).sends(content, "note.txt", "text/plain", "");
        List<Path> folders = temporaryFoldersWith(content);
        assertThat(folders).hasSize(1);
        emulator.close();
        assertThat(folders.get(0)).doesNotExist();
    }

    /** Finds the temporary folders with this content. Other emulators on this machine have folders too. */
    private static List<Path> temporaryFoldersWith(byte[] content) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path folder : all.filter(file -> file.getFileName().toString().startsWith("whatsapp360-emulator"))
                    .toList()) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        if (Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content)) {
                            found.add(folder);
                        }
                    }
                } catch (NoSuchFileException e) {
                    // Another emulator has ended and deleted its folder.
                }
            }
        }
        return found;
    }
}
