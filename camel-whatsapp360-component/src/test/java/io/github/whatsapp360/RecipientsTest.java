package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.SentMessage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipient of a message, by the form of the header, the option or the message's field. */
class RecipientsTest extends EmulatorTest {

    private static final String GROUP = "Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD";

    @ParameterizedTest
    @CsvSource({
        "+49 151 1234-5678, 4915112345678, to, individual",
        "US.13491208655302741918, US.13491208655302741918, recipient, individual",
        "US.ENT.11815799212886844830, US.ENT.11815799212886844830, recipient, individual",
        GROUP + ", " + GROUP + ", to, group"
    })
    void eachFormStandsInItsField(String recipient, String written, String field, String type) throws Exception {
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
            assertThat(json.path(field).asText()).isEqualTo(written);
            assertThat(json.has("to") && json.has("recipient")).isFalse();
            assertThat(json.path("recipient_type").asText()).isEqualTo(type);
        }
    }

    /** As numbers come out of letters, forms, signatures and chats; the first one is how it goes out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4915112345678",
                "+49 151 12345678",
                "49.151.12345678",
                "49/151/12345678",
                "+49 (151) 1234-5678",
                "[+49] 151-12 34 56 78",
                " 4915112345678\r\n",
                "\u202A+49 151 12345678\u202C",
                "+49\u00A0151\u202F12345678",
                "+49\u2011151\u201312345678",
                "\uFEFF49151\u200B12345678",
                "\uFF0B\uFF14\uFF19 151 12345678",
                "\u0664\u0669\u0661\u0665\u0661\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668"
            })
    void aNumberHasOneFormHoweverItComes(String written) throws Exception {
        OutgoingMessage record = OutgoingMessage.text("hello").withTo(written);
        Map<String, Object> json = Map.of("to", written, "type", "text", "text", Map.of("body", "hello"));
        List<Exchange> all = List.of(
                send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.TO, written)),
                send("whatsapp360:send?to=" + URLEncoder.encode(written, StandardCharsets.UTF_8), "hello"),
                send("whatsapp360:send", record),
                send("whatsapp360:send", json),
                send("whatsapp360:send?validate=false", json),
                send(
                        "whatsapp360:send",
                        new ObjectMapper().writeValueAsBytes(json),
                        Map.of(Exchange.CONTENT_TYPE, "application/json")),
                send("whatsapp360:send", sample("good/invoice.pdf"), Map.of(Whatsapp360Constants.TO, written)));

        for (Exchange exchange : all) {
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(SentMessage.class).to()).isEqualTo("4915112345678");
        }
        assertThat(messages()).hasSize(all.size()).allSatisfy(request -> assertThat(
                        new ObjectMapper().readTree(request.body()).path("to"))
                .isEqualTo(TextNode.valueOf("4915112345678")));
    }

    @Test
    void aNumberMayBeAWholeNumberAnywhere() throws Exception {
        List<Exchange> all = List.of(
                send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.TO, 4915112345678L)),
                send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.TO, new BigDecimal("4915112345678"))),
                send("whatsapp360:send", map(4915112345678L)),
                send("whatsapp360:send", map(new BigInteger("4915112345678"))));

        assertThat(all)
                .allSatisfy(exchange -> assertThat(exchange.getException()).isNull());
        assertThat(messages()).hasSize(all.size()).allSatisfy(request -> assertThat(
                        new ObjectMapper().readTree(request.body()).path("to"))
                .isEqualTo(TextNode.valueOf("4915112345678")));
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void whatIsNotClearIsRefusedWithItsReason(Object written, String reason) {
        for (Exchange exchange : List.of(
                send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.TO, written)),
                send("whatsapp360:send", map(written)),
                send("whatsapp360:send", OutgoingMessage.text("hello").withTo(written.toString())))) {
            assertThat(exchange.getException()).isInstanceOfSatisfying(InvalidMessageException.class, e -> {
                assertThat(e.getFields()).containsExactly("to");
                assertThat(e).hasMessageContaining(reason);
            });
        }
        assertThat(messages()).isEmpty();
    }

    static Stream<Arguments> unclear() {
        return Stream.of(
                Arguments.of("+49 (0)151 12345678", "zero in brackets"),
                Arguments.of("0049 (0) 151 12345678", "begins with 00"),
                Arguments.of("+49(0151)12345678", "zero in brackets"),
                Arguments.of("0151 12345678", "begins with 0;"),
                Arguments.of("4915112345678.0", "spreadsheet"),
                Arguments.of("4 915 112 345 678,00", "spreadsheet"),
                Arguments.of("4.915112345678E12", "spreadsheet"),
                Arguments.of("4,91511E+12", "spreadsheet"),
                Arguments.of(4.915112345678E12, "lost digits"),
                Arguments.of(new BigDecimal("4915112345678.00"), "lost digits"),
                Arguments.of("4915112345678.5", "spreadsheet"),
                Arguments.of("+4915112345678,25", "spreadsheet"),
                Arguments.of("+49 0 151 12345678", "single zero"),
                Arguments.of("+44-0-7911-123456", "single zero"),
                Arguments.of("(+49) / 0 / 151 12345678", "single zero"),
                Arguments.of("+49 \u20130\u2013 151 12345678", "single zero"),
                Arguments.of("4915112345678@c.us", "(@ U+0040)"),
                Arguments.of("4915112345678\u0000", "(U+0000)"),
                Arguments.of("4915112345678 ext. 5", "letters"),
                Arguments.of("whatsapp:+4915112345678", "letters"),
                Arguments.of("4915112345678\n4917612345678", "more than one line"),
                Arguments.of("+49151123 +49176456", "second number"),
                Arguments.of("4915112345678,4917612345678", "U+002C"),
                Arguments.of("491511\u00B2345678", "U+00B2"),
                Arguments.of("1234", "4 digits"),
                Arguments.of("4915112345678 4917612345678", "26 digits"));
    }

    @Test
    void severalRecipientsInOneHeaderAreRefused() {
        for (Object several : List.of(
                List.of("4915112345678", "4917612345678"), List.of("+49 151", "12345678"), List.of(), new String[] {
                    "4915112345678", "4917612345678"
                })) {
            assertThat(send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.TO, several))
                            .getException())
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining("the header CamelWhatsapp360To has ")
                    .hasMessageContaining("split");
        }
        assertThat(messages()).isEmpty();
    }

    @Test
    void oneRecipientMayStandInAListOrAnArray() {
        for (Object one :
                List.of(List.of("+49 151 12345678"), List.of(4915112345678L), new String[] {"+49 151 12345678"})) {
            Exchange exchange = send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.TO, one));
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(SentMessage.class).to()).isEqualTo("4915112345678");
        }
    }

    /** Without validation, an unclear recipient is sent as it was written, and the service judges it. */
    @Test
    void withoutValidationTheServiceJudgesWhatIsNotClear() throws Exception {
        Exchange exchange =
                send("whatsapp360:send?validate=false", "hello", Map.of(Whatsapp360Constants.TO, "0151 12345678"));

        assertThat(new ObjectMapper()
                        .readTree(messages().get(0).body())
                        .path("to")
                        .asText())
                .isEqualTo("0151 12345678");
        assertThat(exchange.getMessage().getBody(SentMessage.class)).isNotNull();
    }

    private static Map<String, Object> map(Object to) {
        return Map.of("to", to, "type", "text", "text", Map.of("body", "hello"));
    }
}
