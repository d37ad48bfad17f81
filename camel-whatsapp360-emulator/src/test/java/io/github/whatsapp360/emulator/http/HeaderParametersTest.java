package io.github.whatsapp360.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers with parameters are parsed. */
class HeaderParametersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "form-data; name=\"a\"; filename=\"b\" | form-data | filename | b",
                "Form-Data ;\tNAME = \"a\" | | |",
                "FORM-data ;NAME=\"a b;c\" ; x=y | form-data | name | a b;c",
                "multipart/form-data; boundary=a/b:c=d | multipart/form-data | boundary | a/b:c=d",
                "x; a=\"say \\\"hi\\\" \\\\ bye\" | x | a | say \"hi\" \\ bye",
                "x; a=\"\\b\" | x | a | b",
                "x; a=b; | x | a | b",
            })
    void theyAreRead(String header, String value, String name, String parameter) {
        if (value == null) {
            assertThat(HeaderParameters.of(header)).isEmpty();
        } else {
            HeaderParameters read = HeaderParameters.of(header).orElseThrow();
            assertThat(read.value()).isEqualTo(value);
            assertThat(read.parameters().get(name).value()).isEqualTo(parameter);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x; a",
                "x; a=",
                "x; =b",
                "x; a=\"b",
                "x; a=\"b\\\"",
                "x; a=\"b\\",
                "x; a=\"b\"c",
                "x; a=b c",
                "x; a=b\"c\"",
                "x; a=b; A=c",
                "x; ;a=b"
            })
    void whatIsMalformedIsNothing(String header) {
        assertThat(HeaderParameters.of(header)).isEmpty();
    }

    @Test
    void anyTextEnds() {
        Random random = new Random(1);
        String signs = "ab=;\"\\ \t*'%\u00e4\u202e\n";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(40); left > 0; left--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            HeaderParameters.of(text.toString());
        }
        for (String part : new String[] {"a", "\\\"", "\\", "\"", ";", "=", "; a=b", "; a=\"", " ", "\t;"}) {
            HeaderParameters.of("form-data; name=\"" + part.repeat(1_000_000));
            HeaderParameters.of("form-data" + part.repeat(1_000_000));
        }
        assertThat(HeaderParameters.of("x; a=\"" + "\\\"".repeat(1_000_000) + "\"")
                        .orElseThrow()
                        .parameters()
                        .get("a")
                        .value())
                .hasSize(1_000_000);
    }
}
