package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.access.AccessToken;
import io.github.whatsapp360.emulator.access.AllowedHosts;
import io.github.whatsapp360.emulator.access.HostGuard;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.accounts.StoredTemplate;
import io.github.whatsapp360.emulator.accounts.WebhookTarget;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.data.DataFolder;
import io.github.whatsapp360.emulator.data.StateReader;
import io.github.whatsapp360.emulator.media.FetchedLink;
import io.github.whatsapp360.emulator.model.BillingTotal;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.LinkFetch;
import io.github.whatsapp360.emulator.model.MessageQuery;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.emulator.page.AdminApi;
import io.github.whatsapp360.emulator.page.ChatPage;
import io.github.whatsapp360.emulator.server.HostingApis;
import io.github.whatsapp360.emulator.server.LocalServer;
import io.github.whatsapp360.emulator.server.Router;
import io.github.whatsapp360.emulator.service.HostingApi;
import io.github.whatsapp360.emulator.service.ServiceHandler;
import io.github.whatsapp360.emulator.state.EmulatorConfig;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.EmulatorWait;
import io.github.whatsapp360.emulator.state.Limits;
import io.github.whatsapp360.emulator.state.StateFile;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import io.github.whatsapp360.emulator.util.ShiftedClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local 360dialog: a real HTTP server with the paths of one of its {@linkplain EmulatedHosting hostings}, and a page
 * that shows what recipients would see. By default, it listens on the loopback interface only.
 */
public final class Whatsapp360Emulator implements AutoCloseable {

    /** The API key that is accepted unless the builder gets another one. */
    public static final String DEFAULT_API_KEY = "emulator-key";

