package io.github.whatsapp360.benchmarks.implementations;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The routes of all compared implementations.
 *
 * @param rateLimited this component with its defaults
 * @param unlimited this component without rate limits
 * @param synchronous this component without rate limits, on the caller's thread
 * @param camelWhatsapp camel-whatsapp
 * @param camelHttp a hand-written use of camel-http
 */
public record ComparedRoutes(
        SendRoutes rateLimited,
        SendRoutes unlimited,
        SendRoutes synchronous,
        SendRoutes camelWhatsapp,
        SendRoutes camelHttp) {

    public static ComparedRoutes create() {
        Map<String, String> asynchronous = Map.of("messagesPerSecond", "0");
        Map<String, String> blocking = Map.of("messagesPerSecond", "0", "synchronous", "true");
        return new ComparedRoutes(
                new ComponentRoutes("camel-whatsapp360, with rate limits", Map.of()),
                new ComponentRoutes("camel-whatsapp360, without rate limits", asynchronous),
                new ComponentRoutes("camel-whatsapp360, without rate limits, synchronous", blocking),
                new CamelWhatsappRoutes(),
                new CamelHttpRoutes());
    }

    /** Returns the routes without rate limits. */
    public List<SendRoutes> withoutRateLimits() {
        return List.of(unlimited, synchronous, camelWhatsapp, camelHttp);
    }

    public List<SendRoutes> all() {
        return Stream.concat(Stream.of(rateLimited), withoutRateLimits().stream())
                .toList();
    }
}
