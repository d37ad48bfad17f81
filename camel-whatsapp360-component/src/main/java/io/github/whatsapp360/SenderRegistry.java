package io.github.whatsapp360;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.SenderAccount;
import io.github.whatsapp360.api.Timeouts;
import io.github.whatsapp360.delivery.AccountState;
import io.github.whatsapp360.delivery.Admission;
import io.github.whatsapp360.delivery.Sender;
import io.github.whatsapp360.delivery.Workers;
import io.github.whatsapp360.delivery.confirm.Confirmations;
import io.github.whatsapp360.delivery.rate.SharedRate;
import io.github.whatsapp360.delivery.reuse.MediaIds;
import io.github.whatsapp360.media.MediaIdStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.support.CamelContextHelper;

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

    private static final long SECONDS_BETWEEN_LOOKS = 5;

    private final CamelContext context;
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;
    private final Workers workers;
    private final Admission admission = new Admission();
    private final Confirmations confirmations;
    private final ObjectMapper mapper;
    private final MediaIdStore inMemory = MediaIdStore.inMemory(MAX_MEDIA_IDS);
    private final Map<AccountKey, AccountEntry> accounts = new HashMap<>();
    private final Map<Transport, CamelHttp> clients = new HashMap<>();
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
        confirmations.close();
    }

    /** Ends all waiting calls as not sent. Later calls fail. */
    @Override
    public void close() {
        admission.drain();
        states().forEach(AccountState::close);
        confirmations.close();
        synchronized (this) {
            accounts.clear();
            clients.values().forEach(CamelHttp::close);
            clients.clear();
        }
        context.getExecutorServiceManager().shutdown(threads);
        context.getExecutorServiceManager().shutdownNow(timer);
    }

    /** Returns the number of accounts with a state. */
    synchronized int size() {
        return accounts.size();
    }

    private synchronized Iterable<AccountState> states() {
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
                    List.of(),
                    Optional.ofNullable(options.getRateLimitStore())
                            .map(store -> new SharedRate(store, options.getRateLimitFallback())),
                    timer,
                    workers);
            if (draining) {
                state.drain();
            }
        }

        Sender sender(Whatsapp360Configuration options) {
            return senders.computeIfAbsent(
                    options.transport(),
                    transport -> new Sender(
                            options.getHosting()
                                    .api(
                                            client(options).client(),
                                            options.account(),
                                            new Timeouts(
                                                    Duration.ofMillis(options.getConnectTimeout()),
                                                    Duration.ofMillis(options.getResponseTimeout())),
                                            mapper,
                                            timer),
                            state,
                            confirmations));
        }

        MediaIds mediaIds(Whatsapp360Configuration options) {
            MediaIdStore store = options.getMediaIdStore() == null ? inMemory : options.getMediaIdStore();
            return mediaIds.computeIfAbsent(
                    store,
                    known -> new MediaIds(
                            store, options.account(), options.getHosting().mediaLife(), workers));
        }
    }

    /** The shared objects with which one endpoint sends. */
    final class Lease implements AutoCloseable {
        private final AccountEntry account;
        private final Sender sender;
        private final MediaIds mediaIds;

        private Lease(AccountEntry account, Whatsapp360Configuration options) {
            this.account = account;
            this.sender = account.sender(options);
            this.mediaIds = account.mediaIds(options);
            account.leases++;
        }

        Sender sender() {
            return sender;
        }

        MediaIds mediaIds() {
            return mediaIds;
        }

        Admission admission() {
            return admission;
        }

        @Override
        public void close() {
            synchronized (SenderRegistry.this) {
                account.leases--;
                release();
            }
        }
    }
}
