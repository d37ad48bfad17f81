package io.github.whatsapp360;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A program of its own for {@link MetricsAbsentTest}: sends one message and reads one webhook. */
final class MetricsAbsent {

    private static final String STATUS =
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":"
                    + "[{\"field\":\"messages\",\"value\":{\"statuses\":[{\"id\":\"wamid.1\",\"status\":\"read\"}]}}]}]}";

    private MetricsAbsent() {}

    /** Arguments: base URL, API key. */
    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Whatsapp360Configuration options = context.getComponent("whatsapp360", Whatsapp360Component.class)
                    .getConfiguration();
            options.setBaseUrl(args[0]);
            options.setApiKey(args[1]);
            options.setTo(EmulatorTest.TO);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            check(template, "whatsapp360:send", "hello");
            check(template, "whatsapp360:events", STATUS);
        }
        System.out.println("DONE");
    }

    private static void check(ProducerTemplate template, String uri, String body) {
        Exchange exchange = template.send(
                uri, ExchangePattern.InOut, sent -> sent.getMessage().setBody(body));
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
    }
}
