package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.MessageQuery;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A state file shows in another emulator what the first one had. */
class StateFileTest {

    private static final Clock PAST = Clock.fixed(Instant.parse("2026-10-31T12:00:00Z"), ZoneOffset.UTC);

    private static final String SCENARIO =
            """
            {"name": "slow", "steps": [
              {"faults": [{"on": "media", "kind": "latency", "millis": 1}], "statuses": {"copies": 2}, "forRequests": 1000},
              {"faults": []}]}""";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("state.json");
    }

    /** Fills an emulator of the Cloud API with everything that a state file has. */
    private static void fill(Whatsapp360Emulator emulator) {
        TestClient client = new TestClient(emulator);
        client.message(
                "document", "{\"id\":\"" + client.upload(Sample.good("invoice.pdf")) + "\",\"caption\":\"June\"}");
        client.delete("/" + client.upload(Sample.good("photo.jpg")));
        client.message(
                "template",
                "{\"name\":\"order_ready\",\"language\":{\"code\":\"en\"},\"components\":[{\"type\":\"body\",\"parameters\":"
                        + "[{\"type\":\"text\",\"text\":\"Zoë\"}]}]}");
        Chat anna = emulator.chat(TestClient.NUMBER).named("Anna 🚀");
        anna.writes("Danke");
        anna.sends(Sample.good("clip.mp4").path(), "video/mp4", "Look");
        emulator.awaitStatus(emulator.messages().get(0).id(), "delivered");
        emulator.awaitStatus(emulator.messages().get(1).id(), "delivered");
        anna.reads();
        emulator.awaitStatus(emulator.messages().get(0).id(), "read");
        emulator.awaitStatus(emulator.messages().get(1).id(), "read");
        client.message("image", "{\"link\":\"https://example.com/photo.jpg\"}");
        emulator.awaitLinks(emulator.messages().get(2).id());
        emulator.awaitStatus(emulator.messages().get(2).id(), "delivered");
        emulator.statuses(StatusReports.inOrder().failing(131026, 1));
        client.message("text", "{\"body\":\"No\"}");
        emulator.awaitStatus(emulator.messages().get(3).id(), "failed");
        client.send(
                "POST",
                "/block_users",
                "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"4915199999999\"}]}"
                        .getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json");
        emulator.scenario(SCENARIO);
        await().until(() ->
                client.get("/emulator/scenarios").json().path("step").asInt() == 1);
        emulator.health("LIMITED");
        emulator.advance(Duration.ofHours(30));
    }

    /** Returns what the page shows of an emulator, without the webhook. */
    private static JsonNode shown(Whatsapp360Emulator emulator) {
        TestClient client = new TestClient(emulator);
        ObjectNode all = EmulatorJson.MAPPER.createObjectNode();
        all.set("chats", client.get("/emulator/chats").json());
        all.set("billing", client.get("/emulator/billing").json());
        all.set("faults", withoutIds(client.get("/emulator/faults").json()));
        all.set("scenario", client.get("/emulator/scenarios").json());
        ObjectNode settings = (ObjectNode) client.get("/emulator/settings").json();
        all.set("settings", settings.without(List.of("webhook")));
        all.set("templates", client.get("/v1/configs/templates").json());
        all.set("blocked", client.get("/block_users").json());
        ArrayNode media = all.putArray("media");
        for (JsonNode message : all.at("/chats/0/messages")) {
            String id = message.path("mediaId").asText();
            if (!id.isEmpty()) {
                media.add(Sample.sha256(client.get("/emulator/media/" + id).bytes()));
                media.add(client.get("/" + id).json().path("sha256"));
            }
            media.add(
                    client.get("/emulator/links/" + message.path("id").asText()).json());
        }
        return all;
    }

    private static JsonNode withoutIds(JsonNode faults) {
        faults.path("rules").forEach(rule -> ((ObjectNode) rule).without(List.of("id", "hits")));
        return faults;
    }

    private static Whatsapp360Emulator full() {
        Whatsapp360Emulator emulator = Whatsapp360Emulator.builder()
                .apiKey("secret-key")
                .clock(PAST)
                .seed(1)
                .template("order_ready", "en", "Hello {{1}}, it is ready")
                .start();
        emulator.webhook(URI.create("http://127.0.0.1:1/secret-path"), Map.of("X-Secret", "secret-value"));
        emulator.webhook(URI.create("https://hooks.invalid/secret-path"), Map.of("X-Secret", "secret-value"));
        fill(emulator);
        return emulator;
    }

    @Test
    void anotherEmulatorShowsTheSame() throws IOException {
        JsonNode before;
        try (Whatsapp360Emulator emulator = full()) {
            emulator.exportState(file);
            before = shown(emulator);
        }
        assertThat(before.at("/chats/0/messages")).hasSize(6);
        assertThat(before.path("billing")).isNotEmpty();
        assertThat(before.at("/scenario/running").asBoolean()).isTrue();
        assertThat(Files.readString(file)).doesNotContain("secret");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.builder()
                .clock(Clock.fixed(Instant.parse("2027-05-05T00:00:00Z"), ZoneOffset.UTC))
                .state(file)
                .start()) {
            assertThat(shown(emulator)).isEqualTo(before);
            emulator.exportState(file);
        }
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.start()) {
            emulator.importState(file);
            ((ObjectNode) before.path("settings")).remove("now");
            JsonNode now = shown(emulator);
            ((ObjectNode) now.path("settings")).remove("now");
            assertThat(now).isEqualTo(before);
            emulator.scenario("{\"steps\":[{\"faults\":[]}]}");
            assertThat(shown(emulator).at("/settings/statuses/copies").asInt()).isEqualTo(1);
            emulator.reset();
            assertThat(emulator.messages()).isEmpty();
            assertThat(Duration.between(Instant.parse(settings(emulator, "/now")), Instant.now())
                            .abs())
                    .isLessThan(Duration.ofHours(1));
        }
    }

    @Test
    void requestsAndDeliveriesAreInItWithoutWhatMayBeSecret() throws IOException {
        JsonNode before;
        String secretPath = "/secret-path?token=secret";
        try (Hook hook = new Hook();
                Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().apiKey("secret-key").start()) {
            TestClient client = new TestClient(emulator);
            String webhook = "http://" + hook.url().getAuthority() + secretPath;
            assertThat(client.send(
                                    "POST",
                                    "/v1/configs/webhook",
                                    ("{\"url\":\"" + webhook + "\",\"headers\":{\"X-Secret\":\"secret-value\"}}")
                                            .getBytes(StandardCharsets.UTF_8),
                                    "Content-Type: application/json",
                                    "Authorization: Basic secret")
                            .code())
                    .isZero();
            client.get("/v1/configs/webhook");
            String file = client.upload(Sample.good("invoice.pdf"));
            client.message("document", "{\"id\":\"" + file + "\"}");
            client.message("text", "{\"body\":\"\"}");
            client.get("/health_status?fields=a");
            client.send("POST", "/block_users", "{\"block_users\":[]}".getBytes(StandardCharsets.UTF_8));
            emulator.awaitStatus(emulator.messages().get(0).id(), "delivered");
            emulator.webhooks().awaitDelivered(2);
            before = calls(emulator);
            emulator.exportState(this.file);
        }
        assertThat(before.path("requests")).hasSize(7);
        assertThat(before.path("webhooks")).hasSize(2);
        assertThat(Files.readString(file)).doesNotContain("secret").contains("\"X-Secret\":\"***\"");
        try (Hook hook = new Hook();
                Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().state(file).start()) {
            JsonNode now = calls(emulator);
            assertThat(now.at("/requests/0/body").asText()).isEqualTo("***");
            assertThat(now.at("/requests/1/answer").asText()).isEqualTo("***");
            assertThat(now.at("/webhooks/0/url").asText()).endsWith("***");
            for (JsonNode call : List.of(before, now)) {
                call.findParents("id").forEach(one -> ((ObjectNode) one).remove("url"));
                ((ObjectNode) call.at("/requests/0")).remove(List.of("headers", "body", "answer"));
                ((ObjectNode) call.at("/requests/1")).remove("answer");
            }
            assertThat(now).isEqualTo(before);

            TestClient client = new TestClient(emulator);
            assertThat(client.send("POST", "/emulator/webhooks/1", new byte[0]).status())
                    .isEqualTo(400);
            emulator.webhook(hook.url(), Map.of());
            assertThat(client.send("POST", "/emulator/webhooks/1", new byte[0]).status())
                    .isEqualTo(202);
            await().until(() -> hook.posts().size() == 1);
            assertThat(hook.posts().get(0).status().path("status").asText()).isEqualTo("sent");
            client.message("text", "{\"body\":\"next\"}");
            assertThat(client.get("/emulator/requests").json().at("/7/id").asInt())
                    .isEqualTo(8);
        }
    }

    /** Returns what the page shows about requests and deliveries. */
    private static JsonNode calls(Whatsapp360Emulator emulator) {
        TestClient client = new TestClient(emulator);
        ObjectNode all = EmulatorJson.MAPPER.createObjectNode();
        for (String kind : List.of("requests", "webhooks")) {
            ArrayNode calls = all.putArray(kind);
            for (JsonNode line : client.get("/emulator/" + kind).json()) {
                calls.add(client.get("/emulator/" + kind + "/" + line.path("id").asText())
                        .json());
            }
        }
        return all;
    }

    private static String settings(Whatsapp360Emulator emulator, String pointer) {
        return new TestClient(emulator)
                .get("/emulator/settings")
                .json()
                .at(pointer)
                .asText();
    }

    @Test
    void itGoesOnFromThere() throws Exception {
        try (Whatsapp360Emulator emulator = full()) {
            emulator.exportState(file);
        }
        try (Hook hook = new Hook();
                Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().seed(1).state(file).start()) {
            emulator.webhook(hook.url(), Map.of());
            TestClient client = new TestClient(emulator);
            Chat anna = emulator.chat(TestClient.NUMBER);
            int messages = anna.messages().size();
            emulator.statuses(StatusReports.inOrder());
            String id = client.message("text", "{\"body\":\"next\"}")
                    .json()
                    .at("/messages/0/id")
                    .asText();
            emulator.awaitStatus(id, "delivered");
            anna.writes("Hi");
            assertThat(anna.messages()).hasSize(messages + 1);
            assertThat(emulator.messages()).extracting(ChatMessage::id).doesNotHaveDuplicates();
            assertThat(hook.posts().get(0).status().path("id").asText()).isEqualTo(id);
            emulator.awaitRequests(1);
            assertThat(client.message("template", "{\"name\":\"other\",\"language\":{\"code\":\"en\"}}")
                            .code())
                    .isEqualTo(132001);
        }
    }

    @Test
    void overHttp() throws IOException {
        try (Whatsapp360Emulator first = full();
                Whatsapp360Emulator second =
                        Whatsapp360Emulator.builder().clock(PAST).start()) {
            Response download = new TestClient(first).get("/emulator/state");
            assertThat(download.headers().get("content-disposition")).contains("whatsapp360-state.json");
            first.exportState(file);
            Response upload = new TestClient(second).send("PUT", "/emulator/state", Files.readAllBytes(file));
            assertThat(upload.status()).as(upload.text()).isEqualTo(200);
            assertThat(shown(second)).isEqualTo(shown(first));
            Response wrong = new TestClient(second).send("PUT", "/emulator/state", "{}".getBytes());
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.json().path("error").asText()).isEqualTo("This is no state file of an emulator");
            assertThat(shown(second)).isEqualTo(shown(first));
            Response foreign = new TestClient(second)
                    .send("PUT", "/emulator/state", Files.readAllBytes(file), "Origin: http://evil.test");
            assertThat(foreign.status()).isEqualTo(403);
        }
    }

    @Test
    void aDataFolderKeepsIt() {
        JsonNode chats;
        try (Whatsapp360Emulator emulator = full()) {
            emulator.exportState(file);
            chats = shown(emulator).path("chats");
        }
        Path data = folder.resolve("data");
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().data(data).clock(PAST).start()) {
            emulator.chat(TestClient.NUMBER).writes("old");
            assertThatIllegalArgumentException().isThrownBy(() -> emulator.importState(damaged("\"sha256\":\"", "0")));
            assertThat(shown(emulator).at("/chats/0/messages/0/text").asText()).isEqualTo("old");
            emulator.importState(file);
        }
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().data(data).clock(PAST).start()) {
            assertThat(shown(emulator).path("chats")).isEqualTo(chats);
            assertThat(shown(emulator).path("billing")).isNotEmpty();
        }
    }

    @Test
    void severalNumbersKeepTheirMessages() {
        JsonNode billing;
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().apiKey("one").apiKey("two").start()) {
            new TestClient(emulator.baseUrl(), "two").message("text", "{\"body\":\"Hi\"}");
            emulator.awaitStatus(emulator.messages().get(0).id(), "delivered");
            billing = shown(emulator).path("billing");
            emulator.exportState(file);
        }
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().state(file).start()) {
            assertThat(emulator.apiKey()).isEqualTo(Whatsapp360Emulator.DEFAULT_API_KEY);
            assertThat(shown(emulator).path("billing")).isEqualTo(billing);
            assertThat(new TestClient(emulator.baseUrl(), "emulator-key-2")
                            .message("text", "{\"body\":\"Hi\"}")
                            .status())
                    .isEqualTo(200);
        }
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().apiKey("two").state(file).start()) {
            assertThat(emulator.messages()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(EmulatedHosting.class)
    void theHostingIsThatOfTheFile(EmulatedHosting hosting) {
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().hosting(hosting).start()) {
            emulator.chat(TestClient.NUMBER).writes("Hi");
            emulator.exportState(file);
        }
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().state(file).start()) {
            assertThat(settings(emulator, "/hosting")).isEqualTo(hosting.name());
            assertThat(emulator.find(MessageQuery.from(TestClient.NUMBER))).hasSize(1);
        }
        EmulatedHosting other = hosting == EmulatedHosting.CLOUD ? EmulatedHosting.SANDBOX : EmulatedHosting.CLOUD;
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Whatsapp360Emulator.builder().hosting(other).state(file).start())
                .withMessageContaining("of the hosting " + hosting);
    }

    @Test
    void aSeedRepeatsTheIds() {
        List<String> first = ids(1);
        assertThat(ids(1)).isEqualTo(first);
        assertThat(ids(2)).doesNotContainAnyElementsOf(first);
        assertThat(first).hasSize(6).doesNotHaveDuplicates();
    }

    /** Returns the IDs of two messages and a file, before and after a reset. */
    private static List<String> ids(int seed) {
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().seed(seed).start()) {
            List<String> before = ids(emulator);
            emulator.reset();
            assertThat(ids(emulator)).isEqualTo(before);
            emulator.chat(TestClient.NUMBER).writes("more");
            List<String> more = ids(emulator);
            return Stream.concat(before.stream(), more.stream()).toList();
        }
    }

    @Test
    void templatesHaveTheSameIdsInEachEmulator() throws IOException {
        List<String> first;
        try (Whatsapp360Emulator emulator = withTemplates()) {
            first = templateIds(emulator);
            emulator.exportState(file);
        }
        try (Whatsapp360Emulator emulator = withTemplates()) {
            assertThat(templateIds(emulator)).isEqualTo(first).hasSize(3).doesNotHaveDuplicates();
        }
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().state(file).start()) {
            template(emulator, "third");
            assertThat(templateIds(emulator)).containsAll(first).hasSize(4).doesNotHaveDuplicates();
        }
    }

    /** Returns an emulator with two numbers, which have a template, and the first number has another one. */
    private static Whatsapp360Emulator withTemplates() {
        Whatsapp360Emulator emulator = Whatsapp360Emulator.builder()
                .apiKey("one")
                .apiKey("two")
                .template("first", "en", "Hello")
                .start();
        template(emulator, "second");
        return emulator;
    }

    private static void template(Whatsapp360Emulator emulator, String name) {
        String json = "{\"name\":\"" + name + "\",\"language\":\"en\",\"category\":\"UTILITY\","
                + "\"components\":[{\"type\":\"BODY\",\"text\":\"Hi\"}]}";
        assertThat(new TestClient(emulator)
                        .send(
                                "POST",
                                "/v1/configs/templates",
                                json.getBytes(StandardCharsets.UTF_8),
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(201);
    }

    private static List<String> templateIds(Whatsapp360Emulator emulator) {
        return new TestClient(emulator).get("/emulator/templates").json().findValuesAsText("id");
    }

    private static List<String> ids(Whatsapp360Emulator emulator) {
        TestClient client = new TestClient(emulator);
        String media = client.upload(Sample.good("photo.jpg"));
        String sent = client.message("image", "{\"id\":\"" + media + "\"}")
                .json()
                .at("/messages/0/id")
                .asText();
        return List.of(
                media,
                sent,
                emulator.chat(TestClient.NUMBER).writes("x").path("id").asText());
    }

    private Path damaged(String from, String to) {
        try {
            String text = Files.readString(file);
            assertThat(text).contains(from);
            return Files.writeString(folder.resolve("damaged.json"), text.replace(from, from + to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":  | 7          | The state file has the version 71; this emulator reads the version 1",
                "\"format\":\" | x          | This is no state file of an emulator",
                "\"now\":\"    | x          | The state file has no time",
                "\"sha256\":\" | 0          | the file's content is damaged",
                "\"base64\":\" | $          | wrong",
                "\"receivedAt\":\" | x      | wrong",
                "\"chat\":     | \"\",\"x\":| a message has an id, a chat and a type",
                "\"mimeType\":\" | a b      | a file has a MIME type",
                "\"on\":\"     | x          | on: messages, media, any or webhook",
                "\"outcome\":\" | x         | wrong",
                "\"entries\":[ | 1,         | wrong",
                "\"entries\":[ | {,         | The state file is not complete JSON"
            })
    void aDamagedFileChangesNothing(String from, String to, String reason) {
        try (Whatsapp360Emulator emulator = full()) {
            emulator.exportState(file);
            JsonNode before = shown(emulator);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> emulator.importState(damaged(from.strip(), to.strip())))
                    .withMessageContaining(reason);
            assertThat(shown(emulator)).isEqualTo(before);
        }
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        try (Whatsapp360Emulator emulator = full()) {
            emulator.exportState(file);
            byte[] whole = Files.readAllBytes(file);
            for (int part : new int[] {0, 1, 60, whole.length / 2, whole.length - 4}) {
                Files.write(file, Arrays.copyOf(whole, part));
                assertThatIllegalArgumentException().isThrownBy(() -> emulator.importState(file));
                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () -> Whatsapp360Emulator.builder().state(file).start());
            }
        }
        assertThatThrownBy(() -> Whatsapp360Emulator.builder()
                        .state(folder.resolve("none.json"))
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.json");
    }

    @Test
    void faultsOfOthersStayWhenTheScenarioEnds() {
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.start()) {
            emulator.faults(FaultRule.on(FaultRule.On.ANY, Fault.Status.meta(500, 1, "x")));
            emulator.scenario("{\"steps\":[{\"statuses\":{\"copies\":3}}]}");
            await().until(() -> !shown(emulator).at("/scenario/running").asBoolean());
            emulator.exportState(file);
            emulator.reset();
            emulator.importState(file);
            new TestClient(emulator).delete("/emulator/scenarios");
            assertThat(shown(emulator).at("/faults/rules")).hasSize(1);
            assertThat(shown(emulator).at("/settings/statuses/copies").asInt()).isEqualTo(1);
        }
    }

    /** Each test of a class begins with the file. */
    @Nested
    class Fixture {

        @RegisterExtension
        static final Whatsapp360EmulatorExtension SERVICE =
                new Whatsapp360EmulatorExtension().withState(Path.of("src/test/resources/two-chats.json"));

        @ParameterizedTest
        @CsvSource({"1", "2"})
        void itIsFullEachTime(int round) {
            assertThat(SERVICE.emulator().messages()).hasSize(2);
            SERVICE.emulator().chat(TestClient.NUMBER).writes("round " + round);
            assertThat(SERVICE.emulator().find(MessageQuery.from(TestClient.NUMBER)))
                    .hasSize(2);
        }
    }
}
