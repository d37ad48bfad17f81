package io.github.whatsapp360.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Complete phone numbers are masked in the service's texts, and other text is unchanged. */
class RedactTest {

    @ParameterizedTest
    @CsvSource({
        "4915112345678, ***678",
        "+4915112345678, ***678",
        "+49 151 12345678, ***678",
        "+49 (151) 123-45.678, ***678",
        "0049/151/12345678, ***678",
        "to 4915112345678., to ***678.",
        "to=4915112345678;, to=***678;",
        "tel:+4915112345678, tel:***678",
        "\"4915112345678\", \"***678\"",
        "(4915112345678), (***678)",
        "[4915112345678], [***678]",
        "4915112345678@c.us, ***678@c.us",
        "from 4915112345678 to 4915198765432, from ***678 to ***432",
        "1234567, ***567",
        "🚀4915112345678🚀, 🚀***678🚀",
    })
    void aNumberIsMaskedButForItsLastDigits(String text, String masked) {
        assertThat(Redact.numbers(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nr.4915112345678", "wa_4915112345678", "wa4915112345678", "4915112345678_1"})
    void aNumberThatTouchesAWordIsMaskedToo(String text) {
        assertThat(Redact.numbers(text)).doesNotContain("4915112345678");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no number",
                "(#131026) Undeliverable",
                "code 130429",
                "HTTP 400",
                "wamid.HBgLNDkxNTE",
                "v24.0",
                "123456"
            })
    void whatIsNoNumberStays(String text) {
        assertThat(Redact.numbers(text)).isEqualTo(text);
    }
}
