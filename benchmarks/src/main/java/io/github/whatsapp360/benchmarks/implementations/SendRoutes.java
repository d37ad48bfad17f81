package io.github.whatsapp360.benchmarks.implementations;

import java.io.File;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Two routes as a user writes them, which send with one of the implementations: {@code direct:text} sends the text in
 * the body, and {@code direct:file} sends the file. The recipient is in the exchange property {@link #RECIPIENT}.
 */
public interface SendRoutes {

    String RECIPIENT = "recipient";

    /** Returns the name in the report. */
    String name();

    /**
     * Returns the two routes.
     *
     * @param port the port of the local server
     */
    RouteBuilder builder(int port);

    static String recipient(Exchange exchange) {
        return exchange.getProperty(RECIPIENT, String.class);
    }

    static File file(Exchange exchange) {
        return exchange.getMessage().getBody(File.class);
    }

    /** Throws an exception if the service's response has no ID. */
    static void require(String id) {
        if (id == null || id.isEmpty()) {
            throw new IllegalStateException("no ID in the response");
        }
    }
}
