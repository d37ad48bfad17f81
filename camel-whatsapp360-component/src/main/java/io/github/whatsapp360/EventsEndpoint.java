package io.github.whatsapp360;

import io.github.whatsapp360.delivery.Caller;
import io.github.whatsapp360.delivery.attempts.CallKind;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.attempts.RetryRule;
import io.github.whatsapp360.listener.StoreListener;
import io.github.whatsapp360.trace.CallTrace;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The endpoint of events. It has what its own consumer and camel-webhook share: the processor of webhook requests, the
 * memory of completed events, and the registration at the service.
 */
class EventsEndpoint extends Whatsapp360Endpoint {

    static final String METHOD = "POST";

    private static final int REMEMBERED = 50_000;

    private final Map<String, IdempotentRepository> memories = new ConcurrentHashMap<>();

    EventsEndpoint(String uri, Whatsapp360Component component, Whatsapp360Configuration configuration) {
        super(uri, component, Action.EVENTS, configuration);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = new EventsConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /**
     * Creates the processor of webhook requests.
     *
     * @param sources returns the route and the repository of a request
     */
    EventsWebhook webhook(Processor route, Function<Exchange, EventDispatcher.Source> sources) {
        return new EventsWebhook(this, route, WebhookAuthenticator.of(getConfiguration()), sources);
    }

    /**
     * Returns the route, with the given repository or a repository in memory. Routes of camel-webhook with the same
     * options share this endpoint, so each address has its own memory, which it keeps when its route restarts.
     */
    EventDispatcher.Source source(String routeId, Supplier<String> address) {
        IdempotentRepository given = getConfiguration().getIdempotentRepository();
        IdempotentRepository repository =
                given != null ? given : memories.computeIfAbsent(address.get(), uri -> memory());
        return new EventDispatcher.Source(
                routeId, repository, getComponent().senders().health(StoreListener.Store.EVENTS, repository));
    }

    private static IdempotentRepository memory() {
        IdempotentRepository memory = MemoryIdempotentRepository.memoryIdempotentRepository(REMEMBERED);
        ServiceHelper.startService(memory);
        return memory;
    }

    /** Registers this address and the webhook secret at the service. */
    void register(URI address) {
        Whatsapp360Configuration options = getConfiguration();
        options.checkKey();
        WebhookAuthenticator.of(options); // fails before the registration if no secret is set
        URI url = reachable(address);
        Map<String, String> headers = options.getWebhookVerifyToken() == null
                ? Map.of()
                : Map.of(options.getWebhookSecretHeader(), options.getWebhookVerifyToken());
        String name = options.getWebhookName() == null ? "" : options.getWebhookName();
        RetryRule retries = new RetryRule(options.getMaxRetries(), Duration.ofMillis(options.getRetryDelay()));
        try (SenderRegistry.Lease lease = getComponent().senders().lease(options)) {
            lease.sender()
                    .call(
                            CallKind.WEBHOOK_SETTING,
                            retries,
                            Caller.of(true, false, Duration.ZERO, CallTrace.NONE),
                            api -> {
                                api.webhook(name, url, headers);
                                return url;
                            })
                    .join();
        } catch (CompletionException e) {
            Throwable failure = Failures.unwrapped(e);
            throw new RuntimeCamelException(
                    "The webhook could not be registered at 360dialog; you can also set it in the hub, and "
                            + "webhookAutoRegister=false: "
                            + failure.getMessage(),
                    failure);
        }
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
