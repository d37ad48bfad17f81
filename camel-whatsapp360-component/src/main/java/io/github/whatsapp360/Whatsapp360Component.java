package io.github.whatsapp360;

import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.listener.WebhookListener.Answer;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.trace.SentTraces;
import io.github.whatsapp360.trace.TracedData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.json.JsonObject;

/** Creates the endpoints of 360dialog's WhatsApp Business API and holds the objects that they share. */
@Component("whatsapp360")
@ManagedResource(description = "Managed WhatsApp (360dialog) Component")
public class Whatsapp360Component extends HealthCheckComponent implements SSLContextParametersAware {

    private static final String WEBHOOK = "org.apache.camel.component.webhook.WebhookCapableEndpoint";
    private static final ClassLoader LOADER = Whatsapp360Component.class.getClassLoader();

    @Metadata(description = "The options that all endpoints start with.")
    private Whatsapp360Configuration configuration = new Whatsapp360Configuration();

    @Metadata(label = "security", description = "Enable usage of global SSL context parameters.")
    private boolean useGlobalSslContextParameters;

    /** The largest number of records that one question returns. */
    static final int MAX_UNRESOLVED = 1_000;

    private final WaitingWebhooks waitingWebhooks = new WaitingWebhooks();

    private final SentTraces sentTraces = new SentTraces();

    /** The consumers of webhookAddresses by their addresses in this application. */
    private final Map<String, Consumer> webhookAddresses = new ConcurrentHashMap<>();

    private final LifecycleStrategy stopping = new LifecycleStrategySupport() {
        @Override
        public void onContextStopping(CamelContext context) {
            drain();
        }
    };

    /** The started handlers of webhooks. */
    private final Set<EventsWebhook> webhooks = ConcurrentHashMap.newKeySet();

