package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.api.InvalidMessageException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No path or header of a request to any path can lead it to another host, or change the request beyond that. */
class ApiRequestTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "messages",
                "https://evil.test/x",
                "//evil.test/x",
                "///evil.test",
                "/\\evil.test",
                "\\\\evil.test",
                "@evil.test/",
                ":8080/x",
                ".evil.test",
                "/..",
                "/../x",
                "/a/../../x",
                "/a/./b",
                "/%2e%2e/x",
                "/%2E./x",
                "/a%2f..%2fb",
                "/%252e%252e/x",
                "/%2525252e",
                "/..;a=b/x",
                "/%2f%2fevil.test",
                "/%2fevil.test",
                "/a%5cb",
                "/a b",
                "/a\r\nHost: evil.test",
                "/a\nX: y",
                "/a%0d%0aX:y",
                "/a%00",
                "/a#b",
                "/a?b#c",
                "/a?b=c\r\n\r\nGET /",
                "/a%",
                "/a%zz",
                "/ä",
                "/\u2215\u2215evil.test",
                "/\ud83d\ude00",
                "/{x}",
                "/a\t"
            })
    void aHostilePathIsRefused(String path) {
        assertThatThrownBy(() -> ApiRequest.of("GET", path, Map.of()))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("path: ")
                .satisfies(refused -> assertThat(refused.getMessage())
                        .as("what others wrote is not repeated")
                        .doesNotContain("evil"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/block_users",
                "/block_users?limit=10&after=a%3D%3D",
                "/v1/configs/templates/order_confirmation",
                "/upload:MTphdHRhY2htZW50?sig=ARZ_a-b~c",
                "/123/..a/b..c/...",
                "/whatsapp_business_profile?fields=about,address",
                "/a?next=https://example.com/../x&y=//z",
                "/a%20b",
                "/groups/Y2FwaV9ncm91cDo=/participants/"
            })
    void anOrdinaryPathIsKeptAsItIs(String path) {
        assertThat(ApiRequest.of("get", path, Map.of()).path()).isEqualTo(path);
    }

    @Test
    void aLongPathIsCheckedToo() {
        String path = "/a".repeat(500_000);
        assertThat(ApiRequest.of("GET", path, Map.of()).path()).isEqualTo(path);
        aHostilePathIsRefused("/%" + "25".repeat(500_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "D360-API-KEY",
                "d360-api-key",
                "Host",
                "Content-Length",
                "Content-Type",
                "Transfer-Encoding",
                "Connection",
                "a b",
                "a:b",
                "a\r\nb",
                ""
            })
    void theComponentsOwnHeadersCannotBeSet(String name) {
        assertThatThrownBy(() -> ApiRequest.of("GET", "/a", Map.of(name, "x")))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360HttpHeaders");
    }

    @Test
    void noHeaderAddsALine() {
        assertThatThrownBy(() -> ApiRequest.of("GET", "/a", Map.of("file_offset", "0\r\nX: y")))
                .isInstanceOf(InvalidMessageException.class);
        assertThatThrownBy(() -> ApiRequest.of("POST", "/a", Map.of()).withBody(null, "text/plain\nX: y"))
                .isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void anUnknownMethodIsRefused() {
        assertThatThrownBy(() -> ApiRequest.of("TRACE", "/a", Map.of()))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("accepted: GET, HEAD, POST, PUT, PATCH, DELETE");
    }
}
