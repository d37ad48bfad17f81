package io.github.whatsapp360;

import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.WebhookEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        MEDIA(MediaProducer.OPERATIONS),
        /** Sends one message. A file is uploaded first. */
        SEND(SendProducer.OPERATIONS),
        /** Turns the service's webhooks into events. */
        EVENTS();

        private final List<String> operations;

        Action(String... operations) {
            this.operations = List.of(operations);
        }

        /** Checks at startup that this action has the operation. */
        void check(String operation) {
            if (operation != null && !operations.contains(operation)) {
                throw new IllegalArgumentException("Option operation=" + operation + " is unknown for whatsapp360:"
                        + path() + "; accepted: "
                        + (operations.isEmpty() ? "none" : String.join(", ", operations)));
            }
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

        private String path() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @UriPath(
            enums = "media,send,events",
            description = "The action: media (files), send (messages), or events (webhooks).")
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
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                action == Action.EVENTS
                        ? "Events come by webhook: use from(\"webhook:whatsapp360:events\"), with camel-webhook"
                        : "whatsapp360:" + action.path() + " only sends: use it with to(…), not with from(…)");
    }

    /** Completes the messages that wait for one of these statuses. */
    void settle(List<WebhookEvent> events) {
        for (WebhookEvent event : events) {
            if (event instanceof MessageStatus status) {
                getComponent().senders().confirmations().settle(status);
            }
        }
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
