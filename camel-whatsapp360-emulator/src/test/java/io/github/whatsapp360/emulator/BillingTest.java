package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.model.BillingTotal;
import io.github.whatsapp360.emulator.model.StatusReports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The prices that statuses report, and the bill of each number and month. */
class BillingTest {

    private static final String OCTOBER = "2026-10-01T00:00:00Z";
    private static final String SEPTEMBER = "2026-09-30T22:00:00Z";

    private final MovableClock clock = new MovableClock();
    private final Hook hook = new Hook();
    private Whatsapp360Emulator emulator;
    private TestClient client;

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        emulator.close();
        hook.close();
    }

    private void start(String now) {
        start(now, Whatsapp360Emulator.builder());
    }

    private void start(String now, Whatsapp360Emulator.Builder builder) {
        clock.forward(Duration.between(clock.instant(), Instant.parse(now)));
        emulator = builder.clock(clock)
                .unlimited()
                .template(template("marketing"))
                .template(template("UTILITY"))
                .template(template("AUTHENTICATION"))
                .template(template("something_new"))
                .start();
        emulator.webhook(hook.url(), Map.of());
        client = new TestClient(emulator);
    }

    private static String template(String category) {
        return """
                {"name":"%s","language":"en","category":"%s","components":[{"type":"BODY","text":"Hi"}]}"""
                .formatted(category.toLowerCase(java.util.Locale.ROOT), category);
    }

    private String text() {
        return send(client, "text", "{\"body\":\"Hi\"}");
    }

    private String template(TestClient client, String name) {
        return send(client, "template", "{\"name\":\"" + name + "\",\"language\":{\"code\":\"en\"}}");
    }

    private static String send(TestClient client, String type, String content) {
        return id(client.message(type, content));
    }

    private static String id(TestClient.Response response) {
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return response.json().at("/messages/0/id").asText();
    }

    /** Sends and waits until the message is delivered. */
    private void delivered(String id) {
        emulator.awaitStatus(id, "delivered");
    }

    private void deliveredTexts(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(text());
        }
        ids.forEach(this::delivered);
    }

    /** Returns the bill as lines: {@code 2026-10 service regular 3}. */
    private List<String> bill() {
        return bill(emulator.billing());
    }

    private static List<String> bill(List<BillingTotal> totals) {
        return totals.stream()
                .map(total -> total.month() + " " + total.pricing().category() + " "
                        + total.pricing().type() + " " + total.count())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        SEPTEMBER + ", false, marketing,      marketing regular",
        SEPTEMBER + ", false, utility,        utility regular",
        SEPTEMBER + ", true,  utility,        utility free_customer_service",
        SEPTEMBER + ", true,  authentication, authentication regular",
        SEPTEMBER + ", true,  something_new,  marketing regular",
        OCTOBER + ",   false, utility,        utility regular",
        OCTOBER + ",   true,  utility,        utility regular",
        OCTOBER + ",   true,  authentication, authentication regular",
    })
    void aTemplateCostsWhatItsCategoryDoes(String now, boolean window, String name, String price) {
        start(now);
        if (window) {
            emulator.chat(TestClient.NUMBER).writes("Hello");
        }
        delivered(template(client, name));
        assertThat(bill()).containsExactly(now.substring(0, 7) + " " + price + " 1");
        assertThat(emulator.billing().get(0).pricing().billable()).isEqualTo(price.endsWith("regular"));
    }

    @Test
    void theWindowEndsAfter24HoursAndIsThatOfOneNumber() {
        start(
                "2026-09-10T00:00:00Z",
                Whatsapp360Emulator.builder().apiKey("one").apiKey("two"));
        emulator.chat(TestClient.NUMBER).writes("Hello, number one");
        delivered(template(new TestClient(emulator.baseUrl(), "two"), "utility"));
        delivered(template(client, "utility"));
        clock.forward(Duration.ofHours(24));
        delivered(template(client, "utility"));
        assertThat(emulator.billing())
                .extracting(
                        BillingTotal::number, total -> total.pricing().type(), BillingTotal::month, BillingTotal::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("15550783881", "regular", YearMonth.of(2026, 9), 1L),
                        org.assertj.core.groups.Tuple.tuple(
                                "15550783881", "free_customer_service", YearMonth.of(2026, 9), 1L),
                        org.assertj.core.groups.Tuple.tuple("15550783882", "regular", YearMonth.of(2026, 9), 1L));
    }

    @Test
    void aThousandServiceMessagesOfANumberAndMonthAreFree() {
        start(
                "2026-09-30T23:00:00Z",
                Whatsapp360Emulator.builder().apiKey("one").apiKey("two"));
        for (int i = 0; i < 20; i++) {
            delivered(text()); // those of September do not count
        }
        clock.forward(Duration.ofHours(2));
        deliveredTexts(999);
        delivered(text());
        String charged = text();
        delivered(charged);
        TestClient two = new TestClient(emulator.baseUrl(), "two");
        delivered(send(two, "text", "{\"body\":\"Hi\"}"));
        assertThat(bill())
                .containsExactly(
                        "2026-09 service free_customer_service 20",
                        "2026-10 service regular 1",
                        "2026-10 service free_customer_service 1000",
                        "2026-10 service free_customer_service 1");
        emulator.webhooks().awaitDelivered(2 * 1022);
        assertThat(pricing(charged))
                .allMatch(pricing -> pricing.path("billable").asBoolean());
        clock.forward(Duration.ofDays(31));
        delivered(text());
        assertThat(bill()).contains("2026-11 service free_customer_service 1");
    }

    @Test
    void groupsShareTheFreeMessages() {
        start(OCTOBER);
        deliveredTexts(999);
        String group = "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"group\",\"to\":\"Y2FwaV9ncm91cDox\","
                + "\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}";
        delivered(id(client.post(group)));
        delivered(id(client.post(group)));
        delivered(text());
        assertThat(bill())
                .containsExactlyInAnyOrder(
                        "2026-10 group_service regular 1",
                        "2026-10 group_service free_group_customer_service 1",
                        "2026-10 service regular 1",
                        "2026-10 service free_customer_service 999");
    }

    @Test
    void anAnswerToAClickOnAnAdvertisementMakesThreeDaysFree() {
        start(OCTOBER);
        emulator.chat(TestClient.NUMBER)
                .writesJson(
                        """
                {"type":"text","text":{"body":"Hello"},"referral":{"source_type":"ad","source_id":"1"}}""");
        clock.forward(Duration.ofHours(24).minusMillis(1));
        String first = template(client, "marketing");
        delivered(first);
        clock.forward(Duration.ofHours(72).minusMillis(1));
        String second = template(client, "marketing");
        delivered(second);
        clock.forward(Duration.ofMillis(1));
        String third = template(client, "marketing");
        delivered(third);
        assertThat(bill())
                .containsExactly("2026-10 marketing regular 1", "2026-10 referral_conversion free_entry_point 2");
        emulator.webhooks().awaitDelivered(7);
        JsonNode conversation = status(first, "sent").path("conversation");
        String end = Long.toString(Instant.parse("2026-10-04T23:59:59.999Z").getEpochSecond());
        assertThat(conversation.path("expiration_timestamp").asText()).isEqualTo(end);
        assertThat(conversation.at("/origin/type").asText()).isEqualTo("referral_conversion");
        assertThat(status(second, "sent").path("conversation")).isEqualTo(conversation);
        JsonNode delivered = status(second, "delivered").path("conversation");
        assertThat(delivered.path("id").asText())
                .isNotEmpty()
                .isEqualTo(conversation.path("id").asText());
        assertThat(delivered.has("expiration_timestamp")).isFalse();
        assertThat(status(third, "sent").has("conversation")).isFalse();
    }

    @Test
    void anAnswerAfter24HoursMakesNothingFree() {
        start(OCTOBER);
        emulator.chat(TestClient.NUMBER)
                .writesJson("{\"type\":\"text\",\"text\":{\"body\":\"Hello\"},\"referral\":{\"source_type\":\"ad\"}}");
        clock.forward(Duration.ofHours(24));
        delivered(template(client, "marketing"));
        assertThat(bill()).containsExactly("2026-10 marketing regular 1");
    }

    @Test
    void whatDoesNotArriveIsNotCharged() {
        start(OCTOBER);
        emulator.statuses(StatusReports.inOrder().failing(131049, 1));
        emulator.awaitStatus(template(client, "marketing"), "failed");
        emulator.statuses(StatusReports.none());
        text();
        emulator.statuses(StatusReports.inOrder().delayedBy(Duration.ofMinutes(1)));
        text();
        assertThat(bill()).isEmpty();
        emulator.webhooks().awaitDelivered(1);
        assertThat(hook.posts().get(0).status().has("pricing")).isFalse();
        clock.forward(Duration.ofMinutes(1));
        delivered(emulator.messages().get(2).id());
        assertThat(bill()).containsExactly("2026-10 service free_customer_service 1");
    }

    @Test
    void aReactionIsOnlySentAndNotCharged() {
        start(OCTOBER);
        String id = text();
        delivered(id);
        emulator.statuses(StatusReports.inOrder().andRead());
        String reaction = send(client, "reaction", "{\"message_id\":\"" + id + "\",\"emoji\":\"+\"}");
        emulator.awaitStatus(reaction, "sent");
        emulator.chat(TestClient.NUMBER).reads();
        emulator.awaitStatus(id, "read");
        emulator.webhooks().awaitDelivered(4);
        assertThat(hook.posts().stream()
                        .map(Hook.Post::status)
                        .filter(status -> status.path("id").asText().equals(reaction))
                        .map(status -> status.path("status").asText()))
                .containsExactly("sent");
        assertThat(bill()).containsExactly("2026-10 service free_customer_service 1");
    }

    @Test
    void theMonthIsThatOfTheDelivery() {
        start(SEPTEMBER);
        emulator.statuses(StatusReports.inOrder().delayedBy(Duration.ofHours(3)));
        emulator.chat(TestClient.NUMBER).writes("Hello");
        String id = template(client, "utility");
        clock.forward(Duration.ofHours(3));
        delivered(id);
        assertThat(bill()).containsExactly("2026-10 utility regular 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IN_ORDER", "REVERSED", "SHUFFLED"})
    void aPriceIsReportedTwiceAndChargedOnce(StatusReports.Order order) {
        start(OCTOBER);
        emulator.statuses(StatusReports.inOrder().andRead().ordered(order).copies(3));
        String id = text();
        emulator.webhooks().awaitDelivered(9);
        assertThat(bill()).containsExactly("2026-10 service free_customer_service 1");
        assertThat(hook.posts().stream()
                        .filter(post -> post.status().has("pricing"))
                        .map(post -> post.status().path("status").asText())
                        .distinct())
                .hasSize(2)
                .contains("sent");
        assertThat(pricing(id)).hasSize(6);
    }

    @Test
    void theApiHasTheBillAndThePriceOfEachMessage() {
        start(OCTOBER);
        assertThat(client.get("/emulator/billing").text()).isEqualTo("[]");
        delivered(text());
        delivered(text());
        delivered(template(client, "marketing"));
        assertThat(client.get("/emulator/billing").text())
                .isEqualTo(
                        "[{\"number\":\"15550783881\",\"month\":\"2026-10\",\"billable\":1,\"free\":2,"
                                + "\"freeServiceLeft\":998,\"totals\":["
                                + "{\"category\":\"marketing\",\"type\":\"regular\",\"billable\":true,\"count\":1},"
                                + "{\"category\":\"service\",\"type\":\"free_customer_service\",\"billable\":false,\"count\":2}]}]");
        assertThat(client.get("/emulator/chats")
                        .json()
                        .at("/0/messages/2/pricing")
                        .toString())
                .isEqualTo("{\"category\":\"marketing\",\"type\":\"regular\",\"billable\":true}");
        emulator.statuses(StatusReports.none());
        text();
        assertThat(client.get("/emulator/chats")
                        .json()
                        .at("/0/messages/3/pricing")
                        .isNull())
                .isTrue();
        assertThat(client.send("DELETE", "/emulator/billing", null).status()).isEqualTo(405);
        emulator.reset();
        assertThat(client.get("/emulator/billing").text()).isEqualTo("[]");
    }

    @Test
    void beforeOctoberNothingIsLeftOfAFreeTier() {
        start(SEPTEMBER);
        delivered(text());
        assertThat(client.get("/emulator/billing").json().get(0).has("freeServiceLeft"))
                .isFalse();
    }

    @Test
    void theBillSurvivesARestartAndForgottenMessages() {
        start(OCTOBER, Whatsapp360Emulator.builder().data(folder).keep(2));
        emulator.chat(TestClient.NUMBER)
                .writesJson("{\"type\":\"text\",\"text\":{\"body\":\"Hello\"},\"referral\":{\"source_type\":\"ad\"}}");
        delivered(text());
        clock.forward(Duration.ofDays(4));
        for (int i = 0; i < 5; i++) {
            delivered(text());
        }
        List<String> before = bill();
        assertThat(before)
                .containsExactly(
                        "2026-10 referral_conversion free_entry_point 1", "2026-10 service free_customer_service 5");
        JsonNode chats = client.get("/emulator/chats").json();
        for (int restart = 0; restart < 3; restart++) {
            emulator.close();
            start(
                    clock.instant().toString(),
                    Whatsapp360Emulator.builder().data(folder).keep(2));
            assertThat(bill()).isEqualTo(before);
            assertThat(client.get("/emulator/chats").json().at("/0/messages/1/pricing"))
                    .isEqualTo(chats.at("/0/messages/1/pricing"))
                    .isNotEmpty();
        }
        emulator.chat(TestClient.NUMBER).reads();
        emulator.awaitStatus(emulator.messages().get(1).id(), "read");
        assertThat(bill()).as("not charged again").isEqualTo(before);
        delivered(text());
        assertThat(bill()).contains("2026-10 service free_customer_service 6");
        emulator.reset();
        assertThat(bill()).isEmpty();
    }

    @Test
    void aMessageThatIsOnlyReadAfterARestartIsChargedThen() {
        start(OCTOBER, Whatsapp360Emulator.builder().data(folder));
        emulator.statuses(StatusReports.none());
        template(client, "utility");
        emulator.close();
        start(OCTOBER, Whatsapp360Emulator.builder().data(folder));
        assertThat(bill()).isEmpty();
        emulator.chat(TestClient.NUMBER).reads();
        emulator.awaitStatus(emulator.messages().get(0).id(), "read");
        assertThat(bill()).containsExactly("2026-10 utility regular 1");
    }

    /** Returns the status of a message, which the webhook has got. Webhooks of different messages come in any order. */
    private JsonNode status(String messageId, String status) {
        return hook.posts().stream()
                .map(Hook.Post::status)
                .filter(json -> json.path("id").asText().equals(messageId)
                        && json.path("status").asText().equals(status))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> pricing(String messageId) {
        return hook.posts().stream()
                .map(Hook.Post::status)
                .filter(json -> json.path("id").asText().equals(messageId) && json.has("pricing"))
                .map(json -> json.path("pricing"))
                .toList();
    }
}
