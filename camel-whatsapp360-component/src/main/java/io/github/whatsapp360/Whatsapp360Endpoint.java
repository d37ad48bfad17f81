package io.github.whatsapp360;

import io.github.whatsapp360.delivery.confirm.Questions;
import io.github.whatsapp360.delivery.record.MessageRecords;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.TemplateEvent;
import io.github.whatsapp360.event.WebhookEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Send WhatsApp messages and files, and receive messages and statuses, through 360dialog's WhatsApp Business API.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "whatsapp360",
        title = "WhatsApp (360dialog)",
        syntax = "whatsapp360:action",
        category = {Category.CHAT, Category.CLOUD, Category.API},
        headersClass = Whatsapp360Constants.class)
public class Whatsapp360Endpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    /** The action of an endpoint. */
    public enum Action {
        /** Uploads a file and returns its media ID, or looks up, downloads or deletes a file by its media ID. */
        MEDIA,
        /** Sends one message. A file is uploaded first. */
        SEND,
        /** Turns the service's webhooks into events. */
        EVENTS,
        /** Reads the health, the profile and the webhooks of the number, changes its profile, and blocks users. */
        ACCOUNT,
        /** Lists, creates and deletes the message templates of the account. */
        TEMPLATES,
        /** Makes a request to any path of the service. */
        CALL,
        /** Answers the requests of flows. */
        FLOW;

        /** Returns whether endpoints of this action call the service with the key, and so need one. */
        boolean callsService() {
            return this != EVENTS && this != FLOW;
        }

        /** Checks at startup that this action has the operation. */
        void check(Whatsapp360Operation operation) {
            if (operation != null && operations().isEmpty()) {
                throw new IllegalArgumentException(
                        "whatsapp360:" + path() + " has no operations; leave the option out");
            }
            if (operation != null && !operation.isOf(this)) {
                throw new IllegalArgumentException("Option operation=" + EnumOption.text(operation)
                        + " is unknown for whatsapp360:" + path() + "; accepted: " + operations());
            }
        }

        /** Returns the operation that is done if none is set. */
        Whatsapp360Operation byDefault() {
            return switch (this) {
                case MEDIA -> Whatsapp360Operation.UPLOAD;
                case SEND -> Whatsapp360Operation.SEND;
                case ACCOUNT -> Whatsapp360Operation.HEALTH;
                case TEMPLATES -> Whatsapp360Operation.LIST;
                case EVENTS, CALL, FLOW -> throw new IllegalStateException(path() + " has no operations");
            };
        }

        /** Returns the operations of this action as a list for error messages. */
        String operations() {
            return EnumOption.accepted(Whatsapp360Operation.class, operation -> operation.isOf(this));
        }

        static Action of(String path) {
            return Arrays.stream(values())
                    .filter(action -> action.path().equals(path))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no whatsapp360:" + path + "; accepted: "
                            + Arrays.stream(values())
                                    .map(action -> "whatsapp360:" + action.path())
                                    .collect(Collectors.joining(", "))));
        }

        String path() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @UriPath(
            enums = "media,send,events,account,templates,call,flow",
            description =
                    "The action: media (files), send (messages), events (webhooks), account (health, profile, blocked "
                            + "users), templates (message templates), call (any path of "
                            + "the service), or flow (the data of flows).")
    @Metadata(required = true)
    private final Action action;

    @UriParam
    private final Whatsapp360Configuration configuration;

    Whatsapp360Endpoint(
            String uri, Whatsapp360Component component, Action action, Whatsapp360Configuration configuration) {
        super(uri, component);
        this.action = action;
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return switch (action) {
            case MEDIA -> new MediaProducer(this);
            case SEND -> new SendProducer(this);
            case EVENTS -> new EventsProducer(this);
            case ACCOUNT -> new AccountProducer(this);
            case TEMPLATES -> new TemplatesProducer(this);
            case CALL -> new CallProducer(this);
            case FLOW ->
                throw new UnsupportedOperationException(
                        "whatsapp360:flow only receives: use it with from(…). A flow message is sent with whatsapp360:send");
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        throw new UnsupportedOperationException(
                "whatsapp360:" + action.path() + " only sends: use it with to(…), not with from(…)");
    }

    /**
     * Tells the messages that wait for a status or an answer what a webhook has brought, and records it if there is a
     * message repository. After a change of a message template, the templates are read again.
     *
     * @return the IDs of the answered messages, by the IDs of their answers
     * @throws RuntimeException if the repository fails; then the webhook must be delivered again
     */
    Map<String, String> settle(List<WebhookEvent> events) {
        List<MessageStatus> statuses = contents(events, MessageStatus.class);
        SenderRegistry senders = getComponent().senders();
        Optional<MessageRecords> records =
                Optional.ofNullable(configuration.getMessageRepository()).map(senders::records);
        records.ifPresent(kept -> kept.report(statuses));
        statuses.forEach(senders.confirmations()::settle);
        statuses.forEach(senders.questions()::heard);
        statuses.forEach(senders::heard);
        if (events.stream()
                .anyMatch(event -> event instanceof TemplateEvent change
                        && change.quality().isEmpty())) {
            senders.templatesChanged();
        }
        Map<String, String> answered = new HashMap<>();
        List<InboundMessage> others = new ArrayList<>();
        for (InboundMessage message : contents(events, InboundMessage.class)) {
            Optional<String> question = senders.questions().receive(message);
            question.ifPresent(id -> answered.put(message.id(), id));
            if (question.isEmpty()
                    && Questions.isAnswer(message)
                    && !message.replyTo().isEmpty()) {
                others.add(message);
            }
        }
        records.ifPresent(kept -> answered.putAll(kept.answers(others)));
        return answered;
    }

    private static <T> List<T> contents(List<WebhookEvent> events, Class<T> type) {
        return events.stream()
                .map(Standby::content)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public Whatsapp360Component getComponent() {
        return (Whatsapp360Component) super.getComponent();
    }

    public Action getAction() {
        return action;
    }

    public Whatsapp360Configuration getConfiguration() {
        return configuration;
    }

    @Override
    public String getServiceUrl() {
        return configuration.serviceUrl().toString();
    }

    @Override
    public String getServiceProtocol() {
        return configuration.serviceUrl().getScheme();
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of();
    }
}
