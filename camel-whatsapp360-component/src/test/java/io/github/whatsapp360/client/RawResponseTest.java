package io.github.whatsapp360.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawResponseTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "120, 120", "' 30 ', 30", "999999999, 999999999"})
    void retryAfterInSecondsIsRead(String value, long seconds) {
        assertThat(answer(value).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(longs = {90, 3600, -60})
    void retryAfterAsADateIsTheTimeUntilThen(long seconds) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
        assertThat(answer(date).retryAfter()).isCloseTo(Duration.ofSeconds(seconds), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-1",
                "1.5",
                "1e3",
                "0x10",
                "12345678901234567890",
                "2026-11-23T12:00:00Z",
                "Mon, 32 Nov 2026 12:00:00 GMT",
                "१२"
            })
    void aRetryAfterThatIsNeitherIsAsIfItWereNotThere(String value) {
        assertThat(answer(value).retryAfter()).isNull();
    }

    @Test
    void withoutTheHeaderThereIsNoRetryAfter() {
        assertThat(RawResponse.read(new BasicClassicHttpResponse(503)).retryAfter())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "199, false",
        "200, true",
        "201, true",
        "299, true",
        "300, false",
        "302, false",
        "400, false",
        "503, false"
    })
    void onlyTwoHundredsAreSuccess(int status, boolean success) {
        assertThat(new RawResponse(status, new byte[0], null, null).isSuccess()).isEqualTo(success);
    }

    @Test
    void anAnswerWithoutABodyIsEmptyAndWhole() {
        RawResponse answer = RawResponse.read(new BasicClassicHttpResponse(204));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.failure()).isNull();
    }

    @Test
    void aBodyIsReadWhole() {
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setEntity(new ByteArrayEntity("{\"id\":\"ü\"}".getBytes(UTF_8), ContentType.APPLICATION_JSON));
        RawResponse answer = RawResponse.read(response);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"id\":\"ü\"}");
        assertThat(answer.failure()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void anAnswerBeyondTheLimitIsNotOneOfTheService(int beyond, boolean whole) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setEntity(new ByteArrayEntity(new byte[RawResponse.MAX_BYTES + beyond], ContentType.APPLICATION_JSON));
        assertThat(RawResponse.read(response).failure() == null).isEqualTo(whole);
    }

    @Test
    void anAnswerThatBreaksOffKeepsItsStatusAndSaysSo() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setEntity(new InputStreamEntity(
                new SequenceInputStream(new ByteArrayInputStream("{\"id".getBytes(UTF_8)), broken),
                ContentType.APPLICATION_JSON));
        RawResponse answer = RawResponse.read(response);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.failure()).hasMessage("reset");
    }

    private static RawResponse answer(String retryAfter) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(429);
        response.setHeader("Retry-After", retryAfter);
        return RawResponse.read(response);
    }
}
