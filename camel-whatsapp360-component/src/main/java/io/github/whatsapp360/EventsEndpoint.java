package io.github.whatsapp360;

import io.github.whatsapp360.delivery.Caller;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.delivery.attempts.RetryRule;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;

/** The endpoint for camel-webhook. It is a class of its own, so that only this class needs camel-webhook. */
final class EventsEndpoint extends Whatsapp360Endpoint implements WebhookCapableEndpoint {

    private static final int REMEMBERED = 50_000;

    private final Map<String, IdempotentRepository> memories = new ConcurrentHashMap<>();
    private WebhookConfiguration webhook;

    /**
     * Creates the endpoint. It is a factory method because Java would load this class to verify a caller of the
     * constructor, even if camel-webhook is missing.
     */
    static Whatsapp360Endpoint of(String uri, Whatsapp360Component component, Whatsapp360Configuration configuration) {
        return new EventsEndpoint(uri, component, configuration);
    }

    private EventsEndpoint(String uri, Whatsapp360Component component, Whatsapp360Configuration configuration) {
        super(uri, component, Action.EVENTS, configuration);
    }

    @Override
    public Processor createWebhookHandler(Processor next) {
        return new EventsWebhook(this, next, WebhookAuthenticator.of(getConfiguration()), this::repository);
    }

    /**
     * Returns the given repository, or a repository in memory. Routes with the same options share this endpoint, so
     * each webhook address has its own memory, which it keeps when its route restarts.
     */
    private IdempotentRepository repository(Endpoint address) {
        IdempotentRepository given = getConfiguration().getIdempotentRepository();
        return given != null ? given : memories.computeIfAbsent(address.getEndpointUri(), uri -> memory());
    }

    private static IdempotentRepository memory() {
        IdempotentRepository memory = MemoryIdempotentRepository.memoryIdempotentRepository(REMEMBERED);
        ServiceHelper.startService(memory);
        return memory;
    }

    @Override
    public List<String> getWebhookMethods() {
        return List.of("POST");
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
        Whatsapp360Configuration options = getConfiguration();
        options.checkKey();
        WebhookAuthenticator.of(options); // fails before the registration if no secret is set
        URI url = reachable(URI.create(webhook.computeFullExternalUrl()));
        Map<String, String> headers = options.getWebhookVerifyToken() == null
                ? Map.of()
                : Map.of(options.getWebhookSecretHeader(), options.getWebhookVerifyToken());
        String name = options.getWebhookName() == null ? "" : options.getWebhookName();
        RetryRule retries = new RetryRule(options.getMaxRetries(), Duration.ofMillis(options.getRetryDelay()));
        try (SenderRegistry.Lease lease = getComponent().senders().lease(options)) {
            lease.sender()
                    .call(CallKind.WEBHOOK_SETTING, retries, Caller.of(true, Duration.ZERO), api -> {
                        api.webhook(name, url, headers);
                        return url;
                    })
                    .join();
        } catch (CompletionException e) {
            throw new RuntimeCamelException(
                    "The webhook could not be registered at 360dialog; you can also set it in the hub, and "
                            + "webhookAutoRegister=false: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    /**
     * Keeps the registration. While the application is not available, the service stores events and delivers them
     * later; without an address it would drop them.
     */
    @Override
    public void unregisterWebhook() {
        // nothing to do, see above
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(getConfiguration().getIdempotentRepository());
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(getConfiguration().getIdempotentRepository());
        super.doStop();
    }

    /** Source: docs.360dialog.com, "Set webhook URL": HTTPS only, without an underscore or a port. */
    private static URI reachable(URI url) {
        boolean local = url.getHost() != null && url.getHost().matches("localhost|127\\..*|\\[::1]"); // an emulator's
        boolean allowed = "https".equals(url.getScheme())
                && url.getHost() != null // URI finds no host if it has an underscore
                && url.getPort() < 0;
        if (!local && !allowed) {
            throw new IllegalArgumentException("360dialog cannot send webhooks to " + url.getScheme() + "://"
                    + url.getRawAuthority()
                    + ": set webhookExternalUrl to an https address without an underscore or a port "
                    + "at which it can reach this application; or set the webhook in the hub, and "
                    + "webhookAutoRegister=false");
        }
        return url;
    }
}
