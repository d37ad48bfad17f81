package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.Problem;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    private static final int CASES = 100_000;
    private static final Pattern E164 = Pattern.compile("[1-9][0-9]{4,14}");

    /** Characters that people, forms, spreadsheets and chats put between the digits, allowed and refused ones. */
    private static final List<String> SIGNS = List.of(
            " ",
            "  ",
            "-",
            "--",
            ".",
            "/",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "+",
            "00",
            "0",
            "(0)",
            "( 0 )",
            ".0",
            ",00",
            "E12",
            "e+12",
            "\n",
            "\r\n",
            "\t",
            "\u00A0",
            "\u202F",
            "\u2009",
            "\u3000",
            "\u2028",
            "\u2010",
            "\u2011",
            "\u2013",
            "\u2212",
            "\u00AD",
            "\u200B",
            "\u200E",
            "\u202A",
            "\u202C",
            "\u2066",
            "\uFEFF",
            "\uFF0B",
            "\uFF11",
            "\u0663",
            "\u00B2",
            "\u2460",
            "\uD835\uDFD3",
            "\uD83D\uDE00",
            "\uD800",
            "\u0000",
            ",",
            ";",
            ":",
            "#",
            "*",
            "_",
            "'",
            "\"",
            "=",
            "x5",
            "ext",
            "tel:",
            "l",
            "O",
            "\u041E",
            "%20",
            "\\",
            "\uFF0E",
            "\u00B7",
            "\uFF08",
            "\uFF09");

    private final Random random = new Random(360);

    /**
     * The model: what goes out are the digits that were written, in their order, and no sign among them was unusual.
     */
    @Test
    void digitsGoOutOrTheFieldIsNamed() {
        int clear = 0;
        for (int i = 0; i < CASES; i++) {
            String text = text();
            OutgoingMessage message = OutgoingMessage.text("x").withTo(text).normalized();
            List<Problem> problems = MessageRules.problems(message);
            JsonNode to = MessageJson.write(message).path("to");
            if (problems.isEmpty()) {
                clear++;
                assertThat(to.textValue())
                        .as("case %d", i)
                        .matches(E164)
                        .isEqualTo(digits(text))
                        .isEqualTo(Recipient.normalized(text));
                assertThat(text)
                        .as("case %d", i)
                        .doesNotContainPattern("[a-zA-Z,;:#*]")
                        .doesNotContainPattern("[0-9][ )\\]]*\\+|[(\\[{] ?0");
            } else {
                assertThat(problems).as("case %d", i).extracting(Problem::field).containsOnly("to");
            }
            ObjectNode json =
                    JsonNodeFactory.instance.objectNode().put("to", text).put("type", "text");
            json.putObject("text").put("body", "x");
            assertThat((JsonNode) MessageJson.write(MessageJson.read(json).normalized()))
                    .as("case %d", i)
                    .isEqualTo(text.isEmpty() ? json : json.put("to", to.textValue()));
        }
        assertThat(clear).isBetween(CASES / 10, CASES * 9 / 10); // both sides are met
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33.6.12.34.56.00",
                "+33 6 12 34 56 00",
                "33.612345600",
                "+39 06 12345678",
                "+33 6 12 0 34 56",
                "49 151 1234.56"
            })
    void aGroupOfZerosIsNoFraction(String number) {
        assertThat(Recipient.normalized(number)).isEqualTo(digits(number));
    }

    @Test
    void anIdKeepsItsFormWithoutWhatNobodySees() {
        assertThat(Recipient.normalized("\u202AUS.13491208655302741918\u202C\r\n"))
                .isEqualTo("US.13491208655302741918");
        assertThat(Recipient.normalized(" Y2FwaV9ncm91cDoxNzA1 ")).isEqualTo("Y2FwaV9ncm91cDoxNzA1");
    }

    @Test
    void aLongTextIsReadAtOnce() {
        for (String part : List.of("1", " ", "1 ", "(0", "\u200B", "1.", "1.0")) {
            assertThat(Recipient.of(part.repeat(1_000_000))).isEqualTo(Recipient.OTHER);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder(
                random.nextBoolean() ? "49151" + random.nextInt(100_000_000) : "" + random.nextLong(1, 1L << 55));
        for (int signs = random.nextInt(5); signs > 0; signs--) {
            text.insert(random.nextInt(text.length() + 1), SIGNS.get(random.nextInt(SIGNS.size())));
        }
        if (random.nextInt(20) == 0) {
            text.setLength(random.nextInt(text.length()));
        }
        return text.toString();
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints()
                .filter(sign -> Character.getType(sign) == Character.DECIMAL_DIGIT_NUMBER)
                .forEach(sign -> digits.append(Character.digit(sign, 10)));
        return digits.toString();
    }
}
