package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.repository.MessageRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/guide/fallback.md shows a route that sends an SMS to each customer once whom WhatsApp does not reach. */
@Tag(EmulatorTest.BOTH_WAYS)
class FallbackTest extends WebhookTest {

    private static final String NOTICE = "notice-4711";

    private final SwitchableMessageRepository messages = new SwitchableMessageRepository();
    private final IdempotentRepository smsSent = MemoryIdempotentRepository.memoryIdempotentRepository(100);
    private MockEndpoint sms;

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setMessageRepository(messages);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        context.getRegistry().bind("messages", messages);
        context.getRegistry().bind("smsSent", smsSent);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(registered()).to("log:events?level=DEBUG");
                from("direct:sms").to("mock:sms");
            }
        };
    }

    @BeforeEach
    void find() {
        sms = getMockEndpoint("mock:sms");
    }

    private void startWithin(String patience) throws Exception {
        startWithin(patience, "java");
    }

    /** Starts the route of the page in one of its languages. */
    private void startWithin(String patience, String language) throws Exception {
        context.getPropertiesComponent().addOverrideProperty("patience", patience);
        if (language.equals("java")) {
            context.addRoutes(new FallbackExample(smsSent));
        } else {
            Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(Path.of("..", "docs", "guide", "fallback.md")));
            assertThat(block.find()).isTrue();
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("fallback." + language, block.group(1)));
        }
    }

    private Exchange notice() {
        return send("direct:notice", "Your parcel is here", Map.of("noticeId", NOTICE));
    }

    @Test
    void whatIsDeliveredNeedsNoSms() throws Exception {
        startWithin("10m");
        assertThat(notice().getException()).isNull();
        assertThat(notice().getException()).isNull();
        assertThat(chat().messages()).hasSize(1);
        assertThat(sms.getReceivedCounter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void whoIsNotOnWhatsAppGetsOneSms(String language) throws Exception {
        startWithin("10m", language);
        emulator().statuses(StatusReports.inOrder().failing(131026, TO));
        assertThat(notice().getException()).isNull();
        assertThat(notice().getException()).isNull();
        assertThat(sms.getReceivedExchanges()).hasSize(1);
        assertThat(sms.getReceivedExchanges().get(0).getMessage().getBody()).isEqualTo("Your parcel is here");
        assertThat(messages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void whatIsRefusedForTheRecipientGoesAsOneSms(String language) throws Exception {
        startWithin("10m", language);
        emulator()
                .faults(FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.meta(400, 131026, "Message undeliverable"))
                        .times(1));
        assertThat(notice().getException()).isNull();
        assertThat(notice().getException()).isNull();
        assertThat(sms.getReceivedCounter()).isEqualTo(1);
        assertThat(chat().messages()).isEmpty();
    }

    /** The customer gets both then: nobody can recall a message that WhatsApp has accepted. */
    @Test
    void aLateDeliveryCausesNoSecondSms() throws Exception {
        startWithin("300");
        emulator().statuses(StatusReports.none());
        assertThat(notice().getException()).isNull();
        assertThat(sms.getReceivedCounter()).isEqualTo(1);

        chat().reads();
        await().until(() -> messages.record(NOTICE).state() == State.READ);
        assertThat(notice().getException()).isNull();
        assertThat(sms.getReceivedCounter()).isEqualTo(1);
        assertThat(chat().messages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void anSmsThatFailsComesAgainUnlessWhatsAppHasDelivered(String language) throws Exception {
        startWithin("300", language);
        emulator().statuses(StatusReports.none());
        sms.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("the gateway is away");
        });
        assertThat(notice().getException()).hasMessageContaining("the gateway is away");
        sms.reset();
        assertThat(notice().getException()).isNull();
        assertThat(sms.getReceivedCounter()).isEqualTo(1);

        smsSent.clear();
        chat().reads();
        await().until(() -> messages.record(NOTICE).state() == State.READ);
        assertThat(notice().getException()).isNull();
        assertThat(sms.getReceivedCounter()).isEqualTo(1);
        assertThat(messages()).hasSize(1);
    }

    /** A queue may deliver a notice again while its first delivery still waits. */
    @Test
    void twoDeliveriesAtOnceSendOneMessage() throws Exception {
        startWithin("10m");
        emulator().statuses(StatusReports.none());
        List<CompletableFuture<Exchange>> both =
                List.of(CompletableFuture.supplyAsync(this::notice), CompletableFuture.supplyAsync(this::notice));
        chat().awaitMessages(1);
        chat().reads();
        assertThat(both).allSatisfy(one -> assertThat(one.join().getException()).isNull());
        assertThat(chat().messages()).hasSize(1);
        assertThat(sms.getReceivedCounter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void whoWantsNoMarketingGetsNone(String language) throws Exception {
        startWithin("10m", language);
        emulator().statuses(StatusReports.inOrder().failing(131050, 1));
        assertThat(notice().getException()).isInstanceOf(DeliveryFailedException.class);
        assertThat(sms.getReceivedCounter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aRefusalForAnotherReasonIsNoReasonForAnSms(String language) throws Exception {
        startWithin("10m", language);
        emulator()
                .faults(FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.meta(400, 131009, "Parameter value"))
                        .times(1));
        assertThat(notice().getException()).isInstanceOf(ApiException.class);
        assertThat(sms.getReceivedCounter()).isZero();
        assertThat(notice().getException()).isNull();
        assertThat(chat().messages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"route", "predicates"})
    void thePageShowsTheCodeAsItIs(String example) throws IOException {
        Matcher code = Pattern.compile(" // example: " + example + "\n(.*?)\n *// end\n", Pattern.DOTALL)
                .matcher(Files.readString(Path.of(
                        "../camel-whatsapp360-component/src/test/java/io/github/whatsapp360/FallbackExample.java")));
        assertThat(code.find()).isTrue();
        assertThat(Files.readString(Path.of("..", "docs", "guide", "fallback.md")))
                .contains("```java\n" + code.group(1).stripIndent() + "\n```\n");
    }
}
