package io.github.whatsapp360;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.client.HostingProfile;
import io.github.whatsapp360.client.SenderAccount;
import io.github.whatsapp360.client.Timeouts;
import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.Admission;
import io.github.whatsapp360.delivery.Sender;
import io.github.whatsapp360.delivery.Workers;
import io.github.whatsapp360.delivery.attempts.AccountNames;
import io.github.whatsapp360.delivery.attempts.DeliveryListener;
import io.github.whatsapp360.delivery.attempts.DeliveryLog;
import io.github.whatsapp360.delivery.attempts.Failures;
import io.github.whatsapp360.delivery.attempts.LastFailures;
import io.github.whatsapp360.delivery.attempts.StoreHealth;
import io.github.whatsapp360.delivery.confirm.Confirmations;
import io.github.whatsapp360.delivery.confirm.FailedStatus;
import io.github.whatsapp360.delivery.confirm.Questions;
import io.github.whatsapp360.delivery.rate.SharedRate;
import io.github.whatsapp360.delivery.record.MessageRecords;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.listener.StoreListener;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.repository.MessageRepository;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the objects that endpoints share: one {@link AccountState} for each account, one HTTP client for each
 * transport, one {@link Sender} for each pair of them, and the threads. The state of an account is released when no
 * endpoint uses it, no call is in flight, and a new state would not allow a higher rate.
 */
final class SenderRegistry implements AutoCloseable {

    /** The largest number of calls at once: the number of HTTP connections. */
    private static final int MAX_CALLS = 200;

    /** The number of entries in the store of media IDs in memory; each file has two. */
    private static final int MAX_MEDIA_IDS = 20_000;

    /** The number of stores whose health is shown. An application has a few, unless it creates them for each call. */
    private static final int MAX_STORES = 1_000;

