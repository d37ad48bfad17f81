package io.github.whatsapp360;

import static io.github.whatsapp360.dsl.StaticEndpointBuilders.whatsapp360;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.dsl.endpoint.Whatsapp360EndpointBuilderFactory;
import io.github.whatsapp360.media.MediaKind;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.junit.jupiter.api.Test;

/** The endpoint DSL: options with their types, in Camel's {@code EndpointRouteBuilder} and by a static import. */
class EndpointDslTest extends EmulatorTest {

    private static final class Typed extends EndpointRouteBuilder
            implements Whatsapp360EndpointBuilderFactory.Whatsapp360Builders {
        @Override
        public void configure() {
            from(direct("typed"))
                    .setHeader(whatsapp360().whatsapp360Caption(), constant("Paid"))
                    .to(whatsapp360("send")
                            .to(TO)
                            .type(MediaKind.DOCUMENT)
                            .confirm(Whatsapp360Confirmation.ACCEPTED)
                            .advanced()
                            .responseTimeout(60_000));
        }
    }

    @Test
    void aRouteIsTyped() throws Exception {
        context.addRoutes(new Typed());
        Exchange exchange = send("direct:typed", sample("good/photo.jpg"));
        assertThat(exchange.getException()).isNull();
        assertThat(chat().awaitDocument("photo.jpg").caption()).isEqualTo("Paid");
    }

    @Test
    void aPlainRouteBuilderImportsIt() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:imported").to(whatsapp360("media").operation(Whatsapp360Operation.UPLOAD));
            }
        });
        Exchange exchange = send("direct:imported", sample("good/photo.jpg"));
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.MEDIA_ID, String.class))
                .matches("[0-9]+");
    }

    @Test
    void consumersAndOtherComponentsOfTheTypeAreNamed() {
        assertThat(whatsapp360("events").webhookPath("/in").rawPayload(true).getRawUri())
                .isEqualTo("whatsapp360://events?rawPayload=true&webhookPath=/in");
        assertThat(whatsapp360("second", "send").getRawUri()).isEqualTo("second://send");
    }
}
