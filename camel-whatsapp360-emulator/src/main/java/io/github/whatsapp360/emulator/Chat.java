package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.chats.Buttons;
import io.github.whatsapp360.emulator.chats.ChatEntry;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.MessageQuery;
import io.github.whatsapp360.emulator.state.CustomerFlow;
import io.github.whatsapp360.emulator.state.CustomerIdentity;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.EmulatorWait;
import io.github.whatsapp360.emulator.state.Inbox;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import io.github.whatsapp360.emulator.util.RecipientNumber;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One recipient's side since the emulator's last reset: what has arrived there, and what the customer does. */
public final class Chat {

    private final Supplier<EmulatorState> state;
    private final String number;
    private final String name;
    private final String business;
    private final String forwarded; // the field of the context that says so; empty if nothing is
    private final String participant; // who writes in a group; empty if it is no group

    Chat(Supplier<EmulatorState> state, String number, String name, String business) {
        this(state, number, name, business, "", "");
    }

    private Chat(
            Supplier<EmulatorState> state,
            String number,
            String name,
            String business,
            String forwarded,
            String participant) {
        this.state = state;
        this.number = number;
        this.name = name;
        this.business = business;
        this.forwarded = forwarded;
        this.participant = participant;
    }

    /** Returns this chat with a profile name: messages that the customer writes through it carry the name. */
    public Chat named(String profileName) {
        return new Chat(state, number, profileName, business, forwarded, participant);
    }

    /**
     * Returns this chat with one number of the business: only its messages are in it, and what the customer writes
     * through it goes to that number. Without it, a message goes to the number that sent the message which it answers,
     * then to the one that wrote last, and then to the first.
     *
     * @param number its digits in any notation, its ID or its API key
     * @throws IllegalArgumentException if the emulator has no such number
     */
    public Chat withBusiness(String number) {
        String digits = state.get().config().accounts().named(number).displayNumber();
        return new Chat(state, this.number, name, digits, forwarded, participant);
    }

    private Predicate<Account> business() {
        return state.get().business(business);
    }

    /**
     * Returns the chat of a group, in which this customer writes as a participant. Its messages are those to the group.
     *
     * @param groupId as messages to the group have it in {@code to}
     * @throws IllegalArgumentException if it is not the ID of a group
     */
    public Chat inGroup(String groupId) {
        if (!RecipientNumber.isGroup(groupId)) {
            throw new IllegalArgumentException("This is not the ID of a group: it begins with Y2FwaV9ncm91cDo");
        }
        return new Chat(state, groupId, name, business, forwarded, participant.isEmpty() ? number : participant);
    }

    /**
     * Returns this chat with a customer who forwards: messages that are written through it are marked as forwarded.
     * They cannot answer another message.
     */
    public Chat forwarded() {
        return new Chat(state, number, name, business, "forwarded", participant);
    }

    /** Returns this chat with a customer who forwards what was forwarded more than five times. */
    public Chat frequentlyForwarded() {
        return new Chat(state, number, name, business, "frequently_forwarded", participant);
    }

    /** The messages that the customer has received so far, oldest first. */
    public List<ChatMessage> messages() {
        return state.get().chats().messages(number, business());
    }

    /**
     * Waits until there are at least so many messages, for a minute at most.
     *
     * @throws AssertionError if there are fewer by then; it says which
     */
    public List<ChatMessage> awaitMessages(int count) {
        return state.get().chats().await(number, business(), messages -> messages.size() >= count, count + " messages");
    }