    private static final long SECONDS_BETWEEN_LOOKS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SenderRegistry.class);

    private final CamelContext context;
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;
    private final Workers workers;
    private final Admission admission = new Admission();
    private final Listeners listeners;
    private final Runnable hide;
    private final Confirmations confirmations;
    private final Questions questions = new Questions();
    private final ObjectMapper mapper;
    private final MediaIdStore inMemory = MediaIdStore.inMemory(MAX_MEDIA_IDS);
    private final Map<AccountKey, AccountEntry> accounts = new HashMap<>();
    private final Map<Transport, CamelHttp> clients = new HashMap<>();
    private final Map<MessageRepository, MessageRecords> records = new IdentityHashMap<>();
    private final Map<Object, StoreHealth> stores = new IdentityHashMap<>();
    private final AccountNames names = new AccountNames();
    private final DeliveryLog log = new DeliveryLog(names);
    private final LastFailures failedStatuses = new LastFailures();

    /** The accounts whose health the service is asked for. */
    private final Map<SenderAccount, AccountHealth> watched = new HashMap<>();

    /** The short IDs of the accounts that an operator holds. */
    private final Set<String> held = new HashSet<>();

    private boolean draining;
    private boolean looking;

    SenderRegistry(CamelContext context) {
        this.context = context;
        // by default, Camel's pool refuses a task if a thousand tasks wait
        this.timer = context.getExecutorServiceManager()
                .newScheduledThreadPool(
                        this,
                        "Whatsapp360Timer",
                        new ThreadPoolProfileBuilder("whatsapp360-timer")
                                .poolSize(1)
                                .maxQueueSize(-1)
                                .build());
        this.threads = context.getExecutorServiceManager().newCachedThreadPool(this, "Whatsapp360Worker");
        this.workers = new Workers(threads, MAX_CALLS);
        this.confirmations = new Confirmations(timer, workers);
        this.mapper = mapper(context);
        this.listeners = Listeners.of(context);
        this.hide = listeners.show(this::states, admission, this::waitingForStatus);
    }

    /** Returns the listeners of this component, such as the metrics. */
    Listeners listeners() {
        return listeners;
    }

    /**
     * Returns the ObjectMapper of Camel's registry if there is exactly one, or else a plain one, as camel-jackson does.
     */
    static ObjectMapper mapper(CamelContext context) {
        ObjectMapper registered = CamelContextHelper.findSingleByType(context, ObjectMapper.class);
        return registered == null ? new ObjectMapper() : registered;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    /** Returns the messages of all accounts that wait for a status, because a webhook does not name the sender. */
    Confirmations confirmations() {
        return confirmations;
    }

    /** Returns the messages of all accounts that wait for an answer of a customer. */
    Questions questions() {
        return questions;
    }

    /** Returns the shared objects with which an endpoint sends, until it closes the lease. */
    synchronized Lease lease(Whatsapp360Configuration options) {
        AccountKey key = new AccountKey(options.account(), options.getRateLimitStore());
        AccountEntry account = accounts.computeIfAbsent(key, unknown -> new AccountEntry(key, options));
        return new Lease(account, options);
    }

    /** Ends all waiting calls as not sent, because the application is stopping. Calls in flight go on. */
    void drain() {
        synchronized (this) {
            draining = true;
        }
        admission.drain();
        states().forEach(AccountState::drain);
        endWaitsForStatuses();
    }

    /** Ends all waiting calls as not sent. Later calls fail. */
    @Override
    public void close() {
        hide.run();
        admission.drain();
        states().forEach(AccountState::close);
        endWaitsForStatuses();
        synchronized (this) {
            accounts.clear();
            clients.values().forEach(CamelHttp::close);
            clients.clear();
        }
        context.getExecutorServiceManager().shutdown(threads);
        context.getExecutorServiceManager().shutdownNow(timer);
    }

    /** Returns the records in this repository, which all endpoints with the same repository share. */
    synchronized MessageRecords records(MessageRepository repository) {
        return records.computeIfAbsent(
                repository,
                known -> new MessageRecords(
                        repository,
                        health(StoreListener.Store.MESSAGES, repository),
                        application(context),
                        timer,
                        workers));
    }

    /** Returns the records in all repositories that endpoints use. */
    synchronized List<MessageRecords> records() {
        return List.copyOf(records.values());
    }

    /** Returns a name of this process for people: the context, the process ID and the host. */
    private static String application(CamelContext context) {
        return context.getName() + " " + ManagementFactory.getRuntimeMXBean().getName();
    }

    private void endWaitsForStatuses() {
        confirmations.close();
        records().forEach(MessageRecords::close);
    }

    /** Returns the states of all accounts, each with the number of its endpoints' producers. */
    synchronized Map<AccountState, Integer> leases() {
        Map<AccountState, Integer> leases = new IdentityHashMap<>();
        accounts.values().forEach(account -> leases.put(account.state, account.leases));
        return leases;
    }

    /** Returns the number of accounts with a state. */
    synchronized int size() {
        return accounts.size();
    }

    /** Returns the health of a store. The accounts that use it share it. */
    synchronized StoreHealth health(StoreListener.Store kind, Object store) {
        StoreHealth known = stores.get(store);
        if (known == null) {
            known = new StoreHealth(kind, store, listeners.stores(), System::nanoTime);
            if (stores.size() < MAX_STORES) {
                stores.put(store, known);
            }
        }
        return known;
    }

    /** Returns the health of all stores that were used. */
    synchronized List<StoreHealth> stores() {
        return List.copyOf(stores.values());
    }

    private List<DeliveryListener> deliveryListeners() {
        return Stream.concat(Stream.of(names, log), listeners.deliveries().stream())
                .toList();
    }

    /** Returns the names of the accounts for people. */
    AccountNames names() {
        return names;
    }

    /** Learns what a status shows to people: the number of an account, and the code of a failure. */
    void heard(MessageStatus status) {
        names.heard(status);
        if (status.state() == MessageStatus.State.FAILED) {
            failedStatuses.note(Failures.code(FailedStatus.exception(status, "", "")));
        }
    }

    /** Returns when each code was last seen in a failed status. A webhook does not name the sender. */
    LastFailures failedStatuses() {
        return failedStatuses;
    }

    /** Returns the number of messages that wait for a status. */
    int waitingForStatus() {
        return confirmations.size()
                + records().stream().mapToInt(MessageRecords::waiting).sum();
    }

    /**
     * Holds the messages and uploads of an account, or lets them go. An account that is held stays so if its state is
     * released and created again.
     *
     * @param account the account's {@linkplain SenderAccount#shortId short ID}
     * @return false if no such account is in use
     */
    boolean hold(String account, boolean holds) {
        List<AccountState> found;
        boolean wasHeld;
        synchronized (this) {
            found = accounts.values().stream()
                    .map(entry -> entry.state)
                    .filter(state -> state.account().shortId().equals(account))
                    .toList();
            wasHeld = !(holds && found.isEmpty()) && (holds ? !held.add(account) : held.remove(account));
        }
        // outside of the monitor, because a release starts calls
        found.forEach(holds ? AccountState::hold : AccountState::release);
        found.stream()
                .limit(1)
                .forEach(state -> LOG.warn(
                        holds
                                ? "Account {}: an operator has paused it. Messages and uploads wait until it is resumed"
                                : "Account {}: an operator has resumed it",
                        names.of(state.account())));
        return wasHeld || !found.isEmpty();
    }

    /** Forgets a media ID in the stores of all accounts. This application does not use it again. */
    void forgetMediaId(String mediaId) {
        List<MediaIds> all;
        synchronized (this) {
            all = accounts.values().stream()
                    .flatMap(account -> account.mediaIds.values().stream())
                    .toList();
        }
        all.forEach(ids -> ids.forget(mediaId));
    }

    /**
     * Notes that a message template has changed. All accounts read their templates again, because a webhook does not
     * name the sender.
     */
    void templatesChanged() {
        states().forEach(AccountState::templatesChanged);
    }

    /** Returns the limit of exchanges in the component. */
    Admission admission() {
        return admission;
    }

    /** Returns the states of all accounts. */
    synchronized List<AccountState> states() {
        return accounts.values().stream().map(account -> account.state).toList();
    }

    private CamelHttp client(Whatsapp360Configuration options) {
        return clients.computeIfAbsent(options.transport(), transport -> {
            try {
                return new CamelHttp(context, options);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeException(e);
            }
        });
    }

    /**
     * Releases unused accounts and clients. Tries again later if an unused account still has calls or a rate to keep.
     */
    private synchronized void release() {
        boolean again = false;
        for (Iterator<AccountEntry> each = accounts.values().iterator(); each.hasNext(); ) {
            AccountEntry account = each.next();
            if (account.leases == 0 && account.state.isIdle()) {
                account.state.close();
                each.remove();
                forget(account.state.account());
            } else {
                again |= account.leases == 0;
            }
        }
        for (Iterator<Map.Entry<Transport, CamelHttp>> each = clients.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Transport, CamelHttp> client = each.next();
            if (accounts.values().stream().noneMatch(account -> account.senders.containsKey(client.getKey()))) {
                client.getValue().close();
                each.remove();
            }
        }
        if (again && !looking) {
            try {
                timer.schedule(this::look, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
                looking = true;
            } catch (RejectedExecutionException e) {
                looking = false; // the registry is being closed, which releases everything
            }
        }
    }

    /** Forgets the name of an account that is no longer used. */
    private void forget(SenderAccount account) {
        if (states().stream().noneMatch(state -> state.account().equals(account))) {
            names.forget(account);
            log.forget(account);
        }
    }

    private synchronized void look() {
        looking = false;
        release();
    }

    private record AccountKey(SenderAccount account, Object rateStore) {}

    /** The state of one account, with the number of endpoints that use it. */
    private final class AccountEntry {
        private final AccountState state;
        private final Map<MediaIdStore, MediaIds> mediaIds = new IdentityHashMap<>();
        private final Map<Transport, Sender> senders = new HashMap<>();
        private int leases;

        AccountEntry(AccountKey key, Whatsapp360Configuration options) {
            state = new AccountState(
                    key.account(),
                    deliveryListeners(),
                    Optional.ofNullable(options.getRateLimitStore())
                            .map(store -> new SharedRate(
                                    store,
                                    options.getRateLimitFallback(),
                                    health(StoreListener.Store.RATE_LIMIT, store))),
                    timer,
                    workers);
            if (held.contains(key.account().shortId())) {
                state.hold();
            }
            if (draining) {
                state.drain();
            }
        }

        Sender sender(Whatsapp360Configuration options) {
            return senders.computeIfAbsent(
                    options.transport(),
                    transport -> new Sender(
                            HostingProfile.of(options.getHosting())
                                    .api(
                                            client(options).client(),
                                            options.account(),
                                            new Timeouts(
                                                    Duration.ofMillis(options.getConnectTimeout()),
                                                    Duration.ofMillis(options.getResponseTimeout())),
                                            mapper,
                                            timer),
                            state,
                            confirmations,
                            questions));
        }

        MediaIds mediaIds(Whatsapp360Configuration options) {
            MediaIdStore store = Optional.ofNullable(options.getMediaIdStore())
                    .or(() ->
                            Optional.ofNullable(options.getMessageRepository()).flatMap(MessageRepository::mediaIds))
                    .orElse(inMemory);
            return mediaIds.computeIfAbsent(
                    store,
                    known -> new MediaIds(
                            store,
                            health(StoreListener.Store.MEDIA_IDS, store),
                            options.account(),
                            HostingProfile.of(options.getHosting()).mediaLife(),
                            workers));
        }
    }

    /** The shared objects with which one endpoint sends. */
    final class Lease implements AutoCloseable {
        private final AccountEntry account;
        private final Sender sender;
        private final MediaIds mediaIds;
        private final Optional<MessageRecords> messageRecords;
        private boolean watches;
        private boolean closed;

        private Lease(AccountEntry account, Whatsapp360Configuration options) {
            this.account = account;
            this.sender = account.sender(options);
            this.mediaIds = account.mediaIds(options);
            this.messageRecords =
                    Optional.ofNullable(options.getMessageRepository()).map(SenderRegistry.this::records);
            account.leases++;
        }

        Sender sender() {
            return sender;
        }

        MediaIds mediaIds() {
            return mediaIds;
        }

        Optional<MessageRecords> records() {
            return messageRecords;
        }

        Admission admission() {
            return admission;
        }

        /**
         * Shows the health check of the account, which asks the service, until all leases that watch the account are
         * closed. There is none if the application excludes it ({@code camel.health.exclude-pattern}).
         *
         * @param component the name of the component, which tells the checks of several components apart
         * @throws IllegalStateException if the application has no health checks
         */
        void watch(String component) {
            HealthCheckRegistry checks = HealthCheckHelper.getHealthCheckRegistry(context);
            if (checks == null) {
                throw new IllegalStateException(
                        "Option accountHealthCheck needs camel-health: add it to the application");
            }
            synchronized (SenderRegistry.this) {
                SenderAccount number = account.state.account();
                AccountHealth health = watched.get(number);
                if (health == null) {
                    String id = component + "-account-" + number.shortId();
                    health = new AccountHealth(id, number, names, checks, workers, System::nanoTime);
                    if (checks.isExcluded(health)) {
                        return;
                    }
                    health.show();
                    watched.put(number, health);
                }
                health.join(sender);
                watches = true;
            }
        }

        private void unwatch() {
            SenderAccount number = account.state.account();
            if (watches && watched.get(number).leave(sender)) {
                watched.remove(number).hide();
            }
        }

        @Override
        public void close() {
            synchronized (SenderRegistry.this) {
                if (!closed) {
                    closed = true;
                    account.leases--;
                    try {
                        unwatch();
                    } finally {
                        release();
                    }
                }
            }
        }
    }
}
