package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An {@link Error}, such as one of incompatible jars, ends in the exchange like any failure. */
class ErrorsTest extends EmulatorTest {

    private static final String MESSAGE = "no such method";

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).setBody(constant("handled"));
                from("direct:in").streamCache("false").toD("${header.uri}");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp360:send, map",
        "whatsapp360:events, map",
        "whatsapp360:send, stream",
        "whatsapp360:media, stream"
    })
    void onExceptionSeesIt(String uri, String kind) {
        Object body = kind.equals("map") ? new Broken() : new BrokenStream();
        Exchange direct = send(uri, body);
        Exchange routed = send("direct:in", kind.equals("map") ? body : new BrokenStream(), Map.of("uri", uri));

        assertThat(direct.getException()).hasRootCauseMessage(MESSAGE);
        assertThat(routed.getMessage().getBody()).isEqualTo("handled");
        assertThat(send("whatsapp360:send", "hello").getException()).isNull();
    }

    private static final class Broken extends AbstractMap<String, Object> {
        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            throw new NoSuchMethodError(MESSAGE);
        }
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() {
            throw new NoSuchMethodError(MESSAGE);
        }
    }
}
