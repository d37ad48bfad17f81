package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in the configuration is named when the route is built, with what would be right. */
class OptionsTest extends EmulatorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whatsapp360:sned | whatsapp360:sned | whatsapp360:media, whatsapp360:send",
                "whatsapp360:send?captoin=x | captoin | caption, confirm, confirmTimeout, connectTimeout",
                "whatsapp360:send?type=hologram | type=hologram | image, video, audio, sticker, document",
                "whatsapp360:media?operation=frobnicate | operation=frobnicate | upload",
                "whatsapp360:send?to=abc | Option to | country code",
                "whatsapp360:send?baseUrl=waba | Option baseUrl | https://waba-v2.360dialog.io",
                "whatsapp360:send?baseUrl=https://user:secret@host | Option baseUrl | http",
                "whatsapp360:send?maxRetries=-1 | maxRetries=-1 | at least 0",
                "whatsapp360:send?rateLimitFallback=-0.1 | rateLimitFallback=-0.1 | between 0 and 1",
                "whatsapp360:send?rateLimitFallback=1.1 | rateLimitFallback=1.1 | between 0 and 1",
                "whatsapp360:send?rateLimitFallback=NaN | rateLimitFallback=NaN | between 0 and 1",
                "whatsapp360:send?responseTimeout=0 | responseTimeout=0 | at least 1",
                "whatsapp360:send?maxRetries=many | maxRetries | many",
                "whatsapp360:send?apiKey=RAW(two words) | Option apiKey | space",
                "whatsapp360:send?proxyHost=localhost | proxyHost | together",
                "whatsapp360:send?proxyAuthScheme=ftp | proxyAuthScheme=ftp | http, https",
            })
    void aWrongOptionIsNamedWithWhatIsAccepted(String uri, String named, String accepted) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasStackTraceContaining(named)
                .hasStackTraceContaining(accepted);
    }

    @Test
    void aMissingKeyIsNamed() {
        context.getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .setApiKey(null);
        assertThatThrownBy(() -> context.getEndpoint("whatsapp360:send"))
                .hasStackTraceContaining("Option apiKey is missing")
                .hasStackTraceContaining("camel.component.whatsapp360.api-key");
    }

    @Test
    void aWrongKeyIsTheServicesRefusal() {
        Exchange exchange = send("whatsapp360:send?apiKey=wrong-key-0815", "hello");
        assertThat(exchange.getException()).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.getStatus()).isEqualTo(401);
            assertThat(refusal.isRetryable()).isFalse();
            assertThat(refusal).hasMessageContaining("apiKey").hasMessageNotContaining("0815");
        });
        assertThat(emulator().requests()).hasSize(1);
    }

    @Test
    void aMissingRecipientIsNamed() {
        context.getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .setTo(null);
        Exchange exchange = send("whatsapp360:send", "hello");
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360To")
                .hasMessageContaining("option 'to'");
    }

    @Test
    void anUnknownOperationInTheHeaderIsNamed() {
        Exchange exchange = send("whatsapp360:media", new byte[] {1}, Map.of("CamelWhatsapp360Operation", "shred"));
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("shred")
                .hasMessageContaining("upload");
    }

    @Test
    void itCannotBeUsedToReceive() {
        assertThatThrownBy(() -> context.getEndpoint("whatsapp360:send").createConsumer(exchange -> {}))
                .hasMessageContaining("to(…)");
    }

    @Test
    void anEndpointOverridesTheComponent() {
        Whatsapp360Endpoint endpoint = context.getEndpoint(
                "whatsapp360:send?to=4917099&maxRetries=7&connectTimeout=2s", Whatsapp360Endpoint.class);
        assertThat(endpoint.getConfiguration().getTo()).isEqualTo("4917099");
        assertThat(endpoint.getConfiguration().getMaxRetries()).isEqualTo(7);
        assertThat(endpoint.getConfiguration().getConnectTimeout()).isEqualTo(2000);
        assertThat(endpoint.getConfiguration().getApiKey()).isEqualTo(emulator().apiKey());
    }
}
