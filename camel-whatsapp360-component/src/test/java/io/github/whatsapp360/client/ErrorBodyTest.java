package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms of error answers, from the service and from proxies in front of it. */
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
                        "Meta with words for people",
                        "{'error':{'message':'(#131053) m','code':131053,'error_user_title':'t','error_user_msg':'for people',"
                                + "'is_transient':false,'fbtrace_id':'A'}}",
                        new ErrorBody(131053, 0, "for people", "A")),
                Arguments.of(
                        "Meta, its code as a text",
                        "{'error':{'code':'100','message':'m'}}",
                        new ErrorBody(100, 0, "m", "")),
                Arguments.of(
                        "360dialog around Meta's error as a string",
                        "{'meta':{'success':false,'http_code':400,'developer_message':'x','360dialog_trace_id':'t-1',"
                                + "'error':'{\\'message\\':\\'(#131009) no\\',\\'code\\':131009}'}}",
                        new ErrorBody(131009, 0, "(#131009) no", "t-1")),
                Arguments.of(
                        "360dialog around Meta's error as a string, with details and both traces",
                        "{'meta':{'success':false,'http_code':400,'developer_message':'Error: {}','360dialog_trace_id':'t-1',"
                                + "'error':'{\\'message\\':\\'m\\',\\'code\\':131009,\\'error_subcode\\':7,"
                                + "\\'error_data\\':{\\'details\\':\\'d\\'},\\'fbtrace_id\\':\\'Az8\\'}'}}",
                        new ErrorBody(131009, 7, "d", "t-1")),
                Arguments.of(
                        "360dialog around Meta's error as a string, with Meta's trace only",
                        "{'meta':{'error':'{\\'message\\':\\'m\\',\\'code\\':100,\\'fbtrace_id\\':\\'Az8\\'}'}}",
                        new ErrorBody(100, 0, "m", "Az8")),
                Arguments.of(
                        "360dialog with its trace",
                        "{'meta':{'success':false,'http_code':500,'developer_message':'d','360dialog_trace_id':'t-1'}}",
                        new ErrorBody(ErrorBody.NO_CODE, 0, "d", "t-1")),
                Arguments.of(
                        "360dialog, without an inner error",
                        "{'meta':{'developer_message':'d','error':null}}",
                        new ErrorBody(ErrorBody.NO_CODE, 0, "d", "")),
                Arguments.of(
                        "360dialog",
                        "{'meta':{'success':false,'http_code':401,'developer_message':'Invalid api key'}}",
                        new ErrorBody(ErrorBody.NO_CODE, 0, "Invalid api key", "")),
                Arguments.of(
                        "360dialog, older",
                        "{'meta':{'httpCode':403,'developerMessage':'blocked','success':false}}",
                        new ErrorBody(ErrorBody.NO_CODE, 0, "blocked", "")),
                Arguments.of(
                        "Meta, not authenticated",
                        "{'error':{'code':0,'message':'AuthException'}}",
                        new ErrorBody(0, 0, "AuthException", "")),
                Arguments.of(
                        "360dialog's marketing messages",
                        "{'detail':{'error':{'code':132001,'message':'m','fbtrace_id':'Az8'}}}",
                        new ErrorBody(132001, 0, "m", "Az8")),
                Arguments.of(
                        "360dialog's marketing messages, with a text",
                        "{'detail':{'error':'no'}}",
                        new ErrorBody(ErrorBody.NO_CODE, 0, "no", "")),
                Arguments.of(
                        "360dialog's own API",
                        "{'error':'no such thing'}",
                        new ErrorBody(ErrorBody.NO_CODE, 0, "no such thing", "")),
                Arguments.of(
                        "On-Premise",
                        "{'errors':[{'code':1013,'title':'User is not valid','details':'d'}],'meta':{}}",
                        new ErrorBody(1013, 0, "d", "")),
                Arguments.of("HTML", "<html><body>502</body></html>", ErrorBody.FOREIGN),
                Arguments.of(
                        "On-Premise, title only",
                        "{'errors':[{'code':1000,'title':'Generic error'},{'code':1,'title':'second'}]}",
                        new ErrorBody(1000, 0, "Generic error", "")),
                Arguments.of("nothing", "", ErrorBody.NONE),
                Arguments.of("blanks", " \n ", ErrorBody.NONE),
                Arguments.of("cut JSON", "{'error':{'code':13", ErrorBody.NONE),
                Arguments.of("an empty object", "{}", ErrorBody.NONE),
                Arguments.of("an array", "[]", ErrorBody.NONE),
                Arguments.of("a number", "7", ErrorBody.NONE),
                Arguments.of("no error", "{'error':null,'errors':[],'meta':null}", ErrorBody.NONE),
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

    static Stream<Arguments> loose() {
        return Stream.of(
                Arguments.of(
                        "words instead of Meta's error",
                        "{'meta':{'developer_message':'outer','360dialog_trace_id':'t','error':'plain words'}}",
                        new ErrorBody(ErrorBody.NO_CODE, 0, "outer", "t")),
                Arguments.of(
                        "nothing instead of Meta's error",
                        "{'meta':{'developer_message':'outer','error':''}}",
                        new ErrorBody(ErrorBody.NO_CODE, 0, "outer", "")),
                Arguments.of(
                        "null instead of Meta's error",
                        "{'meta':{'developer_message':'outer','error':'null'}}",
                        new ErrorBody(ErrorBody.NO_CODE, 0, "outer", "")),
                Arguments.of(
                        "Meta's whole answer",
                        "{'meta':{'developer_message':'outer','error':'{~error~:{~message~:~m~,~code~:131009}}'}}",
                        new ErrorBody(131009, 0, "m", "")),
                Arguments.of(
                        "Meta's error as an object",
                        "{'meta':{'developer_message':'outer','error':{'message':'m','code':131009}}}",
                        new ErrorBody(131009, 0, "m", "")));
    }

    /** With its code and words lost, an HTTP 500 of the service passes for one of a proxy: outcome unknown. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("loose")
    void anEnvelopeIsReadWhateverIsInIt(String inside, String quoted, ErrorBody expected) {
        assertThat(read(quoted)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'errors':[{'code':131026,'title':'T','message':'M','error_data':{'details':'D'},'href':'h'}]} | D",
                "{'errors':[{'code':131026,'message':'M'}]}                                                     | M",
            })
    void theWebhooksFormOfAnErrorIsReadWithItsDetails(String quoted, String details) {
        assertThat(read(quoted)).isEqualTo(new ErrorBody(131026, 0, details, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'error':{'code':100,'message':'m','fbtrace_id':null}}",
                "{'meta':{'developer_message':'m','360dialog_trace_id':null}}",
            })
    void aTraceThatIsNullIsNone(String quoted) {
        assertThat(read(quoted).traceId()).isEmpty();
    }

    private static ErrorBody read(String quoted) {
        String json = quoted.replace('\'', '"').replace("~", "\\\"");
        return ErrorBody.read(json.getBytes(StandardCharsets.UTF_8), new ObjectMapper());
    }

    @Test
    void bytesThatAreNoTextSayNothing() {
        assertThat(ErrorBody.read(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}, new ObjectMapper()))
                .isEqualTo(ErrorBody.FOREIGN);
    }

    @Test
    void wordsWithoutEndAreCut() {
        String endless = "{\"error\":\"" + "x".repeat(100_000) + "\"}";
        assertThat(ErrorBody.read(endless.getBytes(StandardCharsets.UTF_8), new ObjectMapper())
                        .details())
                .hasSizeLessThan(1100)
                .endsWith("…");
    }

    @ParameterizedTest
    @CsvSource({
        "504, -1, '', false",
        "504, 0, '', false",
        "401, 0, '', true",
        "504, 100, '', true",
        "504, -1, words, true",
        "504, 0, words, true"
    })
    void onlyAnAnswerWithACodeOrWordsIsTheServicesOwn(int status, int code, String details, boolean own) {
        assertThat(new ErrorBody(code, 0, details, "trace").isFromService(status))
                .isEqualTo(own);
    }

    @Test
    void aKeyThatIsEchoedIsTakenOut() {
        assertThat(new ErrorBody(1, 0, "key s3cret is wrong", "trace-s3cret").without("s3cret"))
                .isEqualTo(new ErrorBody(1, 0, "key *** is wrong", "trace-***"));
    }

    @Test
    void numbersInTheServicesWordsAreMasked() {
        ErrorBody body = ErrorBody.read(
                "{\"error\":{\"code\":131026,\"message\":\"Message to +49 151 12345678 undeliverable (#131026)\"}}"
                        .getBytes(StandardCharsets.UTF_8),
                new ObjectMapper());
        ApiException failure = body.refusal(400, null);
        assertThat(failure)
                .hasMessageContaining("131026")
                .hasMessageContaining("***678")
                .hasMessageContaining("What to do: check that the number uses WhatsApp")
                .hasMessageNotContaining("12345678");
    }

    @ParameterizedTest
    @CsvSource({
        "429, -1, '', true",
        "503, -1, '', true",
        "400, -1, Endpoint rate limit exceeded, true",
        "400, -1, exceeded the limit of 1 request every 5 seconds, true",
        "400, -1, lack of payment, false",
        "401, -1, '', false",
        "401, 0, '', false",
        "503, 0, '', true",
        "404, -1, '', false",
        "500, 3, '', false",
        "400, 130429, '', true",
        "400, 131056, '', true",
        "503, 100, '', false",
        "429, 131047, '', false",
        "500, 131000, '', true",
        "400, 999999, '', false",
    })
    void theCodeDecidesOverTheStatusWhetherARetryHelps(int status, int code, String details, boolean retryable) {
        assertThat(new ErrorBody(code, 0, details, "").refusal(status, null).isRetryable())
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
