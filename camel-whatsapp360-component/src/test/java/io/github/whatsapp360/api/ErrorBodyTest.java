package io.github.whatsapp360.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms in which the service, and what stands before it, refuse a request. */
class ErrorBodyTest {

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of(
                        "Meta, passed through",
                        "{'error':{'message':'(#130429) Rate limit hit','type':'OAuthException','code':130429,"
                                + "'error_data':{'messaging_product':'whatsapp','details':'Too many'},'error_subcode':2494055,'fbtrace_id':'Az8'}}",
                        new ErrorBody(130429, 2494055, "Too many", "Az8")),
                Arguments.of(
                        "Meta without details",
                        "{'error':{'message':'(#100) Invalid','code':100}}",
                        new ErrorBody(100, 0, "(#100) Invalid", "")),
                Arguments.of(
                        "360dialog around Meta's error as a string",
                        "{'meta':{'success':false,'http_code':400,'developer_message':'x','360dialog_trace_id':'t-1',"
                                + "'error':'{\\'message\\':\\'(#131009) no\\',\\'code\\':131009}'}}",
                        new ErrorBody(131009, 0, "(#131009) no", "t-1")),
                Arguments.of(
                        "360dialog",
                        "{'meta':{'success':false,'http_code':401,'developer_message':'Invalid api key'}}",
                        new ErrorBody(0, 0, "Invalid api key", "")),
                Arguments.of(
                        "360dialog, older",
                        "{'meta':{'httpCode':403,'developerMessage':'blocked','success':false}}",
                        new ErrorBody(0, 0, "blocked", "")),
                Arguments.of(
                        "360dialog's own API", "{'error':'no such thing'}", new ErrorBody(0, 0, "no such thing", "")),
                Arguments.of(
                        "On-Premise",
                        "{'errors':[{'code':1013,'title':'User is not valid','details':'d'}],'meta':{}}",
                        new ErrorBody(1013, 0, "d", "")),
                Arguments.of("HTML", "<html><body>502</body></html>", ErrorBody.NONE),
                Arguments.of("nothing", "", ErrorBody.NONE),
                Arguments.of("null", "null", ErrorBody.NONE),
                Arguments.of("a bare string", "'oops'", ErrorBody.NONE),
                Arguments.of("wrong types", "{'error':{'code':'x','message':{}},'meta':[]}", ErrorBody.NONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void everyFormIsRead(String form, String quoted, ErrorBody expected) {
        String json = form.startsWith("360dialog around")
                ? quoted.replace("\\'", "\\\"").replace('\'', '"')
                : quoted.replace('\'', '"');
        assertThat(ErrorBody.read(json.getBytes(StandardCharsets.UTF_8), new ObjectMapper()))
                .isEqualTo(expected);
    }

    @Test
    void numbersInTheServicesWordsAreMasked() {
        ErrorBody body = ErrorBody.read(
                "{\"error\":{\"code\":131026,\"message\":\"Message to +49 151 12345678 undeliverable (#131026)\"}}"
                        .getBytes(StandardCharsets.UTF_8),
                new ObjectMapper());
        ApiException failure = new ApiException(400, body, null);
        assertThat(failure)
                .hasMessageContaining("131026")
                .hasMessageContaining("***678")
                .hasMessageContaining("What to do: check that the number uses WhatsApp")
                .hasMessageNotContaining("12345678");
    }

    @ParameterizedTest
    @CsvSource({
        "429, 0, '', true",
        "503, 0, '', true",
        "400, 0, Endpoint rate limit exceeded, true",
        "400, 0, exceeded the limit of 1 request every 5 seconds, true",
        "400, 0, lack of payment, false",
        "401, 0, '', false",
        "404, 0, '', false",
        "500, 3, '', false",
        "400, 130429, '', true",
        "400, 131056, '', true",
        "503, 100, '', false",
        "429, 131047, '', false",
        "500, 131000, '', true",
        "400, 999999, '', false",
    })
    void theCodeDecidesOverTheStatusWhetherARetryHelps(int status, int code, String details, boolean retryable) {
        assertThat(new ApiException(status, new ErrorBody(code, 0, details, ""), null).isRetryable())
                .isEqualTo(retryable);
    }

    @Test
    void noCodeIsListedTwiceAndEachSaysWhatToDo() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code)).doesNotHaveDuplicates();
        assertThat(ErrorCode.values()).allSatisfy(code -> {
            assertThat(code.meaning()).isNotBlank();
            assertThat(code.advice()).isNotBlank();
            assertThat(ErrorCode.of(code.code())).contains(code);
        });
        assertThat(ErrorCode.of(4711)).isEmpty();
    }
}
