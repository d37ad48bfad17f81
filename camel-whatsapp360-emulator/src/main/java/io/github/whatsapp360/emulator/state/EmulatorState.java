package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.NumberState;
import io.github.whatsapp360.emulator.accounts.StoredTemplate;
import io.github.whatsapp360.emulator.billing.Bill;
import io.github.whatsapp360.emulator.billing.MessageCategory;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.chats.MessageContent;
import io.github.whatsapp360.emulator.chats.MessageSearch;
import io.github.whatsapp360.emulator.chats.MessageView;
import io.github.whatsapp360.emulator.data.DataLog;
import io.github.whatsapp360.emulator.faults.Faults;
import io.github.whatsapp360.emulator.media.LinkFetcher;
import io.github.whatsapp360.emulator.media.MediaStore;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.util.Search;
import io.github.whatsapp360.emulator.webhooks.Deliveries;
import io.github.whatsapp360.emulator.webhooks.DeliveryLog;
import io.github.whatsapp360.emulator.webhooks.DeliverySearch;
import io.github.whatsapp360.emulator.webhooks.Fixtures;
import io.github.whatsapp360.emulator.webhooks.LoggedDelivery;
import io.github.whatsapp360.emulator.webhooks.Repeat;
import io.github.whatsapp360.emulator.webhooks.WebhookForm;
import io.github.whatsapp360.emulator.webhooks.WebhookReporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Everything that a reset forgets. A request keeps to the state in which it began, so that a request which is cut off
 * late does not turn up in the next test.
 */
public final class EmulatorState implements AutoCloseable {

    private final EmulatorConfig config;
    private final Journal journal = new Journal();
    private final Faults faults = new Faults(journal);
    private final Scenario scenario;
    private final SandboxQuota quota = new SandboxQuota();
    private final RequestLog requests = new RequestLog(journal);
    private final Bill bill;
    private final Chats chats;
    private final MediaStore media;
    private final LinkFetcher links;
    private final Limits limits;
    private final Deliveries deliveries;
    private final WebhookReporter reports;
    private final Ids ids;
    private final Inbox inbox;
    private final DataRestorer restorer;
    private final Settings settings;
    private final TemplateReview templates;
    private final Map<Account, NumberState> numbers = new ConcurrentHashMap<>();

    /**
     * @param ids the source of IDs of messages and files
     * @param form the form of posts to webhooks
     * @param isNew true if the data folder, if there is one, begins empty
     */
    public EmulatorState(EmulatorConfig config, Ids ids, WebhookForm form, boolean isNew) {
        this.config = config;
        DataLog log = config.data() == null ? DataLog.NONE : config.data().begin(isNew);
        bill = new Bill(config.clock().getZone(), log);
        chats = new Chats(config.clock(), journal, config.kept(), log);
        media = new MediaStore(
                config.clock(), config.data() == null ? null : config.data().media(), log);
        links = new LinkFetcher(media, config.clock(), config.remoteLinks());
        limits = new Limits(config.clock(), config.messagesPerSecond());
        settings = new Settings(config, limits, journal);
        scenario = new Scenario(faults, settings, requests);
        deliveries = new Deliveries(config.clock(), config.retryDelay(), new DeliveryLog(journal), faults);
        reports = new WebhookReporter(
                config.clock(), form, chats, bill, deliveries, settings::statuses, settings::isWindowed);
        this.ids = new UnusedIds(ids, chats, media);
        templates = new TemplateReview(reports, settings::isTemplateReviewed, journal);
        inbox = new Inbox(config.clock(), config.accounts(), media, chats, reports, this.ids, this::isBlocked);
        restorer = new DataRestorer(log, config.accounts(), media, chats, bill);
        if (config.data() != null) {
            restorer.restore(config.data().media());
        }
    }

    public EmulatorConfig config() {
        return config;
    }

    public Journal journal() {
        return journal;
    }

    public Chats chats() {
        return chats;
    }

    public Bill bill() {
        return bill;
    }

    public MediaStore media() {
        return media;
    }

    public LinkFetcher links() {
        return links;
    }

    public RequestLog requests() {
        return requests;
    }

    public Faults faults() {
        return faults;
    }

    public Scenario scenario() {
        return scenario;
    }

    public SandboxQuota quota() {
        return quota;
    }

