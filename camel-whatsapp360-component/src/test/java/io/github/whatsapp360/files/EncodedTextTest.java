package io.github.whatsapp360.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encoded names from mail and HTTP. docs/dev/field-cases.md lists the sources. */
class EncodedTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?UTF-8?Q?Rechnung_M=C3=A4rz.pdf?= | Rechnung März.pdf",
                "=?utf-8?b?Rm90bzAwMDkuanBn?= | Foto0009.jpg",
                "=?iso-8859-1?q?testfile=2epdf?= | testfile.pdf",
                "=?ISO-8859-1?Q?M=FCller.pdf?= | Müller.pdf",
                "=?windows-1252?Q?=80_5.pdf?= | € 5.pdf",
                "=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=.pdf | 日本.pdf",
                "=?UTF-8*en?Q?a=20b.pdf?= | a b.pdf",
                // one character in two words, as mailers cut it: jakartaee/mail-api 751, neomutt 1015
                "=?utf-8?B?MV90b18xX2NoYXRfMjE5ODMxMjRfMTkwMzIwMjRf5p2O55SzX+Wwj+ax?= =?utf-8?B?h0nlj7fmnLouanNvbg==?= "
                        + "| 1_to_1_chat_21983124_19032024_李申_小汇I号机.json",
                "=?UTF-8?Q?pasi=C5=BEad=C4?= =?UTF-8?Q?=97jim.pdf?= | pasižadėjim.pdf",
                "=?UTF-8?Q?a?= =?ISO-8859-1?Q?=FC.pdf?= | aü.pdf",
                "Invoice =?UTF-8?Q?=C3=A4?= and =?UTF-8?Q?=C3=BC?=.pdf | Invoice ä and ü.pdf",
                "=?x-no-such?Q?a.pdf?= | =?x-no-such?Q?a.pdf?=",
                "=?UTF-8?X?a.pdf?= | =?UTF-8?X?a.pdf?=",
                "=?UTF-8?Q?what?.pdf | =?UTF-8?Q?what?.pdf",
                "=?UTF-8?Q?=ZZ=4.pdf?= | =ZZ=4.pdf",
                "=??B?YQ==?= | =??B?YQ==?=",
                "a=?b.pdf | a=?b.pdf",
            })
    void encodedWordsAreDecoded(String encoded, String text) {
        assertThat(EncodedText.words(encoded)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a%20b, a b",
        "N%C3%BAmero, Número",
        "100%, 100%",
        "%zz, %zz",
        "%C3, %C3",
        "a+b, a+b",
        "ü%20, 'ü '",
        "%F0%9F%9A%80, 🚀"
    })
    void percentSignsAreDecodedIfAllOfThemAreWellFormed(String encoded, String text) {
        assertThat(EncodedText.percent(encoded, StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"NÃºmero, Número", "Müller, Müller", "plain, plain", "日本, 日本", "æ\u0097¥æ\u009c¬, 日本"})
    void utf8ThatWasReadAsLatin1IsRepaired(String read, String text) {
        assertThat(EncodedText.utf8(read)).isEqualTo(text);
    }
}
