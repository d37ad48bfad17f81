package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The flat payloads of an On-Premise number, which become the same events. */
class OnPremiseEventsTest extends WebhookTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension PREMISES = Whatsapp360EmulatorExtension.of(
            builder -> builder.hosting(EmulatedHosting.ON_PREMISE).unlimited());

    private final Queue<Object> events = new ConcurrentLinkedQueue<>();

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setHosting(Hosting.ON_PREMISE);
        options.setBaseUrl(premises().baseUrl());
    }

    private static Whatsapp360Emulator premises() {
        return PREMISES.emulator();
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(registered())
                        .process(exchange -> events.add(exchange.getMessage().getBody()));
            }
        };
    }

    @Test
    void messagesAndStatuses() {
        String id =
                send("whatsapp360:send", "hello").getMessage().getHeader(Whatsapp360Constants.MESSAGE_ID, String.class);
        premises().chat(TO).writes("Hello?");

        await().until(() -> events.size() == 3);
        assertThat(events)
                .filteredOn(MessageStatus.class::isInstance)
                .extracting(event -> ((MessageStatus) event).id())
                .containsExactly(id, id);
        assertThat(events)
                .filteredOn(InboundMessage.class::isInstance)
                .extracting(event -> ((InboundMessage) event).text())
                .containsExactly("Hello?");
    }
}
