package io.github.whatsapp360;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.spi.RestConsumerFactory;

/**
 * The events endpoint that camel-webhook can use too. It is a class of its own, so that only this class needs
 * camel-webhook.
 */
final class WebhookEventsEndpoint extends EventsEndpoint implements WebhookCapableEndpoint {

    private WebhookConfiguration webhook;

    /**
     * Creates the endpoint. It is a factory method because Java would load this class to verify a caller of the
     * constructor, even if camel-webhook is missing.
     */
    static Whatsapp360Endpoint of(String uri, Whatsapp360Component component, Whatsapp360Configuration configuration) {
        return new WebhookEventsEndpoint(uri, component, configuration);
    }

    private WebhookEventsEndpoint(String uri, Whatsapp360Component component, Whatsapp360Configuration configuration) {
        super(uri, component, configuration);
    }

    @Override
    public Processor createWebhookHandler(Processor next) {
        return webhook(
                next,
                request -> source(request.getFromRouteId(), () -> request.getFromEndpoint()
                        .getEndpointUri()));
    }

    @Override
    public List<String> getWebhookMethods() {
        return List.of(METHOD);
    }

    @Override
    public void setWebhookConfiguration(WebhookConfiguration configuration) {
        this.webhook = configuration;
        CamelContext context = getCamelContext();
        if (configuration.getWebhookComponentName() == null
                && context.getComponentNames().stream()
                        .noneMatch(name -> context.hasComponent(name) instanceof RestConsumerFactory)) {
            context.getComponent("platform-http"); // camel-webhook uses only components that exist already
        }
    }

    /** Registers this application's address and the webhook secret at the service. */
    @Override
    public void registerWebhook() throws UnknownHostException {
        register(URI.create(webhook.computeFullExternalUrl()));
    }

    /**
     * Keeps the registration. While the application is not available, the service stores events and delivers them
     * later; without an address it would drop them.
     */
    @Override
    public void unregisterWebhook() {
        // nothing to do, see above
    }
}
