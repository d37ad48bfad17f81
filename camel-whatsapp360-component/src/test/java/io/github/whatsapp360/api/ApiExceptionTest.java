package io.github.whatsapp360.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The text of a refusal, and its advice on retries. */
class ApiExceptionTest {

    private static ApiException refused(int status, int code, String details, String traceId) {
        return new ApiException(status, new ErrorBody(code, 33, details, traceId), null);
    }

    @Test
    void allThatTheServiceSaidCanBeAskedFor() {
        ApiException failure =
                new ApiException(400, new ErrorBody(131056, 2494, "Too many", "Az8"), Duration.ofSeconds(7));
        assertThat(failure.getStatus()).isEqualTo(400);
        assertThat(failure.getCode()).isEqualTo(131056);
        assertThat(failure.getSubcode()).isEqualTo(2494);
        assertThat(failure.getDetails()).isEqualTo("Too many");
        assertThat(failure.getTraceId()).isEqualTo("Az8");
        assertThat(failure.getRetryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure.getErrorCode()).contains(ErrorCode.PAIR_RATE_LIMIT);
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void whatTheServiceDidNotSayIsEmpty() {
        ApiException failure = new ApiException(418, ErrorBody.NONE, null);
        assertThat(failure.getCode()).isZero();
        assertThat(failure.getDetails()).isEmpty();
        assertThat(failure.getTraceId()).isEmpty();
        assertThat(failure.getRetryAfter()).isEmpty();
        assertThat(failure.getErrorCode()).isEmpty();
        assertThat(failure).hasMessage("360dialog refused the request with HTTP 418");
    }

    @Test
    void itsMessageHoldsStatusCodeDetailsTraceAndAdvice() {
        assertThat(refused(400, 131047, "Re-engagement message", "Az8"))
                .hasMessage("360dialog refused the request with HTTP 400, code 131047: Re-engagement message"
                        + " (trace Az8). What to do: send a template message instead");
    }

    @ParameterizedTest
    @CsvSource({"401, 0", "401, 4711"})
    void aWrongKeyIsSaidToBeOneWhateverElseTheAnswerHolds(int status, int code) {
        assertThat(refused(status, code, "", "")).hasMessageContaining("check the option 'apiKey'");
    }

    @ParameterizedTest
    @EnumSource
    void theMessageOfEveryKnownCodeSaysWhatToDo(ErrorCode code) {
        ApiException failure = refused(400, code.code(), "d", "t");
        assertThat(failure).hasMessageContaining("code " + code.code()).hasMessageEndingWith(code.advice());
        assertThat(failure.isRetryable()).isEqualTo(code.isRetryable());
    }

    /** The classes of research on Meta's page of codes; those of the second half are a trap by their HTTP status. */
    @ParameterizedTest
    @CsvSource({
        "4, 400",
        "80007, 400",
        "130429, 400",
        "131048, 400",
        "131056, 400",
        "613, 429",
        "2, 503",
        "131000, 500",
        "131016, 500",
        "131057, 500",
        "133004, 503",
        "2494100, 400",
    })
    void throttlingAndOutagesMayBeTriedAgain(int code, int status) {
        assertThat(refused(status, code, "", "").isRetryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10, 403",
        "33, 400",
        "100, 400",
        "104, 401",
        "190, 401",
        "368, 403",
        "130403, 400",
        "130472, 400",
        "130497, 403",
        "131005, 403",
        "131008, 400",
        "131009, 400",
        "131021, 400",
        "131026, 400",
        "131030, 400",
        "131031, 403",
        "131037, 400",
        "131042, 400",
        "131047, 400",
        "131049, 400",
        "131050, 400",
        "131051, 400",
        "131052, 400",
        "131053, 400",
        "132000, 400",
        "132001, 404",
        "132015, 400",
        "132016, 400",
        "133010, 400",
        "3, 500",
        "131045, 500",
        "100, 503",
        "131047, 429",
    })
    void whatWillBeRefusedAgainIsNotTriedAgain(int code, int status) {
        assertThat(refused(status, code, "", "").isRetryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "429, '', true",
        "503, '', true",
        "500, '', false",
        "502, '', false",
        "504, '', false",
        "404, rate limit, false",
        "400, ENDPOINT RATE LIMIT EXCEEDED, true",
        "400, You have exceeded the limit of 1 request every 5 seconds, true",
        "400, API disabled for the number, false",
    })
    void withoutACodeTheStatusAndWordsDecide(int status, String details, boolean retryable) {
        assertThat(refused(status, 0, details, "").isRetryable()).isEqualTo(retryable);
    }

    @Test
    void wordsOfSeveralLinesDecideToo() {
        assertThat(refused(400, 0, "Bad request.\nEndpoint rate limit exceeded", "")
                        .isRetryable())
                .isTrue();
    }

    @Test
    void itSurvivesSerialization() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ApiException(400, new ErrorBody(100, 0, "d", "t"), Duration.ofSeconds(1)));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isInstanceOfSatisfying(ApiException.class, copy -> {
                assertThat(copy.getCode()).isEqualTo(100);
                assertThat(copy.getRetryAfter()).contains(Duration.ofSeconds(1));
            });
        }
    }
}
