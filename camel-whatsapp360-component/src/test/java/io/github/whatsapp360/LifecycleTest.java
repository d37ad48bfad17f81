package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stopping, suspending and resuming while messages are on their way. */
@Tag(EmulatorTest.BOTH_WAYS)
class LifecycleTest extends EmulatorTest {

    private FaultRelay relay;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        relay = emulator().relay();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:out").routeId("out").to("whatsapp360:send?retryDelay=500&baseUrl=" + relay.baseUrl());
            }
        };
    }

    @AfterEach
    void disconnect() {
        relay.close();
    }

    /** The pom runs tests twice, once with the option. It sets the option in two ways, and both must have arrived. */
    @Test
    void theSynchronousRunHasTheOption() {
        boolean isSynchronousRun =
                System.getenv("WHATSAPP360_SYNCHRONOUS") != null || Boolean.getBoolean("whatsapp360.synchronous");
        assertThat(context.getComponent("whatsapp360", Whatsapp360Component.class)
                        .getConfiguration()
                        .isSynchronous())
                .isEqualTo(isSynchronousRun);
    }

    @Test
    void aRouteThatStopsWaitsForTheMessageThatIsBeingSent() throws Exception {
        relay.next(Fault.Status.bare(503)); // the retry comes half a second later
        CompletableFuture<Exchange> sending = template.asyncSend("seda:out?waitForTaskToComplete=Always", this::hello);
        await().until(() -> relay.requests() == 1);

        context.getRouteController().stopRoute("out", 60, TimeUnit.SECONDS);

        assertThat(chat().messages()).extracting(ChatMessage::text).containsExactly("hello");
        assertThat(sending.get().getException()).isNull();
    }

    @Test
    void aContextThatStopsWaitsForTheMessageThatIsBeingSent() throws Exception {
        relay.next(new Fault.Latency(Duration.ofSeconds(1)));
        CompletableFuture<Exchange> sending = template.asyncSend("seda:out?waitForTaskToComplete=Always", this::hello);
        await().until(() -> relay.requests() == 1);

        context.stop();

        assertThat(chat().messages()).hasSize(1);
        assertThat(sending.get().getException()).isNull();
    }

    @Test
    void aSuspendedRouteGoesOnWhereItStood() throws Exception {
        context.getRouteController().suspendRoute("out", 60, TimeUnit.SECONDS);
        CompletableFuture<Exchange> waiting = template.asyncSend("seda:out?waitForTaskToComplete=Always", this::hello);
        assertThat(relay.requests()).isZero();

        context.getRouteController().resumeRoute("out");

        assertThat(waiting.get().getException()).isNull();
        assertThat(chat().messages()).hasSize(1);
    }

    private void hello(Exchange exchange) {
        exchange.getMessage().setBody("hello");
    }
}
