package io.github.whatsapp360.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The text of a refusal, and its advice on retries. */
class ApiExceptionTest {

    private static ApiException refused(int status, int code, String details, String traceId) {
        ApiException.Builder answer =
                ApiException.status(status).details(details).traceId(traceId);
        return (code < 0 ? answer : answer.code(code)).build();
    }

    @Test
    void allThatTheServiceSaidCanBeAskedFor() {
        ApiException failure = ApiException.status(400)
                .code(131056)
                .details("Too many")
                .traceId("Az8")
                .retryAfter(Duration.ofSeconds(7))
                .build();
        assertThat(failure.getStatus()).isEqualTo(400);
        assertThat(failure.getCode()).hasValue(131056);
        assertThat(failure.getDetails()).isEqualTo("Too many");
        assertThat(failure.getTraceId()).isEqualTo("Az8");
        assertThat(failure.getRetryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure.getErrorCode()).contains(ErrorCode.PAIR_RATE_LIMIT);
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void whatTheServiceDidNotSayIsEmpty() {
        ApiException failure = ApiException.status(418).build();
        assertThat(failure.getCode()).isEmpty();
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
                        + " (trace Az8). What to do: send a template message instead. See "
                        + "https://github.com/whatsapp360/camel-whatsapp360/blob/main/docs/reference/error-codes.md"
                        + "#error-131047");
    }

    @Test
    void aTextOfTheServiceThatEndsWithAFullStopGetsNoSecondOne() {
        String advice = "Message undeliverable. What to do: check that the number uses WhatsApp. See "
                + ErrorCode.UNDELIVERABLE.page();
        assertThat(refused(400, 131026, "Message undeliverable.", "")).hasMessageEndingWith(advice);
        assertThat(new DeliveryFailedException("", "", 131026, "Message undeliverable."))
                .hasMessageEndingWith(advice);
        assertThat(new DeliveryFailedException("", "", 131026, "Message undeliverable"))
                .hasMessageEndingWith(advice);
    }

    @ParameterizedTest
    @CsvSource({"401, -1", "401, 0", "401, 4711"})
    void aWrongKeyIsSaidToBeOneWhateverElseTheAnswerHolds(int status, int code) {
        assertThat(refused(status, code, "", "")).hasMessageContaining("check the option 'apiKey'");
    }

    @ParameterizedTest
    @EnumSource
    void theMessageOfEveryKnownCodeSaysWhatToDo(ErrorCode code) {
        ApiException failure = refused(400, code.code(), "d", "t");
        assertThat(failure)
                .hasMessageContaining("code " + code.code())
                .hasMessageEndingWith(code.advice() + ". See " + code.page());
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
        assertThat(refused(status, -1, details, "").isRetryable()).isEqualTo(retryable);
    }

    @Test
    void wordsOfSeveralLinesDecideToo() {
        assertThat(refused(400, -1, "Bad request.\nEndpoint rate limit exceeded", "")
                        .isRetryable())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"131047, true", "-1, false", "131026, false"})
    void aRouteDecidesByTheCodeInSimple(int code, boolean expected) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Predicate predicate =
                    context.resolveLanguage("simple").createPredicate("${exception.code.orElse(0)} == 131047");
            predicate.init(context);
            Exchange exchange = new DefaultExchange(context);
            exchange.setException(refused(400, code, "", ""));
            assertThat(predicate.matches(exchange)).isEqualTo(expected);
        }
    }

    @Test
    void itSurvivesSerialization() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(ApiException.status(400)
                    .code(100)
                    .details("d")
                    .retryAfter(Duration.ofSeconds(1))
                    .build());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isInstanceOfSatisfying(ApiException.class, copy -> {
                assertThat(copy.getCode()).hasValue(100);
                assertThat(copy.getRetryAfter()).contains(Duration.ofSeconds(1));
            });
        }
    }
}
