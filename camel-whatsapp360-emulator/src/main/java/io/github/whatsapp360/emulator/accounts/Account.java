package io.github.whatsapp360.emulator.accounts;

import io.github.whatsapp360.emulator.access.Loopback;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of one key's number. They outlive a reset, as they do at the service. */
public final class Account {

    /** Source: docs.360dialog.com, API reference, "Webhooks": at most 3 additional destinations. */
    public static final int MAX_COPIES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    private final String key;
    private final String displayNumber;
    private final String phoneNumberId;
    private final SplittableRandom templateIds;
    private Webhook webhook;
    private boolean multi;
    private final Map<String, StoredTemplate> templates = new LinkedHashMap<>();
    private final Map<String, Webhook> copies = new LinkedHashMap<>();

    /** The numbers of Meta's examples, and the following ones. */
    Account(String key, int index) {
        this.key = key;
        this.displayNumber = Long.toString(15_550_783_881L + index);
        this.phoneNumberId = Long.toString(106_540_352_242_922L + index);
        this.templateIds = new SplittableRandom(index);
    }

    /**
     * The address to which reports go, and their headers.
     *
     * @param isCalled true if anything is posted there: it is on this machine, or was allowed
     */
    public record Webhook(URI url, Map<String, String> headers, boolean isCalled) {

        /** Returns whether the host's address, once it was looked up, has to be of this machine. */
        public boolean isLocal() {
            return Loopback.is(url.getHost());
        }
    }

    public String key() {
        return key;
    }

    public String displayNumber() {
        return displayNumber;
    }

    public String phoneNumberId() {
        return phoneNumberId;
    }

    /** Returns the webhook; null if none was set. */
    public synchronized Webhook webhook() {
        return webhook;
    }

    public synchronized void webhook(Webhook to) {
        warn(to);
        webhook = to;
    }

    /** Warns without the address, which may have a secret. */
    private static void warn(Webhook to) {
        if (to != null && !to.isCalled()) {
            LOG.warn("The webhook that was set is neither on this machine nor allowed: it is kept, and never called."
                    + " See --allowed-webhook and builder().allowedWebhook");
        }
    }

    public synchronized boolean isMulti() {
        return multi;
    }

    /** Switches additional destinations on or off; without them, they are forgotten. */
    public synchronized void multi(boolean on) {
        multi = on;
        if (!on) {
            copies.clear();
        }
    }

    /** The additional destinations by their names. */
    public synchronized Map<String, Webhook> copies() {
        return new LinkedHashMap<>(copies);
    }

    public synchronized void copy(String name, Webhook to) {
        warn(to);
        copies.put(name, to);
    }

    public synchronized boolean removeCopy(String name) {
        return copies.remove(name) != null;
    }

    /** Returns whether template messages are checked: as long as there is a template. */
    public synchronized boolean hasTemplates() {
        return !templates.isEmpty();
    }

    public synchronized List<StoredTemplate> templates() {
        return List.copyOf(templates.values());
    }

    public synchronized Optional<StoredTemplate> template(String name, String language) {
        return Optional.ofNullable(templates.get(name + ' ' + language));
    }

    /**
     * Adds a template, or replaces the one with its name and language.
     *
     * @return the template as it is stored; one without an ID has got one
     */
    public synchronized StoredTemplate add(StoredTemplate template) {
        StoredTemplate added = template.id().isEmpty() ? template.withId(newTemplateId()) : template;
        templates.put(added.name() + ' ' + added.language(), added);
        return added;
    }

    /** Returns 16 digits, as Meta's examples have them: in each emulator the same ones in the same order. */
    private String newTemplateId() {
        String id;
        do {
            id = Long.toString(templateIds.nextLong(1_000_000_000_000_000L, 10_000_000_000_000_000L));
        } while (template(id).isPresent());
        return id;
    }

    public synchronized Optional<StoredTemplate> template(String id) {
        return templates.values().stream()
                .filter(template -> template.id().equals(id))
                .findFirst();
    }

    public synchronized boolean remove(StoredTemplate template) {
        return templates.remove(template.name() + ' ' + template.language()) != null;
    }

    /** Returns the additional destinations that get reports. */
    public synchronized List<Webhook> copyTargets() {
        return List.copyOf(copies.values());
    }
}
