package io.github.whatsapp360.emulator.state;

import io.github.whatsapp360.emulator.ChatMessage;
import io.github.whatsapp360.emulator.Hosting;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.chats.MessageView;
import io.github.whatsapp360.emulator.data.DataLog;
import io.github.whatsapp360.emulator.faults.Faults;
import io.github.whatsapp360.emulator.media.LinkFetcher;
import io.github.whatsapp360.emulator.media.MediaStore;
import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.webhooks.CloudWebhook;
import io.github.whatsapp360.emulator.webhooks.Deliveries;
import io.github.whatsapp360.emulator.webhooks.DeliveryLog;
import io.github.whatsapp360.emulator.webhooks.OnPremiseWebhook;
import io.github.whatsapp360.emulator.webhooks.WebhookForm;
import io.github.whatsapp360.emulator.webhooks.WebhookReporter;
import java.util.ArrayList;
import java.util.List;

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
    private final Chats chats;
    private final MediaStore media;
    private final LinkFetcher links;
    private final Limits limits;
    private final Deliveries deliveries;
    private final WebhookReporter reports;
    private final Inbox inbox;
    private final Settings settings;

    /**
     * @param isNew true if the data folder, if there is one, begins empty
     */
    public EmulatorState(EmulatorConfig config, boolean isNew) {
        this.config = config;
        DataLog log = config.data() == null ? DataLog.NONE : config.data().begin(isNew);
        chats = new Chats(journal, config.kept(), log);
        media = new MediaStore(
                config.clock(), config.data() == null ? null : config.data().media(), log);
        links = new LinkFetcher(media, config.clock(), config.remoteLinks());
        limits = new Limits(config.clock(), config.messagesPerSecond());
        settings = new Settings(config, limits, journal);
        scenario = new Scenario(faults, settings, requests);
        deliveries = new Deliveries(config.clock(), config.retryDelay(), new DeliveryLog(journal), faults);
        reports = new WebhookReporter(
                config.clock(),
                config.accounts(),
                form(config.hosting()),
                chats,
                deliveries,
                settings::statuses,
                settings::isWindowed);
        inbox = new Inbox(config.clock(), config.accounts(), media, chats, reports, Ids.of(config.hosting()));
        if (config.data() != null) {
            new DataRestorer(log, config.accounts(), media, chats)
                    .restore(config.data().media());
        }
    }

    private static WebhookForm form(Hosting hosting) {
        return hosting == Hosting.ON_PREMISE ? new OnPremiseWebhook() : new CloudWebhook();
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

    public Settings settings() {
        return settings;
    }

    /** Keeps an accepted message, begins to fetch its links, and reports its statuses. */
    public void accept(String key, ChatMessage message) {
        links.fetch(message);
        MessageView view = new MessageView(config.accounts().of(key)::template, id -> media.find(id, key));
        ChatEntry entry = chats.add(
                message.to(),
                key,
                false,
                message,
                view.of(message.type(), message.json().path(message.type())));
        reports.accepted(entry);
    }

    /** Marks one message of a chat as read, or all if the ID is empty; returns the IDs of those that were unread. */
    public List<String> read(String chat, String messageId) {
        List<ChatEntry> unread = new ArrayList<>();
        for (ChatEntry entry : chats.entries(chat)) {
            boolean wanted = messageId.isEmpty() || entry.message().id().equals(messageId);
            if (wanted && !entry.isInbound() && !List.of("read", "failed").contains(entry.status())) {
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
