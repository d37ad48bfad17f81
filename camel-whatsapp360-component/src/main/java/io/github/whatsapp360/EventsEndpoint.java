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

/** The door for camel-webhook. It is a class of its own because only it needs camel-webhook. */
final class EventsEndpoint extends Whatsapp360Endpoint implements WebhookCapableEndpoint {

    private static final int REMEMBERED = 50_000;

    private final Map<String, IdempotentRepository> memories = new ConcurrentHashMap<>();
    private WebhookConfiguration webhook;

    /** Not by the constructor: to check the caller's class, Java would load this one also where camel-webhook is missing. */
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
     * Each address of a webhook has its own memory, also when its route starts again, unless a repository is given: routes
     * with the same options have this endpoint in common.
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
            context.getComponent("platform-http"); // camel-webhook takes only what is there already
        }
    }

    /** Tells the service where this application is, and which secret to send along. */
    @Override
    public void registerWebhook() throws UnknownHostException {
        Whatsapp360Configuration options = getConfiguration();
        options.checkKey();
        WebhookAuthenticator.of(options); // not before it is clear that the service will be let in
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
                    "The webhook could not be set at 360dialog (set it in the hub, and webhookAutoRegister=false): "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    /** The service keeps what it must deliver while the application is away; without an address it would drop it. */
    @Override
    public void unregisterWebhook() {
        // stays, see above
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

    /** Source: docs.360dialog.com, "Set webhook URL": HTTPS only, and neither an underscore nor a port. */
    private static URI reachable(URI url) {
        boolean local = url.getHost() != null && url.getHost().matches("localhost|127\\..*|\\[::1]"); // an emulator's
        boolean allowed = "https".equals(url.getScheme())
                && url.getHost() != null // an underscore is no part of a host name
                && url.getPort() < 0;
        if (!local && !allowed) {
            throw new IllegalArgumentException(
                    "360dialog cannot report to " + url.getScheme() + "://"
                            + url.getRawAuthority()
                            + ": set webhookExternalUrl to an https address without underscore and port "
                            + "at which it reaches this application, or set the webhook in the hub, and webhookAutoRegister=false");
        }
        return url;
    }
}
