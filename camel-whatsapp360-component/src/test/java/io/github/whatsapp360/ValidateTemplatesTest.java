package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.Template;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The option {@code validateTemplates}: the templates are asked once, and refuse what the service would refuse. */
@Tag(EmulatorTest.BOTH_WAYS)
class ValidateTemplatesTest extends EmulatorTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension OWN = Whatsapp360EmulatorExtension.of(builder -> builder.unlimited()
            .template("order", "en", "Order {{1}}")
            .template("paused", "en", "Hi")
            .template("{\"name\":\"waiting\",\"language\":\"en\",\"category\":\"UTILITY\",\"status\":\"PENDING\","
                    + "\"components\":[{\"type\":\"BODY\",\"text\":\"Hi\"}]}"));

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setBaseUrl(OWN.emulator().baseUrl());
        options.setApiKey(OWN.emulator().apiKey());
        options.setValidateTemplates(true);
        options.setMaxRetries(0);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to("whatsapp360:send");
            }
        };
    }

    private Exchange send(Template message) {
        return send("direct:send", OutgoingMessage.of(message));
    }

    private static Template order(String... texts) {
        return Template.of("order", "en").withBody(texts);
    }

    private static long lists() {
        return count("/message_templates");
    }

    private static long sent() {
        return count("/messages");
    }

    private static long count(String path) {
        return OWN.emulator().requests().stream()
                .filter(request -> request.path().split("\\?")[0].equals(path))
                .count();
    }

    private void refused(Template message, String... words) {
        assertThat(send(message).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void aMessageThatDoesNotFitIsNotSent() {
        refused(order(), "template.body", "\"order\" (en) wants 1 parameter");
        refused(Template.of("other", "en"), "no template \"other\"");
        refused(Template.of("order", "de").withBody("7"), "no language \"de\"", "en");
        refused(Template.of("waiting", "en"), "is PENDING");
        assertThat(sent()).isZero();
        assertThat(send(order("7")).getException()).isNull();
        assertThat(send("direct:send", "a text").getException()).isNull();
        assertThat(sent()).isEqualTo(2);
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void manyMessagesAskOnce() {
        List<CompletableFuture<Exchange>> all = IntStream.range(0, 20)
                .mapToObj(i -> template.asyncSend("direct:send", exchange -> {
                    exchange.getMessage().setBody(OutgoingMessage.of(order("" + i)));
                    exchange.getMessage().setHeader(Whatsapp360Constants.TO, "49151123400" + (10 + i));
                }))
                .toList();
        all.forEach(each -> assertThat(each.join().getException()).isNull());
        assertThat(sent()).isEqualTo(20);
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void aWebhookMakesTheTemplatesBeReadAgain() throws Exception {
        Template paused = Template.of("paused", "en");
        assertThat(send(paused).getException()).isNull();
        OWN.emulator().review("paused", "en", "PAUSED", "");
        String change = "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":"
                + "\"message_template_status_update\",\"value\":{\"event\":\"PAUSED\",\"message_template_id\":1,"
                + "\"message_template_name\":\"paused\",\"message_template_language\":\"en\",\"reason\":\"NONE\"}}]}]}";
        assertThat(send("whatsapp360:events", change).getException()).isNull();
        refused(paused, "is PAUSED");
        assertThat(lists()).isEqualTo(2);

        OWN.emulator().review("paused", "en", "APPROVED", "");
        assertThat(send("whatsapp360:events", change.replace("PAUSED", "APPROVED"))
                        .getException())
                .isNull();
        assertThat(send(paused).getException()).isNull();
        assertThat(lists()).isEqualTo(3);
    }

    static Stream<Fault> faults() {
        return Stream.of(
                Fault.Status.meta(500, 131000, "Something went wrong"),
                Fault.Status.gateway(429, "Too many requests"),
                new Fault.CloseAfterRequest(),
                new Fault.Garbage("{}"));
    }

    /** The failure counts for a while, so that the next message does not ask. */
    @ParameterizedTest
    @MethodSource("faults")
    void withoutAListMessagesAreSentUnchecked(Fault fault) {
        OWN.emulator().faults(FaultRule.on(FaultRule.On.ANY, fault).times(1));
        assertThat(send(order("7")).getException()).isNull();
        assertThat(send(order()).getException()).isInstanceOf(ApiException.class);
        assertThat(sent()).isEqualTo(2);
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void onlyTheCloudApiHasTemplates() {
        assertThatThrownBy(() -> context().addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:sandbox").to("whatsapp360:send?hosting=SANDBOX");
                    }
                }))
                .hasStackTraceContaining("validateTemplates needs hosting=CLOUD");
    }
}
