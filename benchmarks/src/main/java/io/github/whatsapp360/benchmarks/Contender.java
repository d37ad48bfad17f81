package io.github.whatsapp360.benchmarks;

import java.io.File;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The end of a route, as a user writes it: {@code direct:text} sends the text in the body, and {@code direct:file}
 * sends the file, each to the recipient in the exchange property {@link #RECIPIENT}.
 */
interface Contender extends Named {

    String RECIPIENT = "recipient";

    /**
     * Returns the two routes.
     *
     * @param port the port of the local server
     */
    RouteBuilder routes(int port);

    static String recipient(Exchange exchange) {
        return exchange.getProperty(RECIPIENT, String.class);
    }

    static File file(Exchange exchange) {
        return exchange.getMessage().getBody(File.class);
    }

    /** Fails if the answer of the service has no ID. */
    static void require(String id) {
        if (id == null || id.isEmpty()) {
            throw new IllegalStateException("no ID in the answer");
        }
    }
}
