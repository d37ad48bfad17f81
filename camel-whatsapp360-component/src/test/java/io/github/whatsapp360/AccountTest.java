package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.BlockResult;
import io.github.whatsapp360.api.BlockedUser;
import io.github.whatsapp360.api.BusinessProfile;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.NumberHealth;
import io.github.whatsapp360.api.WebhookDestination;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The health, the profile, the blocked users and the webhooks of a number. */
@Tag(EmulatorTest.BOTH_WAYS)
class AccountTest extends EmulatorTest {

    private static final String OTHER = "4915112345679";

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setTo(null);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:account").to("whatsapp360:account");
            }
        };
    }

    private Exchange account(String operation, Object body) {
        return send("direct:account", body, Map.of(Whatsapp360Constants.OPERATION, operation));
    }

    private <T> T answer(String operation, Object body, Class<T> type) {
        Exchange done = account(operation, body);
        assertThat(done.getException()).isNull();
        return type.cast(done.getMessage().getBody());
    }

    @Test
    void theHealthSaysWhetherAndWhy() {
        NumberHealth health =
                (NumberHealth) send("direct:account", null).getMessage().getBody();
        assertThat(health.canSend()).isTrue();
        assertThat(health.status()).isEqualTo("AVAILABLE");
        assertThat(health.phoneNumberId()).isEqualTo("106540352242922");
        assertThat(health.accountId()).isEqualTo("102290129340398");
        assertThat(health.entities()).extracting(NumberHealth.Entity::type).contains("BUSINESS", "APP");
        assertThat(health.problems()).isEmpty();

        emulator().health("LIMITED");
        NumberHealth limited = answer("health", null, NumberHealth.class);
        assertThat(limited.canSend()).isTrue();
        assertThat(limited.problems()).singleElement().asString().contains("display name");

        emulator().health("BLOCKED");
        Exchange blocked = account("health", null);
        assertThat(blocked.getMessage().getBody(NumberHealth.class).canSend()).isFalse();
        assertThat(blocked.getMessage()
                        .getBody(JsonNode.class)
                        .at("/health_status/can_send_message")
                        .asText())
                .isEqualTo("BLOCKED");
        assertThat(blocked.getMessage().getBody(NumberHealth.class).problems())
                .singleElement()
                .asString()
                .contains("Make it available");
    }

    @Test
    void aProfileIsReadChangedAndKeepsUnknownFields() {
        BusinessProfile changed = BusinessProfile.empty()
                .withAbout("Open")
                .withAddress("Main Street 1")
                .withDescription("Plants")
                .withEmail("a@example.com")
                .withVertical("RETAIL")
                .withWebsites(List.of("https://example.com"));
        assertThat(answer("updateProfile", changed, BusinessProfile.class)).isEqualTo(changed);

        assertThat(account("updateProfile", Map.of("about", "Closed", "new_field", 7))
                        .getException())
                .isNull();
        BusinessProfile read = answer("profile", null, BusinessProfile.class);
        assertThat(read.about()).isEqualTo("Closed");
        assertThat(read.address()).isEqualTo("Main Street 1");
        assertThat(read.websites()).containsExactly("https://example.com");
        assertThat(read.json().path("new_field").asInt()).isEqualTo(7);
        assertThat(read)
                .hasToString("BusinessProfile[messaging_product, about, address, description, email, "
                        + "vertical, websites, new_field]");

        assertThat(account("updateProfile", "{\"email\":\"b@example.com\"}").getException())
                .isNull();
        assertThat(account("updateProfile", read.withPictureHandle("4::aW")).getException())
                .isNull();
        assertThat(answer("profile", null, BusinessProfile.class).pictureUrl()).startsWith("https://");
        assertThat(account("updateProfile", Map.of("about", "x".repeat(140))).getException())
                .isInstanceOf(ApiException.class);
        assertThat(account("updateProfile", "  ").getException()).isInstanceOf(InvalidMessageException.class);
    }

    /** The option may be set for the messages of the whole application. */
    @Test
    void theUserInTheBodyIsBlockedAndNotTheOneOfTheOption() {
        emulator().chat(TO).writes("Hello");
        emulator().chat(OTHER).writes("Hello");
        String uri = "whatsapp360:account?operation=block&to=" + OTHER;

        assertThat(blocked(send(uri, TO))).containsExactly(TO);
        assertThat(send(uri, "a message of the customer").getException()).isInstanceOf(InvalidMessageException.class);
        assertThat(blocked(send(uri, null))).containsExactly(OTHER);
    }

    @Test
    void usersAreNamedInAnyForm() throws Exception {
        emulator().chat(TO).writes("Hello");
        for (Object body : new Object[] {
            TO,
            Long.valueOf(TO),
            List.of(Long.valueOf(TO)),
            new String[] {TO},
            new ObjectMapper().readTree("[\"" + TO + "\"]"),
            new ObjectMapper().readTree("[{\"wa_id\":\"" + TO + "\"}]")
        }) {
            assertThat(answer("block", body, BlockResult.class).changed())
                    .as(body.getClass().getName())
                    .containsExactly(TO);
            List<?> all = answer("blocked", null, List.class);
            assertThat(answer("unblock", all, BlockResult.class).changed()).containsExactly(TO);
        }
        Map<String, Object> blank = Map.of(Whatsapp360Constants.OPERATION, "block", Whatsapp360Constants.TO, " ");
        assertThat(blocked(send("direct:account", TO, blank))).containsExactly(TO);
    }

    @Test
    void aListOfResultsIsJson() {
        emulator().chat(TO).writes("Hello");
        answer("block", TO, BlockResult.class);
        Message list = account("blocked", null).getMessage();
        assertThat(list.getBody(JsonNode.class).at("/0/wa_id").asText()).isEqualTo(TO);
        assertThat(list.getBody(String.class)).startsWith("[{").contains(TO);
    }

    @Test
    void aBodyThatIsNoProfileIsRefused() {
        for (Object body : new Object[] {"{broken", "about", new BusinessProfile(TextNode.valueOf("x")), List.of(1)}) {
            assertThat(account("updateProfile", body).getException())
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("there is no profile");
        }
    }

    private static List<String> blocked(Exchange done) {
        return done.getMessage().getBody(BlockResult.class).changed();
    }

    @Test
    void usersAreBlockedListedAndUnblocked() {
        emulator().chat(TO).writes("Hello");
        BlockResult blocked = (BlockResult) send(
                        "direct:account",
                        "a message of the customer",
                        Map.of(Whatsapp360Constants.OPERATION, "block", Whatsapp360Constants.TO, "+49 151 12345678"))
                .getMessage()
                .getBody();
        assertThat(blocked.changed()).containsExactly(TO);
        assertThat(blocked.failed()).isEmpty();
        assertThat(blocked).hasToString("BlockResult[changed=1, failed=0]");
        assertThat(((List<?>) answer("blocked", null, List.class)))
                .singleElement()
                .isInstanceOfSatisfying(
                        BlockedUser.class, user -> assertThat(user.user()).isEqualTo(TO));
        Exchange refused = send("whatsapp360:send", "hi", Map.of(Whatsapp360Constants.TO, TO));
        assertThat(refused.getException()).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getErrorCode())
                .contains(ErrorCode.USER_BLOCKED));

        assertThat(answer("unblock", TO, BlockResult.class).changed()).containsExactly(TO);
        assertThat((List<?>) answer("blocked", null, List.class)).isEmpty();
    }

    @Test
    void ofSeveralUsersSomeMayFail() {
        emulator().chat(TO).writes("Hello");
        BlockResult partly = answer("block", List.of(TO, OTHER), BlockResult.class);
        assertThat(partly.changed()).containsExactly(TO);
        assertThat(partly.failed()).singleElement().satisfies(failure -> {
            assertThat(failure.user()).isEqualTo(OTHER);
            assertThat(failure.code()).hasValue(131047);
            assertThat(failure.details()).contains("24 hours");
            assertThat(failure).hasToString("Failure[131047]");
        });

        assertThat(account("block", OTHER).getException())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getErrorCode()).contains(ErrorCode.BLOCK_FAILED));
        assertThat(account("block", "nobody").getException()).isInstanceOf(InvalidMessageException.class);
        assertThat(account("block", null).getException()).isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void aLongListIsReadToItsEnd() {
        List<String> users =
                IntStream.range(0, 1_001).mapToObj(n -> "DE." + (100_000 + n)).toList();
        for (String user : users) {
            emulator().chat(user).writes("Hello");
        }
        assertThat(answer("block", users.subList(0, 1_000), BlockResult.class).changed())
                .hasSize(1_000);
        assertThat(answer("block", users.subList(1_000, 1_001), BlockResult.class)
                        .changed())
                .hasSize(1);
        assertThat(account("block", users).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("1000");
        List<?> all = answer("blocked", null, List.class);
        assertThat(all).extracting(user -> ((BlockedUser) user).userId()).containsExactlyElementsOf(users);
    }

    @Test
    void webhooksAreReadBack() {
        assertThat((List<?>) answer("webhooks", null, List.class)).isEmpty();
        emulator().webhook(URI.create("http://127.0.0.1:8080/hook"), Map.of("X-Secret", "abc"));
        WebhookDestination main =
                (WebhookDestination) answer("webhooks", null, List.class).get(0);
        assertThat(main.url()).isEqualTo("http://127.0.0.1:8080/hook");
        assertThat(main.headers()).containsExactly(Map.entry("X-Secret", "abc"));
        assertThat(main.name()).isEmpty();
        assertThat(main).hasToString("WebhookDestination[]");
    }

    @Test
    void anotherHostingHasNone() {
        assertThat(send("whatsapp360:account?hosting=SANDBOX", null).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("hosting=CLOUD");
    }
}
