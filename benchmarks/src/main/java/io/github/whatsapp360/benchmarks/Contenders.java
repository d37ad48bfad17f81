package io.github.whatsapp360.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The contenders of a comparison.
 *
 * @param paced this component with its defaults
 * @param unpaced this component without rate limits
 * @param synchronous this component without rate limits, on the caller's thread
 * @param peer camel-whatsapp
 * @param byHand camel-http
 */
record Contenders(Contender paced, Contender unpaced, Contender synchronous, Contender peer, Contender byHand) {

    static Contenders create() {
        Map<String, String> fast = Map.of("messagesPerSecond", "0");
        Map<String, String> blocking = Map.of("messagesPerSecond", "0", "synchronous", "true");
        return new Contenders(
                new ComponentContender("camel-whatsapp360, paced", Map.of()),
                new ComponentContender("camel-whatsapp360, unpaced", fast),
                new ComponentContender("camel-whatsapp360, synchronous", blocking),
                new PeerContender(),
                new ByHandContender());
    }

    /** Returns all contenders without rate limits. */
    List<Contender> unpacedOnes() {
        return List.of(unpaced, synchronous, peer, byHand);
    }

    List<Contender> all() {
        return Stream.concat(Stream.of(paced), unpacedOnes().stream()).toList();
    }
}
