package io.github.whatsapp360;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program of its own for {@link VirtualThreadsTest}: sends a message and receives one, each on the component's
 * threads.
 */
final class VirtualThreads {

    private VirtualThreads() {}

    /** Arguments: base URL, API key, file with a webhook. Prints the kind of thread on which each route continues. */
    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Whatsapp360Configuration options = context.getComponent("whatsapp360", Whatsapp360Component.class)
                    .getConfiguration();
            options.setBaseUrl(args[0]);
            options.setApiKey(args[1]);
            options.setTo("4915112345678");
            options.setAllowUnauthenticated(true);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:send").to("whatsapp360:send").process(report("send"));
                }
            });
            context.start();
            context.createProducerTemplate().sendBody("direct:send", "hello");
            EventsEndpoint endpoint = context.getEndpoint("whatsapp360:events", EventsEndpoint.class);
            EventsWebhook webhook = endpoint.webhook(report("events"), any -> endpoint.source("events", () -> "none"));
            webhook.start();
            Exchange request = endpoint.createExchange();
            request.getMessage().setBody(Files.readAllBytes(Path.of(args[2])));
            webhook.process(request);
            webhook.stop();
        }
    }

    /** Prints a line by reflection, because the class is compiled for JDK 17. */
    private static Processor report(String route) {
        return exchange -> {
            Thread thread = Thread.currentThread();
            boolean virtual = Runtime.version().feature() >= 21
                    && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
            System.out.println("THREAD " + route + " " + (virtual ? "virtual" : "platform") + " "
                    + thread.getName().contains("Whatsapp360"));
        };
    }
}
