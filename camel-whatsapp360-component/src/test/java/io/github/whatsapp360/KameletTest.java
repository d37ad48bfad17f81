package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.media.MediaInfo;
import io.github.whatsapp360.message.SentMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kamelets of the jar; the component itself knows neither key nor address here. */
class KameletTest extends EmulatorTest {

    @Override
    void configure(Whatsapp360Configuration options) {
        options.setApiKey("of-another-number");
    }

    @Test
    void theSinkSendsAFileWithItsCaption() throws Exception {
        Exchange exchange =
                send(kamelet("whatsapp360-send-sink") + "&to=" + TO + "&caption=Paid", sample("good/invoice.pdf"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(SentMessage.class);
        assertThat(chat().awaitDocument("invoice.pdf")).satisfies(message -> {
            assertThat(message.caption()).isEqualTo("Paid");
            assertThat(message.sha256()).isEqualTo(sha256(Files.readAllBytes(sample("good/invoice.pdf"))));
        });
    }

    @Test
    void aHeaderNamesTheSinksRecipient() {
        Exchange exchange =
                send(kamelet("whatsapp360-send-sink"), "Hello", Map.of(Whatsapp360Constants.TO, "4916055511"));
        assertThat(exchange.getException()).isNull();
        assertThat(emulator().chat("4916055511").awaitMessages(1).get(0).text()).isEqualTo("Hello");
    }

    @Test
    void theActionUploadsLooksUpDownloadsAndDeletes() throws Exception {
        String action = kamelet("whatsapp360-media-action");
        String id = send(action, sample("good/photo.jpg")).getMessage().getBody(String.class);
        assertThat(id).matches("[0-9]+");
        assertThat(send(action + "&operation=info", id).getMessage().getBody())
                .isInstanceOfSatisfying(
                        MediaInfo.class, info -> assertThat(info.mimeType()).isEqualTo("image/jpeg"));
        assertThat(send(action + "&operation=download", id).getMessage().getBody())
                .isEqualTo(Files.readAllBytes(sample("good/photo.jpg")));
        assertThat(send(action + "&operation=delete", id).getException()).isNull();
        assertThat(send(action + "&operation=info", id).getException()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp360-send-sink", "whatsapp360-media-action", "whatsapp360-events-source"})
    void whatATemplateUsesIsDefinedAndTheReverse(String name) throws IOException {
        String text = text(name);
        int template = text.indexOf("\n  template:");
        assertThat(found("\\{\\{\\??(\\w+)}}", text.substring(template)))
                .containsExactlyInAnyOrderElementsOf(found("\n      (\\w+):\n        title:", text));
        assertThat(text)
                .contains("mvn:io.github.whatsapp360:camel-whatsapp360:1.")
                .doesNotContain("${project");
    }

    private static String kamelet(String name) {
        return "kamelet:" + name + "?apiKey=" + emulator().apiKey() + "&baseUrl="
                + emulator().baseUrl();
    }

    private static String text(String kamelet) throws IOException {
        try (InputStream in = KameletTest.class.getResourceAsStream("/kamelets/" + kamelet + ".kamelet.yaml")) {
            assertThat(in).as(kamelet).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> found(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
