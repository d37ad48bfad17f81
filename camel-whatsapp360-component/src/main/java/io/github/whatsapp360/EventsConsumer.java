package io.github.whatsapp360;

import java.net.URI;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Suspendable;
import org.apache.camel.SuspendableService;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Receives webhooks at a path of Camel's HTTP server, and passes their events to the route. It knows the server only as
 * a {@link RestConsumerFactory}, which is part of Camel's API.
 *
 * <p>While the route is suspended, the server answers webhooks with 503, so that the service delivers them again. Camel
 * also suspends a consumer before it stops it, and then waits for the exchanges in the route.
 */
final class EventsConsumer extends DefaultConsumer implements Suspendable, SuspendableService {

    private final EventsEndpoint endpoint;
    private EventsWebhook webhook;
    private Consumer http;

    EventsConsumer(EventsEndpoint endpoint, Processor route) {
        super(endpoint, route);
        this.endpoint = endpoint;
    }

    @Override
    public boolean isHostedService() {
        return true;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        CamelContext context = endpoint.getCamelContext();
        Whatsapp360Configuration options = endpoint.getConfiguration();
        RestConfiguration rest = context.getRestConfiguration();
        String path = options.getWebhookPath();
        URI url = options.isWebhookAutoRegister() ? externalUrl(options, rest) : null;
        String address = options.getWebhookComponentName() + ":" + path;
        endpoint.getComponent().openWebhook(address, this);
        try {
            webhook = endpoint.webhook(getProcessor(), request -> endpoint.source(getRouteId(), () -> address));
            webhook.start();
            serve(server(context, options), rest, path);
            if (url != null) {
                endpoint.register(url);
            }
        } catch (Exception e) {
            end();
            throw e;
        }
    }

    private void serve(RestConsumerFactory server, RestConfiguration rest, String path) {
        CamelContext context = endpoint.getCamelContext();
        try {
            http = server.createConsumer(
                    context, webhook, EventsEndpoint.METHOD, path, null, null, null, rest, Map.of());
            ServiceHelper.startService(http);
        } catch (Exception e) {
            throw new RuntimeCamelException(
                    "The HTTP server of the component "
                            + endpoint.getConfiguration().getWebhookComponentName()
                            + " cannot serve " + path + "; in camel-main, set camel.server.enabled=true: "
                            + e.getMessage(),
                    e);
        }
    }

    private static RestConsumerFactory server(CamelContext context, Whatsapp360Configuration options) {
        String name = options.getWebhookComponentName();
        if (context.getComponent(name) instanceof RestConsumerFactory server) {
            return server;
        }
        throw new IllegalStateException("from(\"whatsapp360:events\") needs an HTTP server, and there is no component "
                + name + " with one: add camel-platform-http-main (with camel.server.enabled=true), in Spring Boot "
                + "camel-platform-http-starter, in Quarkus camel-quarkus-platform-http; or name another component "
                + "that serves REST routes, such as servlet, in the option webhookComponentName");
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

    @Override
    protected void doSuspend() throws Exception {
        webhook.suspend();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        webhook.resume();
    }

    @Override
    protected void doStop() throws Exception {
        end();
        super.doStop();
    }

    private void end() {
        ServiceHelper.stopService(webhook); // now the server answers 503
        ServiceHelper.stopAndShutdownService(http);
        endpoint.getComponent().closeWebhook(this);
        http = null;
        webhook = null;
    }
}
