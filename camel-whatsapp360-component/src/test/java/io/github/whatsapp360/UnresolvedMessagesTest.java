package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.message.SentMessage;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRecord.State;
import io.github.whatsapp360.repository.MessageRepository;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;

/** Messages without an outcome, about which a person decides. */
class UnresolvedMessagesTest extends EmulatorTest {

    private static final String KEY = "invoice-4711";
    private static final String SHORT_TIMES = "settleTime=1500&connectTimeout=1000&responseTimeout=500";

    private final MessageRepository repository = MessageRepository.inMemory(100);

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setMessageRepository(repository);
    }

    private Exchange send() {
        return send("whatsapp360:send", "hello", Map.of(Whatsapp360Constants.CALLBACK_DATA, KEY));
    }

    private void leaveInDoubt() {
        emulator().statuses(StatusReports.none());
        try (FaultRelay relay = emulator().relay()) {
            relay.next(new Fault.LoseAnswer());
            Exchange lost = send(
                    "whatsapp360:send?maxRetries=0&" + SHORT_TIMES + "&baseUrl=" + relay.baseUrl(),
                    "hello",
                    Map.of(Whatsapp360Constants.CALLBACK_DATA, KEY));
            assertThat(lost.getException()).isInstanceOf(OutcomeUnknownException.class);
        }
    }

    @Test
    void aRouteListsThem() {
        assertThat(unresolved(SHORT_TIMES)).isEmpty();
        leaveInDoubt();
        await().until(() -> !unresolved(SHORT_TIMES).isEmpty());
        assertThat(unresolved(SHORT_TIMES)).singleElement().satisfies(record -> {
            assertThat(record.callbackData()).isEqualTo(KEY);
            assertThat(record.state()).isEqualTo(State.SENDING);
        });
        assertThat(unresolved("settleTime=1h")).isEmpty();
    }

    private List<MessageRecord> unresolved(String options) {
        Exchange exchange = send("whatsapp360:send?operation=unresolved&" + options, null);
        assertThat(exchange.getException()).isNull();
        return Stream.of(exchange.getMessage().getBody(Object[].class))
                .map(MessageRecord.class::cast)
                .toList();
    }

    @Test
    void aPersonClosesOneInJmx() throws Exception {
        leaveInDoubt();
        assertThat((List<?>) invoke("unresolvedMessages", 0L, "long"))
                .singleElement()
                .asString()
                .contains(KEY, "SENDING");
        assertThat(invoke("closeMessage", KEY, "java.lang.String")).isEqualTo(true);
        assertThat(invoke("closeMessage", "another", "java.lang.String")).isEqualTo(false);
        assertThat((List<?>) invoke("unresolvedMessages", 0L, "long")).isEmpty();
        assertThat(send().getMessage().getBody(SentMessage.class).status()).isEqualTo("closed");
        assertThat(chat().messages()).hasSize(1);
    }

    @Test
    void aPersonReleasesOneInJmx() throws Exception {
        leaveInDoubt();
        assertThat(invoke("releaseMessage", KEY, "java.lang.String")).isEqualTo(true);
        assertThat(send().getException()).isNull();
        assertThat(chat().messages()).hasSize(2);
    }

    private Object invoke(String operation, Object argument, String type) throws Exception {
        return new ComponentBean(context).invoke(operation, argument, type);
    }
}
