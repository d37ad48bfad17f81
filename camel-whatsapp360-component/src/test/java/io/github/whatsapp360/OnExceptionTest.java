package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route can decide by what an exception says, as docs/guide/errors.md shows it. */
@Tag(EmulatorTest.BOTH_WAYS)
class OnExceptionTest extends EmulatorTest {

    private FaultRelay relay;

    @Override
    protected RouteBuilder createRouteBuilder() {
        relay = emulator().relay();
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(ApiException.class)
                        .onWhen(simple("${exception.retryable}"))
                        .maximumRedeliveries(2)
                        .redeliveryDelay(1);
                onException(NotSentException.class)
                        .onWhen(simple("${exception.reason} == 'NO_CONNECTION'"))
                        .maximumRedeliveries(2)
                        .redeliveryDelay(1);
                from("direct:send").to("whatsapp360:send?maxRetries=0&baseUrl=" + relay.baseUrl());
            }
        };
    }

    @AfterEach
    void disconnect() {
        relay.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void theOtherLanguagesDecideLikeJava(String language) throws Exception {
        context.getPropertiesComponent().addInitialProperty("relay", relay.baseUrl());
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context)
                        .resolveResource("classpath:on-exception/routes." + language));

        relay.next(Fault.Status.bare(503), Fault.Status.meta(400, 130429, "Rate limit hit"));
        assertThat(send("direct:" + language, "hello").getException()).isNull();
        assertThat(relay.requests()).isEqualTo(3);

        relay.next(Fault.Status.meta(400, 131009, "Parameter value is not valid"));
        assertThat(send("direct:" + language, "hello").getException()).isInstanceOf(ApiException.class);
        assertThat(relay.requests()).isEqualTo(4);

        relay.next(Fault.Status.of(522, "<html><body>front</body></html>"));
        assertThat(send("direct:" + language, "hello").getException()).isNull();
        assertThat(relay.requests()).isEqualTo(6);
    }

    @Test
    void whatMayBeAcceptedLaterIsRedelivered() {
        relay.next(Fault.Status.bare(503), Fault.Status.meta(400, 130429, "Rate limit hit"));
        assertThat(send("direct:send", "hello").getException()).isNull();
        assertThat(relay.requests()).isEqualTo(3);
    }

    @Test
    void whatWillNotBeAcceptedIsNot() {
        relay.next(Fault.Status.meta(400, 131009, "Parameter value is not valid"));
        assertThat(send("direct:send", "hello").getException()).isInstanceOf(ApiException.class);
        assertThat(relay.requests()).isEqualTo(1);
    }

    @Test
    void whatWasNotSentForAnotherReasonIsNot() {
        context.getComponent("whatsapp360", Whatsapp360Component.class).stop();
        Exchange exchange = send("direct:send", "too late");
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                        .isEqualTo(NotSentException.Reason.STOPPED));
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, int.class))
                .isZero();
    }
}