    public Limits limits() {
        return limits;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Inbox inbox() {
        return inbox;
    }

    /** Returns what submits, reviews and deletes templates, and reports it. */
    public TemplateReview templates() {
        return templates;
    }

    public Settings settings() {
        return settings;
    }

    /** Returns the source of IDs of messages and files. */
    public Ids ids() {
        return ids;
    }

    DataRestorer restorer() {
        return restorer;
    }

    /**
     * Returns a test for a number of the business; for all if the name is empty.
     *
     * @param business its number, ID or key
     * @throws IllegalArgumentException if there is no such number
     */
    public Predicate<Account> business(String business) {
        return business.isEmpty() ? Chats.ALL : config.accounts().named(business)::equals;
    }

    /** Returns what the API has changed of a number since the last reset. */
    public NumberState number(Account account) {
        return numbers.computeIfAbsent(account, unknown -> new NumberState());
    }

    /** Returns whether the number with this key has blocked a user. */
    public boolean isBlocked(String key, String user) {
        String chat = chats.chatOf(user);
        NumberState number = number(config.accounts().of(key));
        return number.isBlocked(chat) || number.isBlocked(chats.customer(chat).userId());
    }

    /** Returns a search for messages; {@code criteria} are those of {@link MessageSearch}. */
    public Search<ChatEntry> messages(Map<String, String> criteria) {
        return new MessageSearch(chats, criteria);
    }

    /** Returns a search for webhooks that were answered with 200; {@code criteria} are those of its class. */
    public Search<LoggedDelivery> deliveries(Map<String, String> criteria) {
        return new DeliverySearch(deliveries.log(), criteria);
    }

    /**
     * Reports a change of the first key's account to its webhook.
     *
     * @param field the field of the change, such as {@code account_update}
     * @throws IllegalArgumentException if the hosting has no such webhooks, or the field is empty
     */
    public void report(String field, JsonNode value) {
        reports.changed(config.accounts().first(), field, value);
    }

    /**
     * Sends any payload to the first key's webhook, as it is.
     *
     * @throws IllegalArgumentException if it is no JSON object, or there is no webhook
     */
    public void trigger(JsonNode payload, Repeat how) {
        reports.trigger(config.accounts().first(), payload, how);
    }

    /** Returns the ready-made webhooks for the first key's number. */
    public Fixtures fixtures() {
        return new Fixtures(config.accounts().first(), chats, config.clock());
    }

    /**
     * Sends a delivery again. One of a state file goes to the webhook of its number.
     *
     * @throws IllegalArgumentException if it is of a state file, and the number has no webhook
     */
    public void redeliver(LoggedDelivery line, Repeat how) {
        String number = line.payload().findPath("phone_number_id").asText();
        Account account = config.accounts().all().stream()
                .filter(one -> one.phoneNumberId().equals(number))
                .findFirst()
                .orElseGet(config.accounts()::first);
        reports.again(line.delivery(), account, how);
    }

    /** Returns the templates of all keys. */
    public List<ObjectNode> templatesOfAll() {
        return config.accounts().all().stream()
                .flatMap(account -> account.templates().stream())
                .map(StoredTemplate::json)
                .toList();
    }

    /**
     * Reviews a template of any key: gives it the status, the quality or the category that the JSON has, and reports
     * it.
     *
     * @return the template as it is then
     * @throws IllegalArgumentException if there is no template with this ID, or a value is unknown
     */
    public ObjectNode review(String id, JsonNode json) {
        for (Account account : config.accounts().all()) {
            Optional<StoredTemplate> found = account.template(id);
            if (found.isPresent()) {
                return templates.review(account, found.get(), json).json();
            }
        }
        throw new IllegalArgumentException("There is no template with this ID");
    }

    /** Keeps an accepted message, begins to fetch its links, and reports its statuses. */
    public void accept(String key, ChatMessage message) {
        links.fetch(message);
        Account account = config.accounts().of(key);
        MessageView view = new MessageView(account::template, id -> media.find(id, key));
        ChatEntry entry = chats.addAccepted(
                message.to(),
                account,
                new MessageContent(
                        message, view.of(message.type(), message.json().path(message.type()))),
                MessageCategory.of(message, account));
        reports.accepted(entry);
    }

    /**
     * Marks one message of a chat as read, or all of some numbers if the ID is empty; returns the IDs of those that
     * were unread.
     */
    public List<String> read(String chat, Predicate<Account> business, String messageId) {
        List<ChatEntry> unread = new ArrayList<>();
        for (ChatEntry entry : chats.entries(chat)) {
            boolean wanted = messageId.isEmpty() || entry.message().id().equals(messageId);
            if (wanted && business.test(entry.account()) && entry.isUnread()) {
                unread.add(entry);
            }
        }
        reports.read(unread);
        return unread.stream().map(entry -> entry.message().id()).toList();
    }

    @Override
    public void close() {
        journal.close();
        scenario.end();
        faults.set(List.of());
        deliveries.close();
        links.close();
        media.close();
    }
}
