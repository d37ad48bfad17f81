package io.github.whatsapp360;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.ObjectHelper;

/** Creates the endpoints of 360dialog's WhatsApp Business API and holds the objects that they share. */
@Component("whatsapp360")
public class Whatsapp360Component extends HealthCheckComponent implements SSLContextParametersAware {

    private static final String WEBHOOK = "org.apache.camel.component.webhook.WebhookCapableEndpoint";
    private static final ClassLoader LOADER = Whatsapp360Component.class.getClassLoader();

    @Metadata(description = "The options that all endpoints start with.")
    private Whatsapp360Configuration configuration = new Whatsapp360Configuration();

    @Metadata(label = "security", description = "Enable usage of global SSL context parameters.")
    private boolean useGlobalSslContextParameters;

    private final WaitingWebhooks waitingWebhooks = new WaitingWebhooks();

    private final LifecycleStrategy stopping = new LifecycleStrategySupport() {
        @Override
        public void onContextStopping(CamelContext context) {
            drain();
        }
    };

    private SenderRegistry senders;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Whatsapp360Endpoint endpoint = endpoint(uri, Whatsapp360Endpoint.Action.of(remaining));
        setProperties(endpoint, parameters);
        if (!parameters.isEmpty()) {
            throw new IllegalArgumentException("Unknown option " + String.join(", ", new TreeSet<>(parameters.keySet()))
                    + "; accepted: " + String.join(", ", new TreeSet<>(knownOptions())));
        }
        Whatsapp360Configuration options = endpoint.getConfiguration();
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        options.check();
        if (endpoint.getAction() != Whatsapp360Endpoint.Action.EVENTS) {
            options.checkKey();
            endpoint.getAction().check(options.getOperation());
        }
        return endpoint;
    }

    /**
     * Creates an endpoint. Only an events endpoint uses camel-webhook, and only if it is on the class path; sending
     * does not need it.
     */
    private Whatsapp360Endpoint endpoint(String uri, Whatsapp360Endpoint.Action action) {
        if (action == Whatsapp360Endpoint.Action.EVENTS && ObjectHelper.loadClass(WEBHOOK, LOADER) != null) {
            return EventsEndpoint.of(uri, this, configuration.copy());
        }
        return new Whatsapp360Endpoint(uri, this, action, configuration.copy());
    }

    private Set<String> knownOptions() {
        return getCamelContext()
                .getCamelContextExtension()
                .getEndpointUriFactory("whatsapp360")
                .propertyNames();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getCamelContext().addLifecycleStrategy(stopping);
    }

    /** Ends waiting calls as not sent, before Camel's graceful shutdown waits for them. */
    private void drain() {
        SenderRegistry used;
        synchronized (this) {
            used = senders;
        }
        if (used != null) {
            used.drain();
        }
    }

    @Override
    protected synchronized void doStop() throws Exception {
        super.doStop();
        getCamelContext().getLifecycleStrategies().remove(stopping);
        if (senders != null) {
            senders.close();
            senders = null;
        }
    }

    /** Returns the registry of all senders, which is created when it is first used. */
    synchronized SenderRegistry senders() {
        if (senders == null) {
            senders = new SenderRegistry(getCamelContext());
        }
        return senders;
    }

    /** Returns the limits of waiting webhook requests; all routes share one HTTP server. */
    WaitingWebhooks waitingWebhooks() {
        return waitingWebhooks;
    }

    public Whatsapp360Configuration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(Whatsapp360Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
