package io.github.whatsapp360;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Suspendable;
import org.apache.camel.SuspendableService;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Receives requests at a path of Camel's HTTP server. It knows the server only as a {@link RestConsumerFactory}, which
 * is part of Camel's API.
 *
 * <p>While the route is suspended, the server answers requests with 503. Camel also suspends a consumer before it stops
 * it, and then waits for the exchanges in the route.
 */
abstract class HttpServerConsumer extends DefaultConsumer implements Suspendable, SuspendableService {

    private final Whatsapp360Endpoint endpoint;
    private AsyncProcessorSupport handler;
    private Consumer http;

    HttpServerConsumer(Whatsapp360Endpoint endpoint, Processor route) {
        super(endpoint, route);
        this.endpoint = endpoint;
    }

    /**
     * Creates the processor of requests, which is a service.
     *
     * @param address the address in this application
     */
    abstract AsyncProcessorSupport handler(String address);

    /** Called when requests are answered. If it fails, the consumer does not start. */
    void served() {
        // nothing to do
    }

    @Override
    public boolean isHostedService() {
        return true;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Whatsapp360Configuration options = endpoint.getConfiguration();
        String address = options.getWebhookComponentName() + ":" + options.getWebhookPath();
        endpoint.getComponent().openWebhook(address, this);
        try {
            handler = handler(address);
            handler.start();
            serve(server(), options.getWebhookPath());
            served();
        } catch (Exception e) {
            end();
            throw e;
        }
    }

    private void serve(RestConsumerFactory server, String path) {
        CamelContext context = endpoint.getCamelContext();
        try {
            http = server.createConsumer(
                    context,
                    handler,
                    EventsEndpoint.METHOD,
                    path,
                    null,
                    null,
                    null,
                    context.getRestConfiguration(),
                    Map.of());
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

    private RestConsumerFactory server() {
        String name = endpoint.getConfiguration().getWebhookComponentName();
        if (endpoint.getCamelContext().getComponent(name) instanceof RestConsumerFactory server) {
            return server;
        }
        throw new IllegalStateException(
                "from(\"whatsapp360:" + endpoint.getAction().path()
                        + "\") needs an HTTP server, and there is no component " + name
                        + " with one: add camel-platform-http-main (with camel.server.enabled=true), in Spring Boot "
                        + "camel-platform-http-starter, in Quarkus camel-quarkus-platform-http; or name another component "
                        + "that serves REST routes, such as servlet, in the option webhookComponentName");
    }

    @Override
    protected void doSuspend() throws Exception {
        handler.suspend();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        handler.resume();
    }

    @Override
    protected void doStop() throws Exception {
        end();
        super.doStop();
    }

    private void end() {
        ServiceHelper.stopService(handler); // now the server answers 503
        ServiceHelper.stopAndShutdownService(http);
        endpoint.getComponent().closeWebhook(this);
        http = null;
        handler = null;
    }
}
