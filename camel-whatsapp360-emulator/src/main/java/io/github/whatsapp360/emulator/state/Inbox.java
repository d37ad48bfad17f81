package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.chats.Customer;
import io.github.whatsapp360.emulator.chats.MessageContent;
import io.github.whatsapp360.emulator.chats.MessageView;
import io.github.whatsapp360.emulator.media.MediaStore;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.media.SpooledFile;
import io.github.whatsapp360.emulator.media.StoredMedia;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import io.github.whatsapp360.emulator.webhooks.WebhookForm;
import io.github.whatsapp360.emulator.webhooks.WebhookReporter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.BiPredicate;

/** The messages that customers write to the business. */
public final class Inbox {

    /** Source: Meta, "Media": files from webhooks are there for 7 days. */
    private static final Duration LIFE = Duration.ofDays(7);

    private static final String BUSINESS = "business";

    /** The fields of a message that are for the emulator. */
    private static final Set<String> OURS = Set.of("name", BUSINESS);

    private final Clock clock;
    private final Accounts accounts;
    private final MediaStore media;
    private final Chats chats;
    private final WebhookReporter reports;
    private final Ids ids;
    private final BiPredicate<String, String> blocked;

    /** @param blocked returns whether the number with a key has blocked a user */
    Inbox(
            Clock clock,
            Accounts accounts,
            MediaStore media,
            Chats chats,
            WebhookReporter reports,
            Ids ids,
            BiPredicate<String, String> blocked) {
        this.clock = clock;
        this.accounts = accounts;
        this.media = media;
        this.chats = chats;
        this.reports = reports;
        this.ids = ids;
        this.blocked = blocked;
    }

    /** A file that a customer sends, before it is written about. */
    public record File(InputStream content, String filename, String mimeType, String caption, boolean isVoice) {}

    /**
     * Takes a message in WhatsApp's inbound form.
     *
     * @param name of the profile; empty for the one it had
     * @param content the message. Its field {@code business} may name the number that gets it; otherwise that is the
     *     one that sent the message which it answers, then the one that wrote last, and then the first
     * @throws IllegalArgumentException if it has no type, or nothing of that type, or there is no such number
     */
    public ChatEntry write(String number, String name, ObjectNode content) {
        return write(number, name, content, null);
    }

    /**
     * Takes a file.
     *
     * @param context the ID of the message that it answers; may be empty
     * @param business the number that gets it, as in {@link #write}
     */
    public ChatEntry send(String number, String name, File file, String context, String business) throws IOException {
        requireNumber(number);
        Account account = account(number, business, context);
        String mimeType = MediaTypes.plain(file.mimeType());
        SpooledFile spooled = media.spool(file.content());
        if (!mimeType.matches("[\\w.+-]+/[\\w.+-]+") || spooled.size() > MediaTypes.LARGEST) {
            media.discard(spooled);
            throw new IllegalArgumentException("A customer's file has a MIME type, and 100 MB at most");
        }
        StoredMedia kept = media.keep(ids.mediaId(), spooled, account.key(), file.filename(), mimeType, LIFE);
        String kind = MediaTypes.kind(mimeType);
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", kind);
        if (!context.isEmpty()) {
            message.putObject("context").put("id", context);
        }
        ObjectNode json = message.putObject(kind);
        if (!file.caption().isEmpty() && !kind.equals("audio") && !kind.equals("sticker")) {
            json.put("caption", file.caption());
        }
        if (kind.equals("document")) {
            json.put("filename", file.filename());
        }
        json.put("mime_type", file.mimeType());
        json.put("sha256", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(kept.sha256())));
        json.put("id", kept.id());
        if (kind.equals("audio")) {
            json.put("voice", file.isVoice());
        } else if (kind.equals("sticker")) {
            json.put("animated", MediaTypes.isAnimated(spooled.head()));
        }
        message.put(BUSINESS, account.displayNumber());
        return write(number, name, message, kept);
    }

    static void requireNumber(String number) {
        String problem = RecipientNumber.isUserId(number) ? "" : RecipientNumber.problem(number);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("This is not a customer's number: " + problem);
        }
    }

    private ChatEntry write(String number, String name, ObjectNode content, StoredMedia file) {
        String type = content.path("type").asText();
        requireNumber(number);
        if (type.isEmpty() || !content.path(type).isContainerNode()) {
            throw new IllegalArgumentException("A message has a type, and an object of that name");
        }
        String answered = content.at("/context/id")
                .asText(content.at("/reaction/message_id").asText());
        Account account = account(number, content.path(BUSINESS).asText(), answered);
        if (blocked.test(account.key(), number)) {
            throw new IllegalArgumentException("The business has blocked this customer");
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        if (content.path("context").hasNonNull("id")) {
            message.putObject("context").put("from", account.displayNumber()).put("id", answered);
        }
        message.setAll(sender(number, chats.customer(number)));
        message.put("id", ids.messageId());
        message.put("timestamp", WebhookForm.timestamp(clock.instant()));
        content.properties().stream()
                .filter(field -> !OURS.contains(field.getKey()) && !message.has(field.getKey()))
                .forEach(field -> message.set(field.getKey(), field.getValue()));
        if (!name.isEmpty()) {
            chats.named(number, name);
        }
        MessageView view = new MessageView(account::template, id -> media.find(id, account.key()));
        ChatEntry entry = chats.addWritten(
                number,
                account,
                new MessageContent(chatMessage(message, account, file), view.of(type, message.path(type))));
        reports.written(entry, chats.customer(number));
        return entry;
    }

    /**
     * Returns the fields of a message that name its sender. Source: Meta, "Business-scoped user IDs": {@code from} is
     * missing where the number is not known.
     */
    static ObjectNode sender(String number, Customer customer) {
        ObjectNode sender = JsonNodeFactory.instance.objectNode();
        if (RecipientNumber.isUserId(number)) {
            return sender.put("from_user_id", number);
        }
        if (!customer.isNumberHidden()) {
            sender.put("from", number);
        }
        if (!customer.userId().isEmpty()) {
            sender.put("from_user_id", customer.userId());
        }
        return sender;
    }

    /** WhatsApp itself tells a number of the business what has changed of a customer. */
    void tell(Account account, String number, ObjectNode sender, ObjectNode system) {
        ObjectNode message = sender.deepCopy().put("id", ids.messageId());
        message.put("timestamp", WebhookForm.timestamp(clock.instant()));
        message.put("type", "system").set("system", system);
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        ChatEntry entry =
                chats.addWritten(number, account, new MessageContent(chatMessage(message, account, null), view));
        reports.written(entry, chats.customer(number));
    }

    private Account account(String number, String business, String answered) {
        if (!business.isEmpty()) {
            return accounts.named(business);
        }
        return chats.find(answered)
                .filter(entry -> entry.chat().equals(number))
                .or(() -> chats.newestOut(number))
                .map(ChatEntry::account)
                .orElseGet(accounts::first);
    }

    private ChatMessage chatMessage(ObjectNode message, Account account, StoredMedia file) {
        String type = message.path("type").asText();
        JsonNode content = message.path(type);
        return new ChatMessage(
                message.path("id").asText(),
                account.displayNumber(),
                type,
                type.equals("text") ? content.path("body").asText() : "",
                content.path("caption").asText(),
                file == null ? "" : file.filename(),
                file == null ? "" : file.mimeType(),
                file == null ? 0 : file.size(),
                file == null ? "" : file.sha256(),
                file == null ? "" : file.id(),
                "",
                message,
                clock.instant());
    }
}
