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
 * Holds what endpoints share: one {@link AccountState} for each account, one HTTP client for each transport, one
 * {@link Sender} for each pair of them, and the threads of all. What no endpoint uses any more is released, as soon as
 * nothing of it is under way and its rate is as free as a new one's.
 */
final class SenderRegistry implements AutoCloseable {

    /** As many calls are under way at once as there are connections for. */
    private static final int MAX_CALLS = 200;

    /** Two for each file. */
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
        // Camel's default lets a thousand tasks wait and refuses the next one
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

    /** The ObjectMapper of the registry, if it has one; otherwise a plain one: camel-jackson's rule. */
    static ObjectMapper mapper(CamelContext context) {
        ObjectMapper registered = CamelContextHelper.findSingleByType(context, ObjectMapper.class);
        return registered == null ? new ObjectMapper() : registered;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    /** All messages that wait for a status: a webhook does not say by whom they were sent. */
    Confirmations confirmations() {
        return confirmations;
    }

    /** Lends an endpoint what it sends with, until it gives it back. */
    synchronized Lease lease(Whatsapp360Configuration options) {
        AccountKey key = new AccountKey(options.account(), options.getRateLimitStore());
        AccountEntry account = accounts.computeIfAbsent(key, unknown -> new AccountEntry(key, options));
        return new Lease(account, options);
    }

    /** Ends what waits as not sent, as the application is stopping; what is on the wire is finished. */
    void drain() {
        synchronized (this) {
            draining = true;
        }
        admission.drain();
        states().forEach(AccountState::drain);
        confirmations.close();
    }

    /** Ends what waits, and every call that comes later. */
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

    /** Returns the number of accounts that it holds something of. */
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

    /** Releases what is not used any more, and looks again later if some of it cannot go yet. */
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
                looking = false; // it is being closed, which releases everything
            }
        }
    }

    private synchronized void look() {
        looking = false;
        release();
    }

    private record AccountKey(SenderAccount account, Object rateStore) {}

    /** State of one account, with how many endpoints use it. */
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

    /** Everything that one endpoint sends with. */
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
