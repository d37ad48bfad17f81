package io.github.whatsapp360.benchmarks.implementations;

import io.github.whatsapp360.Whatsapp360Constants;
import io.github.whatsapp360.benchmarks.support.TestData;
import io.github.whatsapp360.message.SentMessage;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** This component with some options, or with its defaults. */
record ComponentRoutes(String name, Map<String, String> options) implements SendRoutes {

    @Override
    public RouteBuilder builder(int port) {
        Processor requireId = exchange -> SendRoutes.require(
                exchange.getMessage().getBody(SentMessage.class).id());
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String from : new String[] {"direct:text", "direct:file"}) {
                    from(from)
                            .errorHandler(noErrorHandler())
                            .setHeader(Whatsapp360Constants.TO, exchangeProperty(RECIPIENT))
                            .to(uri(port))
                            .process(requireId);
                }
            }
        };
    }

    private String uri(int port) {
        StringBuilder uri = new StringBuilder(
                "whatsapp360:send?apiKey=" + TestData.API_KEY + "&baseUrl=RAW(http://127.0.0.1:" + port + ")");
        new TreeMap<>(options)
                .forEach((name, value) ->
                        uri.append('&').append(name).append('=').append(value));
        return uri.toString();
    }
}
