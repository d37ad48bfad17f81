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

    /** Fields of a message that the emulator sets, or that say who writes it and to whom. */
    private static final Set<String> RESERVED = Set.of("name", "from", BUSINESS);

    private static final String OGG = "audio/ogg";

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

    /** A file that a customer sends, before it is written about; a voice note is recorded in Ogg with Opus. */
    public record File(InputStream content, String filename, String mimeType, String caption, boolean isVoice) {}

    /**
     * Takes a message in WhatsApp's inbound form.
     *
     * @param number of the customer; or of a group, in which the participant {@code from} writes
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
     * @param participant of the group; empty if it is no group
     * @param context of the message, in WhatsApp's inbound form; may be empty
     * @param business the number that gets it, as in {@link #write}
     * @throws IllegalArgumentException if it has no MIME type, is too large, or should be a voice note and is none
     */
    public ChatEntry send(
            String number, String name, File file, String participant, ObjectNode context, String business)
            throws IOException {
        requireWriter(number, participant);
        Account account = account(number, business, context.path("id").asText());
        String mimeType = file.isVoice() ? OGG : MediaTypes.plain(file.mimeType());
        SpooledFile spooled = media.spool(file.content());
        if (!mimeType.matches("[\\w.+-]+/[\\w.+-]+") || spooled.size() > MediaTypes.LARGEST) {
            media.discard(spooled);
            throw new IllegalArgumentException("A customer's file has a MIME type, and 100 MB at most");
        }
        if (file.isVoice() && !MediaTypes.fits(OGG, spooled.head())) {
            media.discard(spooled);
            throw new IllegalArgumentException("A voice note is an Ogg file with the codec Opus");
        }
        StoredMedia kept = media.keep(ids.mediaId(), spooled, account.key(), file.filename(), mimeType, LIFE);
        String kind = MediaTypes.kind(mimeType);
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", kind);
        if (!context.isEmpty()) {
            message.set("context", context);
        }
        if (!participant.isEmpty()) {
            message.put("from", participant);
        }
        ObjectNode json = message.putObject(kind);
        if (!file.caption().isEmpty() && !kind.equals("audio") && !kind.equals("sticker")) {
            json.put("caption", file.caption());
        }
        if (kind.equals("document")) {
            json.put("filename", file.filename());
        }
        json.put("mime_type", file.isVoice() ? OGG + "; codecs=opus" : file.mimeType());
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

    /** Returns who writes: the customer of the chat, or the participant of a group. */
    private static String requireWriter(String number, String participant) {
        boolean isGroup = RecipientNumber.isGroup(number);
        if (isGroup && participant.isEmpty()) {
            throw new IllegalArgumentException("In a group, from is the number of the participant who writes");
        }
        String writer = isGroup ? participant : number;
        requireNumber(writer);
        return writer;
    }

    static void requireNumber(String number) {
        String problem = RecipientNumber.isUserId(number) ? "" : RecipientNumber.problem(number);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("This is not a customer's number: " + problem);
        }
    }

    private ChatEntry write(String number, String name, ObjectNode content, StoredMedia file) {
        String type = content.path("type").asText();
        String writer = requireWriter(number, content.path("from").asText());
        if (type.isEmpty() || !content.path(type).isContainerNode()) {
            throw new IllegalArgumentException("A message has a type, and an object of that name");
        }
        String answered = content.at("/context/id")
                .asText(content.at("/reaction/message_id").asText());
        Account account = account(number, content.path(BUSINESS).asText(), answered);
        if (blocked.test(account.key(), writer)) {
            throw new IllegalArgumentException("The business has blocked this customer");
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        if (content.path("context").hasNonNull("id")) {
            if (isForwarded(content)) {
                throw new IllegalArgumentException("A forwarded message answers no other one");
            }
            message.putObject("context").put("from", account.displayNumber()).put("id", answered);
        }
        message.setAll(sender(writer, chats.customer(writer)));
        message.put("id", ids.messageId());
        if (!writer.equals(number)) {
            message.put("group_id", number); // Meta, "Group messaging"
        }
        message.put("timestamp", WebhookForm.timestamp(clock.instant()));
        content.properties().stream()
                .filter(field -> !RESERVED.contains(field.getKey()) && !message.has(field.getKey()))
                .forEach(field -> message.set(field.getKey(), field.getValue()));
        if (type.equals("unsupported") && !content.has("errors")) {
            message.putArray("errors").add(unsupported());
        }
        if (!name.isEmpty()) {
            chats.named(writer, name);
        }
        MessageView view = new MessageView(account::template, id -> media.find(id, account.key()));
        ChatEntry entry = chats.addWritten(
                number,
                account,
                new MessageContent(chatMessage(message, account, file), view.of(type, message.path(type))));
        reports.written(entry, chats.customer(writer));
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

    private static boolean isForwarded(JsonNode content) {
        return content.at("/context/forwarded").asBoolean()
                || content.at("/context/frequently_forwarded").asBoolean();
    }

    /** Source: Meta, "Unsupported messages webhook reference". */
    private static ObjectNode unsupported() {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("code", 131051);
        error.put("title", "Message type unknown").put("message", "Message type unknown");
        error.putObject("error_data").put("details", "Message type is currently not supported.");
        return error;
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
