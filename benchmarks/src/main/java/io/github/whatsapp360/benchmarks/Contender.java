package io.github.whatsapp360.benchmarks;

import java.io.File;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * A route's end, as a user would write it: {@code direct:text} sends the text in its body, and {@code direct:file} the file,
 * each to the recipient in the property {@link #RECIPIENT}.
 */
interface Contender extends Named {

    String RECIPIENT = "recipient";

    /**
     * The two routes.
     *
     * @param port the server's, on this machine
     */
    RouteBuilder routes(int port);

    static String recipient(Exchange exchange) {
        return exchange.getProperty(RECIPIENT, String.class);
    }

    static File file(Exchange exchange) {
        return exchange.getMessage().getBody(File.class);
    }

    /** Fails if the service's answer had no ID. */
    static void require(String id) {
        if (id == null || id.isEmpty()) {
            throw new IllegalStateException("no ID in the answer");
        }
    }
}
