package io.github.whatsapp360;

import java.net.URI;
import org.apache.camel.Processor;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Receives webhooks, and passes their events to the route. While the route is suspended, the service gets 503, so that
 * it delivers them again.
 */
final class EventsConsumer extends HttpServerConsumer {

    private final EventsEndpoint endpoint;
    private URI url;

    EventsConsumer(EventsEndpoint endpoint, Processor route) {
        super(endpoint, route);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        Whatsapp360Configuration options = endpoint.getConfiguration();
        RestConfiguration rest = endpoint.getCamelContext().getRestConfiguration();
        url = options.isWebhookAutoRegister() ? externalUrl(options, rest) : null;
        super.doStart();
    }

    @Override
    AsyncProcessorSupport handler(String address) {
        return endpoint.webhook(getProcessor(), request -> endpoint.source(getRouteId(), () -> address));
    }

    @Override
    void served() {
        if (url != null) {
            endpoint.register(url);
        }
    }

    private static URI externalUrl(Whatsapp360Configuration options, RestConfiguration rest) {
        String server = options.getWebhookExternalUrl();
        if (server == null || server.isBlank()) {
            throw new IllegalArgumentException("Option webhookExternalUrl is missing: set it to the https address at "
                    + "which 360dialog can reach this application; or set the webhook in the hub, and "
                    + "webhookAutoRegister=false");
        }
        String context = rest.getContextPath() == null ? "" : Whatsapp360Configuration.path(rest.getContextPath());
        return URI.create(withoutSlash(server.strip()) + withoutSlash(context) + options.getWebhookPath());
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
