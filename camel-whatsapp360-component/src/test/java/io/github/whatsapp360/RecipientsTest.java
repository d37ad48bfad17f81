package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To whom a message goes, by the form of what stands in the header, the option or the message. */
class RecipientsTest extends EmulatorTest {

    private static final String GROUP = "Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD";

    @ParameterizedTest
    @CsvSource({
        "+49 151 1234-5678, to, individual",
        "US.13491208655302741918, recipient, individual",
        "US.ENT.11815799212886844830, recipient, individual",
        GROUP + ", to, group"
    })
    void eachFormStandsInItsField(String recipient, String field, String type) throws Exception {
        Exchange exchange = send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.TO, recipient));
        Exchange file =
                send("whatsapp360:send", sample("good/invoice.pdf"), Map.of(Whatsapp360Constants.TO, recipient));
        Exchange option = send("whatsapp360:send?to=RAW(" + recipient + ")", "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(file.getException()).isNull();
        assertThat(option.getException()).isNull();
        assertThat(messages()).hasSize(3);
        for (var request : messages()) {
            JsonNode json = new ObjectMapper().readTree(request.body());
            assertThat(json.path(field).asText()).isEqualTo(recipient);
            assertThat(json.has("to") && json.has("recipient")).isFalse();
            assertThat(json.path("recipient_type").asText()).isEqualTo(type);
        }
    }
}