    /**
     * Waits for a document of this name, for a minute at most.
     *
     * @throws AssertionError if there is none by then; it says what is there
     */
    public ChatMessage awaitDocument(String filename) {
        Predicate<ChatMessage> wanted = message ->
                message.type().equals("document") && message.filename().equals(filename);
        return state
                .get()
                .chats()
                .await(
                        number,
                        business(),
                        messages -> messages.stream().anyMatch(wanted),
                        "a document named " + filename)
                .stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Waits for a message to this customer, for a minute unless the query says otherwise. It may have come before.
     *
     * @return the first one that matches
     * @throws AssertionError if there is none by then; it says what came instead, and how that differs
     * @throws IllegalArgumentException if the query is wrong, or names another customer
     */
    public ChatMessage await(MessageQuery query) {
        return search(query, query.limit(), 1).get(0);
    }

    /** Returns the messages to this customer that match by now, oldest first. */
    public List<ChatMessage> find(MessageQuery query) {
        return search(query, Duration.ZERO, 0);
    }

    private List<ChatMessage> search(MessageQuery query, Duration limit, int count) {
        if (query.criteria().containsKey("from") || query.criteria().containsKey("to")) {
            throw new IllegalArgumentException("A query of one chat names no customer");
        }
        Map<String, String> criteria = new LinkedHashMap<>(Map.of("to", number));
        if (!business.isEmpty()) {
            criteria.put("business", business);
        }
        criteria.putAll(query.criteria());
        return new EmulatorWait(state, limit)
                .until(count, now -> now.messages(criteria)).orFail().stream()
                        .map(ChatEntry::message)
                        .toList();
    }

    /** The customer writes a text; returns it as the webhook gets it. */
    public JsonNode writes(String text) {
        return write(text("", text));
    }

    /** The customer answers a message, quoting it. */
    public JsonNode answers(String messageId, String text) {
        return write(text(messageId, text));
    }

    /**
     * The customer sends anything else.
     *
     * @param json the message in WhatsApp's inbound form: {@code type} and the object of that name; ID, sender and time
     *     are filled in
     * @throws IllegalArgumentException if it is not
     */
    public JsonNode writesJson(String json) {
        try {
            if (EmulatorJson.MAPPER.readTree(json) instanceof ObjectNode message) {
                return write(message);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not JSON", e);
        }
        throw new IllegalArgumentException("A message is a JSON object");
    }

    /**
     * The customer sends a file: an image, audio, video, sticker or document by its MIME type.
     *
     * @param caption may be empty
     */
    public JsonNode sends(Path file, String mimeType, String caption) {
        try (InputStream in = Files.newInputStream(file)) {
            return send(new Inbox.File(in, file.getFileName().toString(), mimeType, caption, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The customer sends a file that is in memory. */
    public JsonNode sends(byte[] file, String filename, String mimeType, String caption) {
        return send(new Inbox.File(new ByteArrayInputStream(file), filename, mimeType, caption, false));
    }

    /**
     * The customer records a voice note.
     *
     * @param file in Ogg with the codec Opus, as a phone records it
     * @throws IllegalArgumentException if it is another file
     */
    public JsonNode records(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return send(new Inbox.File(in, file.getFileName().toString(), "audio/ogg", "", true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The customer sends something that the service does not support: the webhook gets the error 131051 instead.
     *
     * @param type of the message, such as {@code poll_creation}; see Meta, "Unsupported messages webhook reference"
     */
    public JsonNode sendsUnsupported(String type) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "unsupported");
        json.putObject("unsupported").put("type", type);
        return write(json);
    }

    /**
     * The customer taps a button of a message, a quick reply of a template that the emulator knows, or a row of a list.
     *
     * @param title as the button or the row shows it
     * @throws IllegalArgumentException if the message has no such button
     */
    public JsonNode taps(ChatMessage message, String title) {
        return write(Buttons.tap(message, template(message), title));
    }

    /** Returns the template of a message as it is shown; missing if the emulator does not know it. */
    private JsonNode template(ChatMessage message) {
        return state.get()
                .chats()
                .find(message.id())
                .map(entry -> entry.view().path("template"))
                .orElseGet(JsonNodeFactory.instance::missingNode);
    }

    /**
     * The customer taps the button of a flow message, or a template's button of the type {@code FLOW}. When the
     * application ends the flow with the screen {@code SUCCESS}, the customer's answer to the message is sent, as
     * {@code nfm_reply}.
     *
     * @param message of the type {@code interactive} or {@code template} with a flow
     * @param url the address at which the application answers, see {@link Whatsapp360Emulator#flow}
     * @throws IllegalArgumentException if it is another message
     */
    public Flow flow(ChatMessage message, URI url) {
        String token = CustomerFlow.token(message, template(message));
        return Flow.of(
                state,
                url,
                message.id(),
                token,
                answer -> CustomerFlow.reply(state.get(), number, name, message.id(), answer));
    }

    /** The customer reacts to a message; an empty emoji takes the reaction back. */
    public JsonNode reacts(String messageId, String emoji) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "reaction");
        ObjectNode reaction = json.putObject("reaction").put("message_id", messageId);
        if (!emoji.isEmpty()) {
            reaction.put("emoji", emoji); // Meta, "Reaction messages": a removed one has none
        }
        return write(json);
    }

    /** The customer shares a location. */
    public JsonNode shares(double latitude, double longitude) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "location");
        json.putObject("location").put("latitude", latitude).put("longitude", longitude);
        return write(json);
    }

    /**
     * Turns on the identity change check for this customer, or changes the identity, as a new phone does. Webhooks then
     * contain the hash, and a message for another one is refused with code 137000.
     *
     * @param hash of the customer's identity key; empty to turn the check off
     */
    public void hasIdentityKey(String hash) {
        change("identityKeyHash", Objects.requireNonNull(hash, "hash"));
    }

    /**
     * Gives this customer a username. Webhooks then contain it, and a user ID.
     *
     * @param username of 3 to 35 letters, digits, periods and underscores; empty to take it away
     * @throws IllegalArgumentException if it is something else
     */
    public void hasUsername(String username) {
        change("username", Objects.requireNonNull(username, "username"));
    }

    /**
     * Gives this customer a business-scoped user ID. Webhooks then contain it, and messages to it as the
     * {@code recipient} arrive in this chat.
     *
     * @param userId as {@code US.1349…}
     * @throws IllegalArgumentException if it is something else, or belongs to another customer
     */
    public void hasUserId(String userId) {
        change("userId", Objects.requireNonNull(userId, "userId"));
    }

    /** Returns the business-scoped user ID of this customer; empty if there is none. */
    public String userId() {
        return state.get().chats().customer(number).userId();
    }

    /** Hides this customer's number from the business, or shows it again: webhooks then have the user ID only. */
    public void hidesNumber(boolean hidden) {
        new CustomerIdentity(state.get())
                .change(number, JsonNodeFactory.instance.objectNode().put("numberHidden", hidden));
    }

    /**
     * The customer changes the number. Each number of the business that has messages with the customer gets a system
     * message, {@code user_changed_number}, or {@code user_changed_user_id} if the number is hidden. The messages move
     * to the chat of the new number, and a user ID changes too.
     *
     * @param newNumber in any notation
     * @return the chat of the new number
     * @throws IllegalArgumentException if it is no number, or another customer has it
     */
    public Chat changesNumber(String newNumber) {
        String now = change("number", Objects.requireNonNull(newNumber, "newNumber"));
        return new Chat(state, now, name, business, forwarded, participant);
    }

    private String change(String field, String value) {
        return new CustomerIdentity(state.get())
                .change(number, JsonNodeFactory.instance.objectNode().put(field, value));
    }

    /**
     * Returns whether the customer sees now that the business types: after a typing indicator, until the business's
     * next message, or for 25 seconds of the emulator's clock.
     */
    public boolean isBusinessTyping() {
        return state.get().chats().isTyping(number, business());
    }

    /** The customer reads everything that has arrived: {@code read} is reported for each message that was not. */
    public void reads() {
        state.get().read(number, business(), "");
    }

    /** The customer reads one message. */
    public void reads(String messageId) {
        state.get().read(number, Chats.ALL, messageId);
    }

    private static ObjectNode text(String messageId, String text) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "text");
        if (!messageId.isEmpty()) {
            json.putObject("context").put("id", messageId);
        }
        json.putObject("text").put("body", text);
        return json;
    }

    private JsonNode write(ObjectNode message) {
        if (!business.isEmpty()) {
            message.put("business", business);
        }
        if (!forwarded.isEmpty()) {
            context(message).put(forwarded, true);
        }
        if (!participant.isEmpty()) {
            message.put("from", participant);
        }
        return state.get().inbox().write(number, name, message).message().json();
    }

    private static ObjectNode context(ObjectNode message) {
        return message.path("context") instanceof ObjectNode context ? context : message.putObject("context");
    }

    private JsonNode send(Inbox.File file) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        if (!forwarded.isEmpty()) {
            context.put(forwarded, true);
        }
        try {
            return state.get()
                    .inbox()
                    .send(number, name, file, participant, context, business)
                    .message()
                    .json();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