    /** The started handlers of flows. */
    private final Set<FlowRequests> flows = ConcurrentHashMap.newKeySet();

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
        if (endpoint.getAction().callsService()) {
            options.checkKey();
            endpoint.getAction().check(options.getOperation());
            options.checkCall();
            options.checkAccountHealthCheck();
        }
        return endpoint;
    }

    /** Creates an endpoint. Only an events endpoint uses camel-webhook, and only if it is on the class path. */
    private Whatsapp360Endpoint endpoint(String uri, Whatsapp360Endpoint.Action action) {
        if (action == Whatsapp360Endpoint.Action.FLOW) {
            return new FlowEndpoint(uri, this, configuration.copy());
        }
        if (action != Whatsapp360Endpoint.Action.EVENTS) {
            return new Whatsapp360Endpoint(uri, this, action, configuration.copy());
        }
        return ObjectHelper.loadClass(WEBHOOK, LOADER) != null
                ? WebhookEventsEndpoint.of(uri, this, configuration.copy())
                : new EventsEndpoint(uri, this, configuration.copy());
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
        used().ifPresent(SenderRegistry::drain);
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

    /** Returns the registry; empty if it was not used yet, or the component has been stopped. */
    private synchronized Optional<SenderRegistry> used() {
        return Optional.ofNullable(senders);
    }

    /** Returns the started handlers of webhooks. */
    Set<EventsWebhook> webhooks() {
        return webhooks;
    }

    /** Returns the started handlers of flows. */
    Set<FlowRequests> flows() {
        return flows;
    }

    /** Reports the state of this component, see {@link StateReport}. */
    JsonObject report(String filter, int limit) {
        return StateReport.of(used(), webhooks, flows, filter, limit);
    }

    /** Returns the limits of waiting webhook requests; all routes share one HTTP server. */
    WaitingWebhooks waitingWebhooks() {
        return waitingWebhooks;
    }

    /** Returns the trace contexts of the messages that were sent last, by all endpoints. */
    SentTraces sentTraces() {
        return sentTraces;
    }

    /** Returns the number of accounts that endpoints use, or that calls are waiting for. */
    @ManagedAttribute(description = "Accounts in use")
    public int getAccountsInUse() {
        return states().size();
    }

    /** Returns the number of accounts whose messages an operator, or the service, has paused now. */
    @ManagedAttribute(description = "Accounts whose messages are paused")
    public int getPausedAccounts() {
        return (int) states().stream()
                .filter(state -> state.isHeld() || !state.messages().pause().isZero())
                .count();
    }

    /** Returns the number of messages that wait for their turn: for the rate, a pause, or their recipient's limit. */
    @ManagedAttribute(description = "Messages that wait for their turn")
    public int getWaitingMessages() {
        return states().stream().mapToInt(state -> state.messages().waiting()).sum();
    }

    /** Returns the number of uploads that wait for their turn. */
    @ManagedAttribute(description = "Uploads that wait for their turn")
    public int getWaitingUploads() {
        return states().stream().mapToInt(state -> state.uploads().waiting()).sum();
    }

    /** Returns the time for which the oldest of these messages and uploads has waited, in seconds. */
    @ManagedAttribute(description = "Seconds for which the oldest message or upload has waited for its turn")
    public long getOldestWaitSeconds() {
        return states().stream()
                .flatMap(state -> Stream.of(state.messages(), state.uploads()))
                .mapToLong(queue -> queue.oldest().toSeconds())
                .max()
                .orElse(0);
    }

    /** Returns the number of exchanges in the component, running or waiting. */
    @ManagedAttribute(description = "Exchanges in progress")
    public int getExchangesInProgress() {
        return used().map(senders -> senders.admission().size()).orElse(0);
    }

    /** Returns the number of exchanges that wait on their own threads, because the component is full. */
    @ManagedAttribute(description = "Exchanges that wait on their own threads, because the component is full")
    public int getExchangesWaitingForAPlace() {
        return used().map(senders -> senders.admission().waiting()).orElse(0);
    }

    /** Returns the number of messages that wait for a status. */
    @ManagedAttribute(description = "Messages that wait for a status")
    public int getConfirmationsWaiting() {
        return used().map(SenderRegistry::waitingForStatus).orElse(0);
    }

    /** Returns the number of stores whose last call failed. */
    @ManagedAttribute(description = "Stores whose last call failed")
    public int getFailingStores() {
        return used().map(senders -> (int)
                        senders.stores().stream().filter(StoreHealth::isFailing).count())
                .orElse(0);
    }

    /** Returns the number of webhooks that the running routes have taken. */
    @ManagedAttribute(description = "Webhooks that routes have taken")
    public long getTakenWebhooks() {
        return webhooks.stream()
                .mapToLong(webhook -> webhook.state().count(Answer.TAKEN))
                .sum();
    }

    /** Returns the number of webhooks that the running routes have answered with an error. */
    @ManagedAttribute(description = "Webhooks that were answered with an error")
    public long getRefusedWebhooks() {
        return webhooks.stream()
                .flatMap(webhook -> Stream.of(Answer.values())
                        .filter(answer -> answer != Answer.TAKEN)
                        .map(webhook.state()::count))
                .mapToLong(Long::longValue)
                .sum();
    }

    private List<AccountState> states() {
        return used().map(SenderRegistry::states).orElse(List.of());
    }

    /** Returns the state of the component as JSON, as the developer console {@code whatsapp360} shows it. */
    @ManagedOperation(description = "The state of the component as JSON")
    public String dumpStateAsJson() {
        return report("", Integer.MAX_VALUE).toJson();
    }

    /**
     * Pauses the messages and uploads of an account in this application, until {@link #resumeAccount}. Calls in flight
     * go on. Waiting messages still expire, and still end as not sent when the application stops.
     *
     * @param account the account's name in the state of the component: its first eight characters
     * @return false if no such account is in use
     */
    @ManagedOperation(description = "Pauses the messages and uploads of the account with this name")
    public boolean pauseAccount(String account) {
        return hold(account, true);
    }

    /**
     * Ends {@link #pauseAccount}: waiting messages and uploads begin at the account's rate.
     *
     * @return false if no account with this name is in use or was paused
     */
    @ManagedOperation(description = "Ends the pause of the account with this name")
    public boolean resumeAccount(String account) {
        return hold(account, false);
    }

    private boolean hold(String account, boolean holds) {
        String name = account.strip().split(" ")[0]; // the name may be followed by the masked number
        return used().map(senders -> senders.hold(name, holds)).orElse(false);
    }

    /**
     * Forgets a media ID in the stores of all accounts, so that the next message with its file uploads the file again.
     * The file stays at the service; {@code operation=delete} also deletes it there.
     */
    @ManagedOperation(description = "Forgets a media ID, so that its file is uploaded again")
    public void forgetMediaId(String mediaId) {
        used().ifPresent(senders -> senders.forgetMediaId(mediaId.strip()));
    }

    /**
     * Keeps an address for this consumer until it is closed.
     *
     * @throws IllegalStateException if another one has it; the HTTP server would pass all requests to one of the two
     */
    void openWebhook(String address, Consumer consumer) {
        if (webhookAddresses.putIfAbsent(address, consumer) != null) {
            throw new IllegalStateException("Another route receives webhooks at " + address
                    + ": give each route a path of its own with the option webhookPath");
        }
    }

    void closeWebhook(Consumer consumer) {
        webhookAddresses.values().remove(consumer);
    }

    /** Returns the records of messages that have waited for a status longer than this, with the oldest first. */
    @ManagedOperation(description = "Messages that have waited for a status longer than this")
    public List<String> unresolvedMessages(long olderThanSeconds) {
        return senders().records().stream()
                .flatMap(records -> records.unresolved(Duration.ofSeconds(olderThanSeconds), MAX_UNRESOLVED).stream())
                .map(MessageRecord::toString)
                .toList();
    }

    /** Decides that a message must not be sent again. Returns whether it has a record. */
    @ManagedOperation(description = "Decides that the message with this callback data must not be sent again")
    public boolean closeMessage(String callbackData) {
        String data = TracedData.read(callbackData).data();
        return senders().records().stream().anyMatch(records -> records.close(data));
    }

    /** Decides that a message was not sent, so that it is sent when it comes again. Returns whether it has a record. */
    @ManagedOperation(
            description = "Decides that the message with this callback data was not sent, so that it may be sent")
    public boolean releaseMessage(String callbackData) {
        String data = TracedData.read(callbackData).data();
        return senders().records().stream().anyMatch(records -> records.release(data));
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
