package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.DeliveryQuery;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.Template;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The webhooks about templates, which the service posts, keep the option {@code validateTemplates} current. */
class ValidateTemplatesWebhookTest extends WebhookTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension OWN = Whatsapp360EmulatorExtension.of(
            builder -> builder.unlimited().template("order", "en", "Your order").template("other", "en", "Hi"));

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setBaseUrl(OWN.emulator().baseUrl());
        options.setApiKey(OWN.emulator().apiKey());
    }

    private Exchange send(String template) {
        return send("whatsapp360:send?validateTemplates=true", OutgoingMessage.of(Template.of(template, "en")));
    }

    private static long lists() {
        return OWN.emulator().requests().stream()
                .filter(request -> request.path().split("\\?")[0].equals("/message_templates"))
                .count();
    }

    private void review(String status) {
        long before = OWN.emulator().webhooks().delivered();
        OWN.emulator().review("order", "en", status, "");
        await().until(() -> OWN.emulator().webhooks().delivered() > before);
    }

    @Test
    void aReviewIsKnownToTheNextMessage() throws Exception {
        listen(registered());
        assertThat(send("order").getException()).isNull();
        assertThat(send("other").getException()).isNull();
        assertThat(lists()).isEqualTo(1);
        OWN.emulator().webhooks().await(DeliveryQuery.of("status delivered"));
        await().until(() -> OWN.emulator().webhooks().waiting() == 0);

        review("PAUSED");
        assertThat(send("order").getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("is PAUSED");
        assertThat(send("other").getException()).isNull();
        assertThat(lists()).isEqualTo(2);
        await().until(() -> OWN.emulator().webhooks().waiting() == 0);

        review("APPROVED");
        assertThat(send("order").getException()).isNull();
        assertThat(lists()).isEqualTo(3);
    }
}
