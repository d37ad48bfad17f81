package io.github.whatsapp360;

import io.github.whatsapp360.event.WebhookEvent;
import java.util.AbstractList;
import java.util.List;

/**
 * The events of one payload as a body. It is a class of its own, so that Camel can convert it to text, bytes and JSON.
 */
final class EventList extends AbstractList<WebhookEvent> {

    private final List<WebhookEvent> events;

    EventList(List<WebhookEvent> events) {
        this.events = events;
    }

    @Override
    public WebhookEvent get(int index) {
        return events.get(index);
    }

    @Override
    public int size() {
        return events.size();
    }
}