    private static final int MOST_KEYS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Whatsapp360Emulator.class);
    private final AtomicReference<EmulatorState> state;
    private final Relays relays = new Relays();
    private final LocalServer server;
    private final EmulatorConfig config;
    private final HostingApi hosting;
    private final Long seed;

    private Whatsapp360Emulator(Builder builder) {
        config = builder.config();
        hosting = HostingApis.of(config);
        seed = builder.seed;
        state = new AtomicReference<>(newState(config, false));
        if (builder.state != null) {
            restoreFirst(builder.state);
        }
        server = listen(new InetSocketAddress(builder.address, builder.port), config);
        ServiceHandler service = new ServiceHandler(config.accounts(), state::get, hosting);
        HostGuard guard = new HostGuard(config.hosts());
        AdminApi admin = new AdminApi(state::get, this::reset, this::importState, guard);
        server.start(new Router(service, new ChatPage(state::get, admin, apiKey(), builder.token), guard));
        LOG.info("360dialog emulator at {}", baseUrl());
    }

    private EmulatorState newState(EmulatorConfig of, boolean isNew) {
        RandomGenerator random = seed == null ? new SecureRandom() : new Random(seed);
        return new EmulatorState(of, hosting.ids(random), hosting.webhookForm(), isNew);
    }

    private void restoreFirst(Path file) {
        try {
            importState(file);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            state.get().close();
            config.close();
            throw e;
        }
    }

    /** Listens on a port; if it is in use, releases the data folder. */
    private static LocalServer listen(InetSocketAddress address, EmulatorConfig config) {
        try {
            return new LocalServer(address);
        } catch (UncheckedIOException e) {
            config.close();
            throw e;
        }
    }

    /** Starts a server on a free port, with the {@linkplain #DEFAULT_API_KEY default key}. */
    public static Whatsapp360Emulator start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the base URL for clients on this machine: scheme, host and port, without a trailing slash and without
     * {@code /v1}.
     */
    public String baseUrl() {
        InetAddress address = server.address().getAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    public int port() {
        return server.address().getPort();
    }

    /** The key to send as {@code D360-API-KEY}; of several, the first. */
    public String apiKey() {
        return config.accounts().first().key();
    }

    /** Returns the keys with the business's numbers that they are for, in the order of the builder's calls. */
    Map<String, String> numbers() {
        Map<String, String> numbers = new LinkedHashMap<>();
        config.accounts().all().forEach(account -> numbers.put(account.key(), account.displayNumber()));
        return numbers;
    }

    /**
     * Returns the business's number of a key, as webhooks have it in {@code display_phone_number}.
     *
     * @return digits
     * @throws IllegalArgumentException if the emulator does not have this key
     */
    public String number(String apiKey) {
        if (!config.accounts().has(apiKey)) {
            throw new IllegalArgumentException("The emulator does not have this API key");
        }
        return config.accounts().of(apiKey).displayNumber();
    }

    /**
     * Returns the properties that a Camel application needs: {@code PREFIX.base-url}, {@code PREFIX.api-key} and
     * {@code PREFIX.hosting}.
     *
     * @param prefix {@code camel.component.whatsapp360}, for example
     */
    public Properties properties(String prefix) {
        Properties properties = new Properties();
        properties.setProperty(prefix + ".base-url", baseUrl());
        properties.setProperty(prefix + ".api-key", apiKey());
        properties.setProperty(prefix + ".hosting", config.hosting().name());
        return properties;
    }

    /** The page that shows the chats. */
    public URI chatPage() {
        return URI.create(baseUrl() + "/");
    }

    /**
     * A recipient's side: what has arrived there, and what the customer does.
     *
     * @param number digits only, 5 to 15, with the country code; or a business-scoped user ID, {@code US.1349…}
     */
    public Chat chat(String number) {
        return new Chat(state::get, number, "", "");
    }

    /**
     * Plays a flow whose screens come from an application, as WhatsApp does. {@link Chat#flow} plays it for a message.
     *
     * @param url the address at which the application answers, on this machine or on an
     *     {@linkplain Builder#allowedWebhook allowed} host
     * @throws IllegalArgumentException if it is on another host
     */
    public Flow flow(URI url) {
        return Flow.of(state::get, url, "", "", answer -> {});
    }

    /**
     * Sets the webhook of all keys, to which statuses and customers' messages are posted;
     * {@code POST /v1/configs/webhook} sets it for one key. An address that is neither on this machine nor
     * {@linkplain Builder#allowedWebhook allowed} is kept and never called.
     *
     * @param url at any port of this machine or of an allowed host, or else with https and without a port, as the
     *     service wants it
     * @param headers that every post has, a secret for example
     * @throws IllegalArgumentException if the service would not take it
     */
    public void webhook(URI url, Map<String, String> headers) {
        Account.Webhook target = WebhookTarget.of(url.toString(), headers, config.webhooks());
        config.accounts().all().forEach(account -> account.webhook(target));
        state.get().settings().changed();
    }

    /** Returns the deliveries to webhooks. */
    public Webhooks webhooks() {
        return new Webhooks(state::get);
    }

    /**
     * Reports a change of the first key's account to its webhook: a template, a restriction, an opt-out and so on.
     *
     * @param field the field of the change, such as {@code account_update}
     * @param value the {@code value} of the change, as JSON in the service's form. The {@code metadata} of the number
     *     is added if there is a {@code messaging_product}
     * @throws IllegalArgumentException if it is no JSON object, or the hosting has no such webhooks
     */
    public void reports(String field, String value) {
        try {
            state.get().report(field, EmulatorJson.MAPPER.readTree(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The value is not JSON", e);
        }
    }

    /**
     * Sets whether the numbers can send messages, as {@code GET /health_status} answers it, until the next reset. It
     * does not change how messages are answered.
     *
     * @param status {@code AVAILABLE}, {@code LIMITED} or {@code BLOCKED}
     */
    public void health(String status) {
        state.get().settings().health(status);
        state.get().settings().changed();
    }

    /**
     * Sets whether new templates wait for a review, until the next reset. By default they are approved at once.
     * {@link #review} decides about those that wait.
     */
    public void templateReview(boolean on) {
        state.get().settings().templateReview(on);
        state.get().settings().changed();
    }

    /**
     * Gives a template of the first key another status, and reports it to the webhook.
     *
     * @param status {@code APPROVED}, {@code REJECTED}, {@code PENDING}, {@code PAUSED}, {@code DISABLED} or
     *     {@code IN_APPEAL}
     * @param reason of a rejection, such as {@code INVALID_FORMAT}; empty for other statuses
     * @throws IllegalArgumentException if there is no such template or status
     */
    public void review(String name, String language, String status, String reason) {
        Account account = config.accounts().first();
        StoredTemplate template = account.template(name, language)
                .orElseThrow(() -> new IllegalArgumentException("There is no such template"));
        state.get().templates().status(account, template, status, reason);
    }

    /** Sets how statuses are reported, until the next reset. */
    public void statuses(StatusReports how) {
        state.get().settings().statuses(how);
        state.get().settings().changed();
    }

    /**
     * Replaces the rules of faults, until the next reset. Rules are tried in their order: latencies add
     * up, of the other faults the first one counts. Without a rule, all calls work again, and held connections end.
     */
    public void faults(FaultRule... rules) {
        state.get().faults().set(List.of(rules));
    }

    /**
     * Runs a scenario, instead of what was running; it ends with the next reset at the latest.
     *
     * @param json as docs/guide/emulator-api.md has it
     * @throws IllegalArgumentException if it is none
     */
    public void scenario(String json) {
        state.get().scenario().begin(json);
    }

    /**
     * Waits for {@code sent}, {@code delivered}, {@code read} or {@code failed}; throws an AssertionError after a
     * minute.
     */
    public void awaitStatus(String messageId, String status) {
        state.get().chats().awaitStatus(messageId, status);
    }

    /**
     * Waits for a message, for a minute unless the query says otherwise. It may have come before.
     *
     * @return the first one that matches
     * @throws AssertionError if there is none by then; it says what came instead, and how that differs
     * @throws IllegalArgumentException if the query is wrong
     */
    public ChatMessage await(MessageQuery query) {
        return await(query, 1).get(0);
    }

    /**
     * Waits until at least so many messages match; see {@link #await(MessageQuery)}.
     *
     * @return all that match, oldest first
     */
    public List<ChatMessage> await(MessageQuery query, int count) {
        return new EmulatorWait(state::get, query.limit())
                .until(count, now -> now.messages(query.criteria())).orFail().stream()
                        .map(ChatEntry::message)
                        .toList();
    }

    /** Returns the messages that match by now, oldest first. */
    public List<ChatMessage> find(MessageQuery query) {
        return await(query.within(Duration.ZERO), 0);
    }

    /** Moves the emulator's clock forward, until the next reset: files expire, limits fill up, retries become due. */
    public void advance(Duration time) {
        config.clock().advance(time);
        state.get().settings().changed();
    }

    /** Returns all accepted messages since the last reset, in the order of their arrival. */
    public List<ChatMessage> messages() {
        return state.get().chats().messages();
    }

    /**
     * Returns the delivered messages by number, month and price, as the service would charge them; months are those of
     * the clock's time zone. A message is on the bill from its first {@code delivered} or {@code read}.
     */
    public List<BillingTotal> billing() {
        return state.get().bill().totals(config.accounts());
    }

    /** The requests to the API that were answered since the last reset, also the refused ones. */
    public List<RecordedRequest> requests() {
        return state.get().requests().all();
    }

    /** Waits until at least so many requests were answered; throws an AssertionError after a minute. */
    public List<RecordedRequest> awaitRequests(int count) {
        return state.get().requests().await(count);
    }

    /**
     * Waits until the files were fetched that a message links to, for a minute at most: the service fetches them after
     * it has accepted the message.
     *
     * @return one for each link, in the order of the message's JSON; none if it has no link
     * @throws AssertionError if they were not fetched by then
     */
    public List<LinkFetch> awaitLinks(String messageId) {
        return state.get().links().await(messageId).stream()
                .map(FetchedLink::fetch)
                .toList();
    }

    /**
     * Forgets all chats, files, requests and deliveries, also those that are not over yet, and what was spent of
     * limits; ends faults and scenarios; puts statuses, limits and the clock back. Webhooks and templates stay.
     */
    public synchronized void reset() {
        config.clock().reset();
        state.getAndSet(newState(config, true)).close();
    }

    /**
     * Writes chats, files, templates, the bill, requests, deliveries, settings, faults, the scenario and the clock into
     * one JSON file, which {@link #importState} and {@link Builder#state} read. The file contains neither the keys nor
     * the webhooks of the numbers.
     *
     * @throws UncheckedIOException if it cannot be written; an earlier file stays then
     */
    public void exportState(Path file) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (OutputStream out = Files.newOutputStream(next)) {
                StateFile.write(state.get(), out);
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the state file " + file, e);
        }
    }

    /**
     * Replaces everything by the content of a state file, as a reset does. The clock goes on from the time that the
     * other emulator had. Keys and webhooks stay. Numbers are recognised by their keys, or else by their order.
     *
     * @throws IllegalArgumentException if it is no state file, is damaged, or is of another hosting; nothing is changed
     *     then
     * @throws UncheckedIOException if it cannot be read
     */
    public synchronized void importState(Path file) {
        if (config.data() != null) {
            // The folder is emptied before it is filled, so it must be known that the file is in order.
            try (EmulatorState trial = newState(config.withoutData(), true)) {
                StateFile.read(file, trial);
            }
        }
        EmulatorState restored = newState(config, true);
        try {
            Runnable rest = StateFile.read(file, restored);
            EmulatorState before = state.getAndSet(restored);
            rest.run();
            before.close();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            restored.close();
            throw e;
        }
    }

    /** A relay in front of this server, on a port of its own, which can break connections; closed with the emulator. */
    public FaultRelay relay() {
        return relays.open(server.address());
    }

    /**
     * Closes the emulator as {@link #close} does, but lets requests end that have begun, and tries webhooks once that
     * are due. Event streams and waits end at once.
     *
     * @param grace the time that this may take at most
     */
    public void stop(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        EmulatorState last = state.get();
        last.journal().close();
        last.faults().set(List.of());
        server.finish(grace);
        last.deliveries().finish(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        close();
    }

    /** Stops listening, closes all connections and deletes the uploaded files. */
    @Override
    public void close() {
        relays.close();
        state.get().journal().close();
        server.close();
        state.get().close();
        config.close();
    }

    /** Settings of an emulator. */
    public static final class Builder {

        private final Set<String> apiKeys = new LinkedHashSet<>();
        private final Set<String> hosts = new LinkedHashSet<>();
        private final Set<String> webhookHosts = new LinkedHashSet<>();
        private InetAddress address = InetAddress.getLoopbackAddress();
        private AccessToken token = AccessToken.NONE;
        private int port;
        private Clock clock = Clock.systemUTC();
        private EmulatedHosting hosting;
        private Path state;
        private Long seed;
        private String sandboxPhone = "";
        private boolean noStorage;
        private boolean remoteLinks;
        private int kept = 100_000;
        private int messagesPerSecond = Limits.MESSAGES_PER_SECOND;
        private boolean serviceWindow;
        private Path data;
        private final List<StoredTemplate> templates = new ArrayList<>();
        private Duration retryDelay = Duration.ofSeconds(1);

        private Builder() {}

        /** The port to listen on; 0, the default, takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * Listens on another address than the loopback address; {@code 0.0.0.0} is every address of this machine. It
         * needs an {@link #accessToken} and an {@link #apiKey}, because others can reach the emulator then. Callers use
         * this address, or an {@linkplain #allowedHost allowed host}.
         *
         * @param address an IP address, or a name of this machine
         * @throws IllegalArgumentException if there is no such address
         */
        public Builder bind(String address) {
            try {
                this.address = InetAddress.getByName(address);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("bind: there is no such address", e);
            }
            if (!this.address.isAnyLocalAddress()) {
                String host = this.address.getHostAddress();
                hosts.add(host.contains(":") ? "[" + host + "]" : host);
            }
            return this;
        }

        /**
         * Lets only those use the page and the emulator's own API who know this token: as
         * {@code Authorization: Bearer}, or as the password for which a browser asks. The API of the service has its
         * API keys.
         *
         * @param token from 16 to 200 visible ASCII characters
         * @throws IllegalArgumentException if it is something else
         */
        public Builder accessToken(String token) {
            this.token = AccessToken.of(token);
            return this;
        }

        /** A key that is accepted. Call it again for more senders: files belong to the key that uploaded them. */
        public Builder apiKey(String apiKey) {
            apiKeys.add(Objects.requireNonNull(apiKey));
            return this;
        }

        /**
         * A name by which the emulator may be called besides {@code localhost} (and names below it), {@code 127.…} and
         * {@code [::1]}: behind a proxy, for example. Calls to other names are answered with 403, so that no page from
         * elsewhere can read or drive it. Call it again for more names.
         *
         * @param name without scheme and port: {@code emulator.test}
         */
        public Builder allowedHost(String name) {
            hosts.add(Objects.requireNonNull(name));
            return this;
        }

        /**
         * A host other than this machine that a webhook may be on, at any port, with http or https. Webhooks on other
         * hosts are taken as the service takes them, and never called. Call it again for more hosts.
         *
         * @param name without scheme and port: {@code hooks.test}
         */
        public Builder allowedWebhook(String name) {
            webhookHosts.add(Objects.requireNonNull(name));
            return this;
        }

        /** Sets the service to play; the Cloud API by default. */
        public Builder hosting(EmulatedHosting hosting) {
            this.hosting = Objects.requireNonNull(hosting);
            return this;
        }

        /**
         * The only number that the Sandbox sends to, as the real one has; without it, any number will do.
         *
         * @param number with the country code; {@code +}, {@code -}, brackets and spaces do not matter
         */
        public Builder sandboxPhone(String number) {
            this.sandboxPhone = RecipientNumber.normalized(number);
            return this;
        }

        /** The Cloud API's number is one without storage: files live for an hour, unless an upload says otherwise. */
        public Builder noStorage() {
            this.noStorage = true;
            return this;
        }

        /** Fetches links to other machines too; by default, only those to this one. */
        public Builder remoteLinks() {
            this.remoteLinks = true;
            return this;
        }

        /** The clock of everything: expiry of files, download URLs and cached links, limits, statuses, retries. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock);
            return this;
        }

        /** Sets the number of messages that are accepted in any second for each key, 80 by default. */
        public Builder messagesPerSecond(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("messagesPerSecond: at least 1; see unlimited()");
            }
            this.messagesPerSecond = count;
            return this;
        }

        /** Lifts the limits of messages, recipients, uploads and failed lookups: for load tests. */
        public Builder unlimited() {
            this.messagesPerSecond = 0;
            return this;
        }

        /**
         * Keeps messages, their statuses and files in this folder; the next emulator with it begins with them. A
         * reset empties it. Requests and deliveries are not kept.
         */
        public Builder data(Path folder) {
            this.data = Objects.requireNonNull(folder);
            return this;
        }

        /**
         * Starts with the content of a file that {@link Whatsapp360Emulator#exportState} has written. It sets the
         * hosting unless {@link #hosting} does, and without {@link #apiKey} there are as many keys as there were:
         * {@code emulator-key}, {@code emulator-key-2} and so on. What a data folder had is replaced.
         */
        public Builder state(Path file) {
            this.state = Objects.requireNonNull(file);
            return this;
        }

        /**
         * Makes IDs of messages and files repeatable: after the start, and after each reset, the same requests in the
         * same order get the same IDs. IDs of templates are always repeatable.
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * The 24-hour window holds: messages other than templates to customers who have not written for 24 hours are
         * accepted, and then reported as failed (131047).
         */
        public Builder serviceWindow() {
            this.serviceWindow = true;
            return this;
        }

        /**
         * A template that is approved, for all keys. From the first one on, template messages that name another one, or
         * have the wrong number of parameters, are refused (132001, 132000).
         *
         * @param body its text, with placeholders as {@code {{1}}}
         */
        public Builder template(String name, String language, String body) {
            templates.add(StoredTemplate.of(name, language, body));
            return this;
        }

        /**
         * A template that is approved, for all keys, with any components, such as a header with a file. See
         * {@link #template(String, String, String)}.
         *
         * @param json as it is created at the service: an object with {@code name}, {@code language} and
         *     {@code components}
         * @throws IllegalArgumentException if it is something else
         */
        public Builder template(String json) {
            try {
                if (EmulatorJson.MAPPER.readTree(json) instanceof ObjectNode object) {
                    templates.add(StoredTemplate.of(object));
                    return this;
                }
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("A template is a JSON object", e);
            }
            throw new IllegalArgumentException("A template is a JSON object");
        }

        /**
         * Sets the delay before a webhook's second attempt, 1 second by default; it doubles with each further one, up
         * to an hour.
         */
        public Builder webhookRetryDelay(Duration delay) {
            this.retryDelay = delay;
            return this;
        }

        /** Sets the number of messages that are remembered, 100,000 by default; older ones are forgotten. */
        public Builder keep(int messages) {
            this.kept = messages;
            return this;
        }

        private EmulatorConfig config() {
            if (!address.isLoopbackAddress() && (token.isNone() || apiKeys.isEmpty())) {
                throw new IllegalArgumentException(
                        "Others can reach the emulator at this address: it needs an access token and an API key of its"
                                + " own (--access-token-file, --api-key, builder().accessToken, .apiKey)");
            }
            EmulatedHosting played = hosting == null ? EmulatedHosting.CLOUD : hosting;
            Set<String> keys = new LinkedHashSet<>(apiKeys);
            if (keys.isEmpty()) {
                keys.add(DEFAULT_API_KEY);
            }
            if (state != null) {
                played = readHead(keys);
            }
            Accounts accounts = new Accounts(keys);
            accounts.all().forEach(account -> templates.forEach(account::add));
            return new EmulatorConfig(
                    new ShiftedClock(clock),
                    played,
                    sandboxPhone,
                    noStorage,
                    remoteLinks,
                    kept,
                    messagesPerSecond,
                    retryDelay,
                    serviceWindow,
                    data == null ? null : new DataFolder(data),
                    new AllowedHosts(hosts),
                    new AllowedHosts(webhookHosts),
                    accounts);
        }

        /** Adds the keys that the state file needs, and returns the hosting to play. */
        private EmulatedHosting readHead(Set<String> keys) {
            try (StateReader reader = new StateReader(state)) {
                for (int i = 2; apiKeys.isEmpty() && i <= Math.min(reader.numbers(), MOST_KEYS); i++) {
                    keys.add(DEFAULT_API_KEY + "-" + i);
                }
                return hosting == null ? EmulatedHosting.valueOf(reader.hosting()) : hosting;
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("The state file is not JSON", e);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the state file " + state, e);
            }
        }

        /**
         * Starts the server; when this returns, it listens.
         *
         * @throws IllegalArgumentException if a setting is wrong
         * @throws java.io.UncheckedIOException if the port or the data folder is in use
         */
        public Whatsapp360Emulator start() {
            return new Whatsapp360Emulator(this);
        }
    }
}
