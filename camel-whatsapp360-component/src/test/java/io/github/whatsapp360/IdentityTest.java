package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.message.Interactive;
import io.github.whatsapp360.message.OutgoingMessage;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Messages for the identity key that a customer had, and requests for the phone number of a customer. */
class IdentityTest extends WebhookTest {

    private static final String FIRST = "DF2lS5v2W6x=";
    private static final String NEW_PHONE = "a1B2c3D4e5F=";

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:payload")
                        .to("whatsapp360:events")
                        .split(body())
                        // example: identity
                        .setHeader("CamelWhatsapp360IdentityKeyHash", simple("${body.identityKeyHash}"))
                        .setHeader("CamelWhatsapp360To", simple("${body.from}"))
                        .setBody(constant("Here is your statement."))
                        .to("whatsapp360:send");
                // end
            }
        });
        return context;
    }

    private Exchange answerTo(String identityKeyHash) {
        String contact = "{\"wa_id\":\"" + TO + "\",\"identity_key_hash\":\"" + identityKeyHash + "\"}";
        return send(
                "direct:payload",
                payload(text("wamid.1")).replace("\"messages\":[", "\"contacts\":[" + contact + "],\"messages\":["));
    }

    @Test
    void anAnswerIsSentToTheIdentityThatWrote() {
        chat().hasIdentityKey(FIRST);
        assertThat(answerTo(FIRST).getException()).isNull();
        assertThat(chat().messages()).hasSize(1);
        assertThat(chat().messages()
                        .get(0)
                        .json()
                        .path("recipient_identity_key_hash")
                        .asText())
                .isEqualTo(FIRST);
    }

    @Test
    void anAnswerIsRefusedIfTheCustomerHasAnotherPhoneNow() {
        chat().hasIdentityKey(NEW_PHONE);
        Exchange exchange = answerTo(FIRST);
        assertThat(exchange.getException()).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.getCode()).hasValue(ErrorCode.IDENTITY_KEY.code());
            assertThat(refusal.isRetryable()).isFalse();
            assertThat(refusal).hasMessageNotContaining(FIRST);
        });
        assertThat(messages()).hasSize(1);
        assertThat(chat().messages()).isEmpty();
    }

    @Test
    void theHashOfTheMessageWinsOverTheHeader() {
        chat().hasIdentityKey(FIRST);
        Map<String, Object> header = Map.of(Whatsapp360Constants.IDENTITY_KEY_HASH, NEW_PHONE);
        assertThat(send("whatsapp360:send", OutgoingMessage.text("hello").withIdentityKeyHash(FIRST), header)
                        .getException())
                .isNull();
        assertThat(send("whatsapp360:send", "hello", header).getException()).isInstanceOf(ApiException.class);
        assertThat(send("whatsapp360:send", "hello").getException()).isNull();
    }

    @Test
    void aSharedPhoneNumberComesAsAContact() {
        Exchange sent =
                send("whatsapp360:send", OutgoingMessage.of(Interactive.contactRequest("May we have your number?")));
        assertThat(sent.getException()).isNull();
        assertThat(chat().messages()
                        .get(0)
                        .json()
                        .at("/interactive/action/name")
                        .asText())
                .isEqualTo("request_contact_info");

        String contact =
                """
                {"id": "wamid.2", "from_user_id": "DE.1234567890", "timestamp": "1763000000", "type": "contacts",
                 "contacts": [{"origin": "contact_request", "phones": [{"phone": "+4915112345678"}]}]}""";
        Exchange exchange = send("whatsapp360:events", payload(contact));
        InboundMessage message =
                (InboundMessage) exchange.getMessage().getBody(List.class).get(0);
        assertThat(message.userId()).isEqualTo("DE.1234567890");
        assertThat(message.content().at("/0/origin").asText()).isEqualTo("contact_request");
    }
}
