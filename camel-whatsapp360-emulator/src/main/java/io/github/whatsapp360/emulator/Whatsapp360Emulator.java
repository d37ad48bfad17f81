package io.github.whatsapp360.emulator;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local 360dialog: a real HTTP server with the paths of one of its {@linkplain Hosting hostings}, and a page that shows what recipients would see. It
 * listens on the loopback interface only.
 */
public final class Whatsapp360Emulator implements AutoCloseable {

    /** The API key that is accepted unless the builder gets another one. */
    public static final String DEFAULT_API_KEY = "emulator-key";

    private static final Logger LOG = LoggerFactory.getLogger(Whatsapp360Emulator.class);
    private final AtomicReference<Memory> memory;
    private final List<FaultRelay> relays = new ArrayList<>();
    private final LocalServer server;
    private final String apiKey;
    private final Clock clock;
    private final boolean remoteLinks;

    private Whatsapp360Emulator(Builder builder) {
        Set<String> keys = builder.apiKeys.isEmpty() ? Set.of(DEFAULT_API_KEY) : builder.apiKeys;
        apiKey = keys.iterator().next();
        clock = builder.clock;
        remoteLinks = builder.remoteLinks;
        memory = new AtomicReference<>(Memory.empty(clock, remoteLinks));
        server = new LocalServer(builder.port);
        server.start(new Gate(new Service(keys, memory::get, builder.api()), new ChatPage(memory::get, apiKey)));
        LOG.info("360dialog emulator at {}", baseUrl());
    }

    /** Starts a server on a free port, with the {@linkplain #DEFAULT_API_KEY default key}. */
    public static Whatsapp360Emulator start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What to give a client as the base URL: scheme, host and port, without a trailing slash; not with {@code /v1} either. */
    public String baseUrl() {
        return "http://" + server.address().getAddress().getHostAddress() + ":" + port();
    }

    public int port() {
        return server.address().getPort();
    }

    /** The key to send as {@code D360-API-KEY}; of several, the first. */
    public String apiKey() {
        return apiKey;
    }

    /** The page that shows the chats. */
    public URI chatPage() {
        return URI.create(baseUrl() + "/");
    }

    /**
     * What a recipient has received.
     *
     * @param number digits only, with the country code
     */
    public Chat chat(String number) {
        return new Chat(() -> memory.get().chats(), number);
    }

    /** All accepted messages since the last reset, in the order of their arrival. */
    public List<ChatMessage> messages() {
        return memory.get().chats().from(0);
    }

    /** The requests to the API that were answered since the last reset, also the refused ones. */
    public List<RecordedRequest> requests() {
        return memory.get().requests().all();
    }

    /**
     * Waits until at least so many requests were answered, for 10 seconds at most.
     *
     * @throws AssertionError if there are fewer by then
     */
    public List<RecordedRequest> awaitRequests(int count) {
        return memory.get().requests().await(count);
    }

    /**
     * Waits until the files were fetched that a message links to, for 10 seconds at most: the service fetches them after
     * it has accepted the message.
     *
     * @return one for each link, in the order of the message's JSON; none if it has no link
     * @throws AssertionError if they were not fetched by then
     */
    public List<LinkFetch> awaitLinks(String messageId) {
        return memory.get().links().await(messageId).stream()
                .map(Links.Result::fetch)
                .toList();
    }

    /** Forgets all chats, files and requests. Requests that are still being answered are forgotten too. */
    public void reset() {
        memory.getAndSet(Memory.empty(clock, remoteLinks)).close();
    }

    /** A relay in front of this server, on a port of its own, which can break connections; closed with the emulator. */
    public FaultRelay relay() {
        FaultRelay relay = new FaultRelay(server.address());
        synchronized (relays) {
            relays.add(relay);
        }
        return relay;
    }

    /** Stops listening, closes all connections and deletes the uploaded files. */
    @Override
    public void close() {
        synchronized (relays) {
            relays.forEach(FaultRelay::close);
        }
        memory.get().chats().close();
        server.close();
        memory.get().close();
    }

    /** Settings of an emulator. */
    public static final class Builder {

        private final Set<String> apiKeys = new LinkedHashSet<>();
        private int port;
        private Clock clock = Clock.systemUTC();
        private Hosting hosting = Hosting.CLOUD;
        private String sandboxPhone = "";
        private boolean noStorage;
        private boolean remoteLinks;

        private Builder() {}

        /** The port to listen on; 0, the default, takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** A key that is accepted. Call it again for more senders: files belong to the key that uploaded them. */
        public Builder apiKey(String apiKey) {
            apiKeys.add(Objects.requireNonNull(apiKey));
            return this;
        }

        /** Which service to be; the Cloud API by default. */
        public Builder hosting(Hosting hosting) {
            this.hosting = Objects.requireNonNull(hosting);
            return this;
        }

        /**
         * The only number that the Sandbox sends to, as the real one has; without it, any number will do.
         *
         * @param number digits only, with the country code
         */
        public Builder sandboxPhone(String number) {
            this.sandboxPhone = Objects.requireNonNull(number);
            return this;
        }

        /** The Cloud API's number is one without storage: files live for an hour, unless an upload says otherwise. */
        public Builder noStorage() {
            this.noStorage = true;
            return this;
        }

        /** Links to other machines are fetched too; without it, only those to this one. */
        public Builder remoteLinks() {
            this.remoteLinks = true;
            return this;
        }

        /** The clock of receiving times and of the expiry of files, of their download URLs (5 minutes) and of cached links. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock);
            return this;
        }

        private Api api() {
            return switch (hosting) {
                case CLOUD -> new CloudApi(clock, noStorage ? MediaApi.LIFE_WITHOUT_STORAGE : MediaApi.LIFE);
                case SANDBOX -> new SandboxApi(clock, sandboxPhone);
                case ON_PREMISE -> new OnPremiseApi(clock);
            };
        }

        /** Starts the server; when this returns, it listens. */
        public Whatsapp360Emulator start() {
            return new Whatsapp360Emulator(this);
        }
    }
}
