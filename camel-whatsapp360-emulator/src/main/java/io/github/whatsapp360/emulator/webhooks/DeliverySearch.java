package io.github.whatsapp360.emulator.webhooks;

import io.github.whatsapp360.emulator.model.WebhookDelivery;
import io.github.whatsapp360.emulator.util.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A search for webhooks that were answered with 200. */
public final class DeliverySearch implements Search<LoggedDelivery> {

    private static final Map<String, String> PHRASES = phrases();

    private final DeliveryLog log;
    private final Map<String, String> criteria = new LinkedHashMap<>();
    private final List<LoggedDelivery> matches = new ArrayList<>();
    private long seen;

    /**
     * @param criteria {@code webhook}, {@code to} and {@code id}, as {@code DeliveryQuery} describes them, and
     *     {@code after}
     * @throws IllegalArgumentException if there is another criterion, or a value that cannot be one
     */
    public DeliverySearch(DeliveryLog log, Map<String, String> criteria) {
        Search.requireKnown(criteria, PHRASES);
        this.log = log;
        criteria.forEach((name, value) -> this.criteria.put(name, checked(name, value)));
    }

    private static Map<String, String> phrases() {
        Map<String, String> phrases = new LinkedHashMap<>();
        phrases.put("webhook", "\"?\"");
        phrases.put("to", "of the chat with ?");
        phrases.put("id", "about the message ?");
        phrases.put("after", "after number ?");
        return Collections.unmodifiableMap(phrases);
    }

    private static String checked(String name, String value) {
        if (name.equals("after") && !value.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("after: the ID of a delivery");
        }
        return name.equals("to") ? Search.requireNumber(name, value) : value;
    }

    @Override
    public String wanted() {
        return "a webhook" + Search.words(criteria, PHRASES);
    }

    @Override
    public List<LoggedDelivery> found() {
        for (LoggedDelivery line : log.after(seen, DeliveryLog.KEPT)) {
            seen = line.id();
            if (differences(line).isEmpty()) {
                matches.add(line);
            }
        }
        return List.copyOf(matches);
    }

    @Override
    public List<LoggedDelivery> all() {
        return log.after(0, DeliveryLog.KEPT);
    }

    @Override
    public List<String> differences(LoggedDelivery line) {
        List<String> differences = new ArrayList<>();
        WebhookDelivery attempt = line.attempt();
        criteria.forEach((name, value) -> {
            String difference =
                    switch (name) {
                        case "webhook" -> isOfKind(attempt.what(), value) ? "" : "it is \"" + attempt.what() + '"';
                        case "to" -> line.delivery().chat().equals(value) ? "" : "it is about another chat";
                        case "id" -> attempt.messageId().equals(value) ? "" : "it is about another message";
                        default -> line.id() > Long.parseLong(value) ? "" : "it came earlier";
                    };
            if (!difference.isEmpty()) {
                differences.add(difference);
            }
        });
        if (attempt.outcome() != WebhookDelivery.Outcome.DELIVERED) {
            differences.add("the outcome is "
                    + attempt.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + (line.error().isEmpty() ? " after the status " + attempt.status() : " (" + line.error() + ")"));
        }
        return differences;
    }

    private static boolean isOfKind(String what, String wanted) {
        return what.equals(wanted) || what.startsWith(wanted + ' ');
    }

    @Override
    public String describe(LoggedDelivery line) {
        String chat = line.delivery().chat();
        return '"' + line.attempt().what() + '"' + (chat.isEmpty() ? "" : " of the chat with " + chat) + ", attempt "
                + line.attempt().attempt();
    }
}
