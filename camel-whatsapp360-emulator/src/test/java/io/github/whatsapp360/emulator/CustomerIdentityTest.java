package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.github.whatsapp360.emulator.model.MessageQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A customer gets a username, a user ID or another number, or hides the number. */
class CustomerIdentityTest {

    private static final String NEW = "4915199999999";
    private static final String USER = "DE.10000000000000000001";

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private final Hook hook = new Hook();
    private Whatsapp360Emulator emulator;
    private TestClient client;
    private Chat anna;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder()
                .clock(clock)
                .apiKey("one")
                .apiKey("two")
                .data(folder.resolve("data"))
                .start();
        emulator.webhook(hook.url(), Map.of());
        client = new TestClient(emulator);
        anna = emulator.chat(TestClient.NUMBER).named("Anna");
    }

    @AfterEach
    void stop() {
        emulator.close();
        hook.close();
    }

    private JsonNode value(int post) {
        emulator.webhooks().awaitDelivered(post + 1);
        return hook.posts().get(post).json().at("/entry/0/changes/0/value");
    }

    private JsonNode message(int post) {
        return value(post).at("/messages/0");
    }

    private Response change(String number, String json) {
        return client.send(
                "POST",
                "/emulator/chats/" + number + "/customer",
                json.getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json");
    }

    private Response send(String recipient) {
        return client.post(
                "{\"messaging_product\":\"whatsapp\"," + recipient + ",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}");
    }

    @Test
    void aUsernameComesWithAUserId() {
        anna.hasUsername("anna.b");
        anna.writes("Hello");
        JsonNode contact = value(0).at("/contacts/0");
        assertThat(contact.at("/profile/username").asText()).isEqualTo("@anna.b");
        assertThat(contact.path("wa_id").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(contact.path("user_id").asText()).isEqualTo(anna.userId()).matches("US\\.\\d{20}");
        assertThat(message(0).path("from").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(message(0).path("from_user_id").asText()).isEqualTo(anna.userId());
        anna.hasUsername("");
        anna.writes("Hello again");
        assertThat(value(1).at("/contacts/0/profile").has("username")).isFalse();
    }

    @Test
    void aHiddenNumberIsInNoWebhook() {
        anna.hasUserId(USER);
        anna.hidesNumber(true);
        anna.writes("Hello");
        assertThat(value(0).at("/contacts/0").toString())
                .isEqualTo("{\"profile\":{\"name\":\"Anna\"},\"user_id\":\"" + USER + "\"}");
        assertThat(message(0).has("from")).isFalse();
        assertThat(message(0).path("from_user_id").asText()).isEqualTo(USER);

        assertThat(send("\"recipient\":\"" + USER + "\"").status()).isEqualTo(200);
        assertThat(anna.messages()).extracting(ChatMessage::text).containsExactly("Hi");
        emulator.awaitStatus(anna.messages().get(0).id(), "delivered");
        assertThat(value(2).at("/statuses/0/recipient_user_id").asText()).isEqualTo(USER);
        assertThat(hook.posts()).noneMatch(post -> post.json().toString().contains(TestClient.NUMBER));

        anna.hidesNumber(false);
        anna.writes("Hello again");
        assertThat(message(3).path("from").asText()).isEqualTo(TestClient.NUMBER);
    }

    @Test
    void aMessageToTheNumberArrivesInTheSameChat() {
        anna.hasUserId(USER);
        send("\"to\":\"" + TestClient.NUMBER + "\"");
        assertThat(value(0).at("/statuses/0/recipient_id").asText()).isEqualTo(TestClient.NUMBER);
        assertThat(value(0).at("/statuses/0/recipient_user_id").asText()).isEqualTo(USER);
        send("\"recipient\":\"" + USER + "\"");
        assertThat(anna.messages()).hasSize(2);
    }

    @Test
    void aNewNumberIsToldAsMetaSaysIt() throws IOException {
        anna.writes("Hello");
        Chat moved = anna.changesNumber("+49 151 99999999");
        String id = message(1).path("id").asText();
        assertThat(hook.posts().get(1).json())
                .isEqualTo(new ObjectMapper()
                        .readTree(
                                """
                {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{
                  "messaging_product":"whatsapp",
                  "metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
                  "messages":[{"from":"4915112345678","id":"%s","timestamp":"%d","type":"system","system":{
                    "body":"User Anna changed from 4915112345678 to 4915199999999",
                    "wa_id":"4915199999999","type":"user_changed_number"}}]},
                  "field":"messages"}]}]}"""
                                        .formatted(id, clock.instant().getEpochSecond())));
        moved.writes("It is me");
        assertThat(message(2).path("from").asText()).isEqualTo(NEW);
        assertThat(value(2).at("/contacts/0/profile/name").asText()).isEqualTo("Anna");
        assertThat(emulator.find(MessageQuery.from(NEW))).hasSize(3);
        assertThat(emulator.find(MessageQuery.from(TestClient.NUMBER))).isEmpty();
        send("\"to\":\"" + NEW + "\"");
        assertThat(moved.messages()).hasSize(1);
    }

    @Test
    void aNewNumberComesWithANewUserId() {
        anna.hasUserId(USER);
        anna.writes("Hello");
        Chat moved = anna.changesNumber(NEW);
        JsonNode system = message(1).path("system");
        assertThat(message(1).path("from_user_id").asText()).isEqualTo(USER);
        assertThat(system.path("previous_user_id").asText()).isEqualTo(USER);
        assertThat(system.path("user_id").asText())
                .isEqualTo(moved.userId())
                .startsWith("DE.")
                .isNotEqualTo(USER);
        send("\"recipient\":\"" + moved.userId() + "\"");
        assertThat(moved.messages()).hasSize(1);
    }

    @Test
    void ofAHiddenNumberOnlyTheUserIdChanges() {
        anna.hasUserId(USER);
        anna.hidesNumber(true);
        anna.writes("Hello");
        Chat moved = anna.changesNumber(NEW);
        JsonNode system = message(1).path("system");
        assertThat(system.path("type").asText()).isEqualTo("user_changed_user_id");
        assertThat(system.path("user_id").asText()).isEqualTo(moved.userId());
        assertThat(system.path("previous_user_id").asText()).isEqualTo(USER);
        moved.writes("It is me");
        assertThat(message(2).path("from_user_id").asText()).isEqualTo(moved.userId());
        assertThat(hook.posts())
                .noneMatch(post -> post.json().toString().contains(TestClient.NUMBER)
                        || post.json().toString().contains(NEW));
    }

    @Test
    void eachNumberThatKnowsTheCustomerIsTold() {
        anna.withBusiness("two").writes("Hello");
        anna.withBusiness("one").writes("Hello");
        anna.changesNumber(NEW);
        emulator.webhooks().awaitDelivered(4);
        assertThat(hook.posts().subList(2, 4))
                .extracting(post -> post.json()
                        .at("/entry/0/changes/0/value/metadata/display_phone_number")
                        .asText())
                .containsExactlyInAnyOrder(emulator.number("one"), emulator.number("two"));
    }

    @Test
    void aNewNumberOpensNoWindow() {
        Whatsapp360Emulator.Builder builder = Whatsapp360Emulator.builder().serviceWindow();
        try (Whatsapp360Emulator strict = builder.start()) {
            TestClient own = new TestClient(strict);
            own.message("template", "{\"name\":\"x\",\"language\":{\"code\":\"en\"}}");
            strict.chat(TestClient.NUMBER).changesNumber(NEW);
            own.post("{\"messaging_product\":\"whatsapp\",\"to\":\"" + NEW
                    + "\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}");
            strict.awaitStatus(strict.messages().get(1).id(), "failed");
        }
    }

    @Test
    void aBlockedCustomerIsBlockedByBothIds() {
        anna.hasUserId(USER);
        anna.writes("Hello");
        client.send(
                "POST",
                "/block_users",
                ("{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user_id\":\"" + USER + "\"}]}")
                        .getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/json");
        assertThat(send("\"to\":\"" + TestClient.NUMBER + "\"").code()).isEqualTo(130403);
        assertThat(send("\"recipient\":\"" + USER + "\"").code()).isEqualTo(130403);
        assertThatIllegalArgumentException().isThrownBy(() -> anna.writes("Hello?"));
    }

    @Test
    void theApiChangesEverything() {
        anna.writes("Hello");
        Response changed = change(
                TestClient.NUMBER,
                "{\"number\":\"+49 151 99999999\",\"name\":\"Anna B.\",\"username\":\"@anna\",\"userId\":\"" + USER
                        + "\",\"numberHidden\":true,\"identityKeyHash\":\"abc=\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text())
                .isEqualTo("{\"number\":\"4915199999999\",\"name\":\"Anna B.\",\"username\":\"anna\",\"userId\":\""
                        + USER + "\",\"numberHidden\":true,\"identityKeyHash\":\"abc=\"}");
        JsonNode chat = client.get("/emulator/chats?words=anna%20b").json().get(0);
        changed.json().properties().forEach(field -> assertThat(chat.get(field.getKey()))
                .isEqualTo(field.getValue()));
        assertThat(chat.path("messages")).hasSize(2);
        emulator.chat(NEW).writes("Hello");
        assertThat(value(2).at("/contacts/0/identity_key_hash").asText()).isEqualTo("abc=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"number\":\"123\"} | number: it has 3 digits, not 5 to 15",
                "{\"number\":\"4930901820\"} | number: another customer has it",
                "{\"username\":\"no spaces\"} | username: 3 to 35 letters, digits, periods and underscores",
                "{\"userId\":\"1349\"} | userId: a country, a period, and letters or digits, as US.1349",
                "{\"userId\":\"US.2\"} | userId: another customer has it",
                "{\"nickname\":\"A\"} | There are the fields number, name, username, userId, numberHidden, identityKeyHash",
            })
    void aWrongValueChangesNothing(String json, String problem) {
        anna.writes("Hello");
        emulator.chat("4930901820").writes("Another one");
        emulator.chat("4930901820").hasUserId("US.2");
        JsonNode before = client.get("/emulator/chats").json();
        Response refused = change(TestClient.NUMBER, json.replace("}", ",\"name\":\"B\"}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asText()).isEqualTo(problem);
        assertThat(client.get("/emulator/chats").json()).isEqualTo(before);
    }

    @Test
    void onPremiseHasOnlyNumbers() {
        try (Whatsapp360Emulator old = Whatsapp360Emulator.builder()
                .hosting(EmulatedHosting.ON_PREMISE)
                .start()) {
            old.webhook(hook.url(), Map.of());
            Chat bernd = old.chat(TestClient.NUMBER).named("Bernd");
            assertThatIllegalArgumentException().isThrownBy(() -> bernd.hasUsername("bernd"));
            assertThatIllegalArgumentException().isThrownBy(() -> bernd.hidesNumber(true));
            bernd.writes("Hello");
            bernd.changesNumber(NEW);
            old.webhooks().awaitDelivered(2);
            JsonNode system = hook.posts().get(1).json();
            assertThat(system.has("contacts")).isFalse();
            assertThat(system.at("/messages/0/from").asText()).isEqualTo(TestClient.NUMBER);
            assertThat(system.at("/messages/0/system/new_wa_id").asText()).isEqualTo(NEW);
            assertThat(system.at("/messages/0/system").has("wa_id")).isFalse();
        }
    }

    @Test
    void itSurvives() throws IOException {
        anna.writes("Hello");
        anna.hasUsername("anna");
        anna.hidesNumber(true);
        anna.hasIdentityKey("abc=");
        Chat moved = anna.changesNumber(NEW);
        moved.writes("It is me");
        String userId = moved.userId();
        JsonNode before = client.get("/emulator/chats").json();
        assertThat(before.at("/0/messages")).hasSize(3);
        Path state = folder.resolve("state.json");
        emulator.exportState(state);
        emulator.close();
        for (int restart = 0; restart < 2; restart++) {
            try (Whatsapp360Emulator again = Whatsapp360Emulator.builder()
                    .apiKey("one")
                    .apiKey("two")
                    .data(folder.resolve("data"))
                    .start()) {
                assertSame(again, before, userId);
            }
        }
        try (Whatsapp360Emulator other =
                Whatsapp360Emulator.builder().state(state).start()) {
            assertSame(other, before, userId);
        }
    }

    private static void assertSame(Whatsapp360Emulator emulator, JsonNode before, String userId) {
        TestClient own = new TestClient(emulator);
        assertThat(own.get("/emulator/chats").json()).isEqualTo(before);
        List<ChatMessage> messages = emulator.chat(NEW).messages();
        assertThat(messages).isEmpty();
        assertThat(emulator.chat(NEW).userId()).isEqualTo(userId);
    }

    @Test
    void ofSeveralCustomersOnlyOneGetsANumber() {
        List<String> customers =
                IntStream.range(0, 20).mapToObj(i -> "49170000" + (1000 + i)).toList();
        customers.forEach(number -> emulator.chat(number).writes("Hi"));
        long changed = customers.parallelStream()
                .filter(number ->
                        change(number, "{\"number\":\"4915199999999\"}").status() == 200)
                .count();
        assertThat(changed).isEqualTo(1);
        assertThat(client.get("/emulator/messages?words=hi&limit=0")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(20);
    }
}
