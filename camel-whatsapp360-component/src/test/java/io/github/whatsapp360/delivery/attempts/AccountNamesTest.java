package io.github.whatsapp360.delivery.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The names of accounts for people. */
class AccountNamesTest {

    private static final SenderAccount ONE = account("the-key");
    private static final SenderAccount OTHER = account("another-key");

    private long now = 1;
    private final AccountNames names = new AccountNames(() -> now);

    private static SenderAccount account(String key) {
        return new SenderAccount(Hosting.CLOUD, URI.create("https://service.test"), key);
    }

    private void accepted(SenderAccount account, String id) {
        names.accepted(new Call(account, CallKind.MESSAGE), id);
    }

    private static MessageStatus status(String id, String number) {
        String payload = "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{"
                + "\"field\":\"messages\",\"value\":{\"metadata\":{\"display_phone_number\":\"" + number + "\"},"
                + "\"statuses\":[{\"id\":\"" + id + "\",\"status\":\"sent\"}]}}]}]}";
        return (MessageStatus)
                WebhookJson.read(payload.getBytes(StandardCharsets.UTF_8)).get(0);
    }

    @Test
    void aNameIsAPartOfAHashThatStaysTheSame() {
        assertThat(names.of(ONE)).matches("[0-9a-f]{8}").isEqualTo(names.of(account("the-key")));
        assertThat(names.of(OTHER)).isNotEqualTo(names.of(ONE));
        assertThat(ONE.id()).startsWith(names.of(ONE));
    }

    @Test
    void theStatusOfItsOwnMessageShowsTheNumber() {
        accepted(ONE, "wamid.1");
        accepted(OTHER, "wamid.2");
        names.heard(status("wamid.3", "49 30 1111111"));
        assertThat(names.number(ONE)).isEmpty();

        names.heard(status("wamid.1", "+49 30 1234-567"));
        assertThat(names.of(ONE)).isEqualTo(ONE.shortId() + " (***567)");
        assertThat(names.number(OTHER)).isEmpty();

        accepted(ONE, "wamid.4");
        names.heard(status("wamid.4", "49301111111"));
        assertThat(names.number(ONE)).contains("***567");
    }

    @Test
    void aStatusWithoutANumberShowsNone() {
        accepted(ONE, "wamid.1");
        accepted(ONE, "");
        names.heard(status("wamid.1", ""));
        names.heard(status("", "49301234567"));
        names.heard(status("wamid.1", "567"));
        assertThat(names.number(ONE)).isEmpty();
    }

    @Test
    void theFirstMessagesAreKeptForAMinute() {
        for (int n = 0; n < 1_000; n++) {
            accepted(ONE, "wamid." + n);
        }
        names.heard(status("wamid.999", "49301234567"));
        assertThat(names.number(ONE)).isEmpty();
        now += TimeUnit.MINUTES.toNanos(1);
        accepted(ONE, "wamid.late");
        names.heard(status("wamid.0", "49301234567"));
        assertThat(names.number(ONE)).isEmpty();
        names.heard(status("wamid.late", "49301234567"));
        assertThat(names.number(ONE)).contains("***567");
    }

    @Test
    void aForgottenAccountHasNoNumberAndNoMessages() {
        accepted(ONE, "wamid.1");
        names.heard(status("wamid.1", "49301234567"));
        names.forget(ONE);
        assertThat(names.number(ONE)).isEmpty();
        accepted(ONE, "wamid.2");
        names.forget(ONE);
        names.heard(status("wamid.2", "49301234567"));
        assertThat(names.number(ONE)).isEmpty();
    }
}
