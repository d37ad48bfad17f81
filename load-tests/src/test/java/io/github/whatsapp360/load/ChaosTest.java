package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.message.SentMessage;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/**
 * 2,000 messages to a service that fails 30 % of the time, in every way that single calls are tested for: each exchange
 * ends, and what it says of its message is true.
 */
class ChaosTest {

    private static final int MESSAGES = 2_000;
    private static final int SENDERS = 32;
    private static final double FAILING = 0.3;

    /** One that a text is too short for, so that it is relayed. */
    private static final Fault NONE = new Fault.ResetAfter(1 << 20);

    private static final String HTML = "<html><body>Bad gateway</body></html>";

    private static final List<Fault> FAULTS = List.of(
            new Fault.ResetAfter(0),
            new Fault.ResetAfter(50),
            new Fault.CloseAfterRequest(),
            new Fault.LoseAnswer(),
            new Fault.Silent(),
            new Fault.Drip(Duration.ofMillis(100)),
            new Fault.CutAnswerAfter(0),
            new Fault.CutAnswerAfter(5),
            new Fault.Garbage(),
            new Fault.Garbage(""),
            new Fault.NotHttp(),
            Fault.Status.bare(302),
            Fault.Status.meta(400, 131009, "Parameter value is not valid"),
            Fault.Status.wrapped(400, 100, "Invalid parameter"),
            Fault.Status.gateway(400, "Endpoint rate limit exceeded"),
            Fault.Status.meta(400, 130429, "Rate limit hit"),
            Fault.Status.gateway(401, "Invalid api key"),
            Fault.Status.gateway(403, "Path is not allowed"),
            Fault.Status.bare(404),
            Fault.Status.bare(429),
            Fault.Status.meta(429, 130429, "Rate limit hit").retryAfter("1"),
            Fault.Status.of(500, HTML),
            Fault.Status.meta(500, 131000, "Something went wrong"),
            Fault.Status.of(502, HTML),
            Fault.Status.bare(503),
            Fault.Status.bare(504));

    private final Random random = new Random(20261124);

    @Test
    void everyExchangeEndsAndSaysTheTruth() throws Exception {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                FaultRelay relay = emulator.relay();
                Application application = application(relay, emulator)) {
            application.sendTo("whatsapp360:send");
            fail(relay);

            Map<String, CompletableFuture<Exchange>> sent = send(application, names());

            Map<String, Long> accepted = accepted(emulator);
            int unknown = 0;
            int refused = 0;
            int unsent = 0;
            for (Map.Entry<String, CompletableFuture<Exchange>> one : sent.entrySet()) {
                Exception failure = one.getValue().get().getException();
                long times = accepted.getOrDefault(one.getKey(), 0L);
                if (failure == null) {
                    SentMessage message = one.getValue().get().getMessage().getBody(SentMessage.class);
                    assertThat(message.callbackData()).isEqualTo(one.getKey());
                    assertThat(times).as("accepted").isEqualTo(1);
                } else if (failure instanceof OutcomeUnknownException known) {
                    unknown++;
                    assertThat(known.getCallbackData()).isEqualTo(one.getKey());
                    assertThat(times).as("unknown").isBetween(0L, 1L);
                } else {
                    assertThat(failure).isInstanceOfAny(ApiException.class, NotSentException.class);
                    refused += failure instanceof ApiException ? 1 : 0;
                    unsent += failure instanceof NotSentException ? 1 : 0;
                    assertThat(times).as("refused").isZero();
                }
            }
            assertThat(accepted.values()).containsOnly(1L);
            assertThat(unknown).as("unknown").isGreaterThan(100);
            assertThat(refused).as("refused").isGreaterThan(50);
            assertThat(accepted.size()).as("accepted").isGreaterThan(MESSAGES / 2);
            System.out.printf(
                    "%d messages: %d accepted, %d refused, %d not sent, %d unknown; %d requests%n",
                    MESSAGES, accepted.size(), refused, unsent, unknown, relay.requests());
        }
    }

    @Test
    void onlyWhatWasUnknownAndSentAgainByTheUserArrivesTwice() throws Exception {
        try (Whatsapp360Emulator emulator =
                        Whatsapp360Emulator.builder().unlimited().start();
                FaultRelay relay = emulator.relay();
                Application application = application(relay, emulator)) {
            application.sendTo("whatsapp360:send");
            fail(relay);
            Set<String> open = names();
            Set<String> everUnknown = new HashSet<>();
            for (int times = 0; times < 20 && !open.isEmpty(); times++) {
                Set<String> again = new HashSet<>();
                for (Map.Entry<String, CompletableFuture<Exchange>> one :
                        send(application, open).entrySet()) {
                    Exception failure = one.getValue().get().getException();
                    if (failure instanceof OutcomeUnknownException) {
                        everUnknown.add(one.getKey());
                    }
                    if (failure != null) {
                        again.add(one.getKey());
                    }
                }
                open = again;
            }
            assertThat(open).as("not accepted in the end").isEmpty();
            Map<String, Long> accepted = accepted(emulator);
            assertThat(accepted).hasSize(MESSAGES);
            assertThat(accepted).allSatisfy((name, times) -> {
                if (times > 1) {
                    assertThat(everUnknown).contains(name);
                }
            });
        }
    }

    private static Application application(FaultRelay relay, Whatsapp360Emulator emulator) throws Exception {
        return new Application(relay.baseUrl(), emulator.apiKey(), options -> {
            options.setMessagesPerSecond(0);
            options.setRetryDelay(20);
            options.setResponseTimeout(500);
            options.setConnectTimeout(1_000);
        });
    }

    private void fail(FaultRelay relay) {
        for (int request = 0; request < 3 * MESSAGES; request++) {
            relay.next(random.nextDouble() < FAILING ? FAULTS.get(random.nextInt(FAULTS.size())) : NONE);
        }
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>();
        for (int n = 0; n < MESSAGES; n++) {
            names.add("message-" + n);
        }
        return names;
    }

    /** Each from one of several threads, as routes do. */
    private static Map<String, CompletableFuture<Exchange>> send(Application application, Set<String> names)
            throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        Map<String, CompletableFuture<Exchange>> sent = new LinkedHashMap<>();
        for (String name : names) {
            Map<String, Object> headers =
                    Map.of("CamelWhatsapp360To", Application.recipient(7), "CamelWhatsapp360CallbackData", name);
            CompletableFuture<Exchange> ended = new CompletableFuture<>();
            senders.execute(() -> application.send("hello", headers).thenAccept(ended::complete));
            sent.put(name, ended);
        }
        senders.shutdown();
        CompletableFuture.allOf(sent.values().toArray(CompletableFuture[]::new)).get();
        return sent;
    }

    /** Returns how often each message was accepted. */
    private static Map<String, Long> accepted(Whatsapp360Emulator emulator) {
        return emulator.messages().stream().collect(Collectors.groupingBy(ChaosTest::name, Collectors.counting()));
    }

    private static String name(ChatMessage message) {
        return message.json().path("biz_opaque_callback_data").asText();
    }
}
