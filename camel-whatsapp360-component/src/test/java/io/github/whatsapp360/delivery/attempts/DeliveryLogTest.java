package io.github.whatsapp360.delivery.attempts;

import static io.github.whatsapp360.api.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.ErrorCode;
import io.github.whatsapp360.api.Hosting;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.client.SenderAccount;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The lines of the log about the deliveries of all accounts. */
class DeliveryLogTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Logger logger = (Logger) LoggerFactory.getLogger(DeliveryLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private long now = 1;
    private final DeliveryLog log = new DeliveryLog(new AccountNames(() -> now), () -> now);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    private static Call call(int account) {
        return new Call(
                new SenderAccount(Hosting.CLOUD, URI.create("https://service.test"), "key-" + account),
                CallKind.MESSAGE);
    }

    private void failure(Call call, Whatsapp360Exception failure) {
        log.attempted(call, 1, SECOND, Optional.of(failure));
        log.paused(call, failure, SECOND);
        log.quotaUsedUp(call, failure);
        log.retried(call, failure, SECOND);
        log.ended(call, SECOND, Optional.of(failure));
    }

    @Test
    void aHundredThousandFailuresOfAThousandAccountsAreAFewLinesAMinute() {
        Whatsapp360Exception noKey = refusal(401, 0, null);
        for (int times = 0; times < 20; times++) {
            for (int account = 0; account < 1_000; account++) {
                Call call = call(account);
                failure(call, noKey);
                failure(call, NotSentException.noConnection("refused", false));
                failure(call, new OutcomeUnknownException("silent", "the-callback-data"));
                failure(call, NotSentException.expired());
                log.attempted(call, 1, SECOND, Optional.empty());
            }
        }
        assertThat(lines.list).hasSize(7).extracting(ILoggingEvent::getLevel).containsOnly(Level.WARN, Level.INFO);
        assertThat(texts()).noneMatch(line -> line.contains("since the last such line"));

        now += TimeUnit.MINUTES.toNanos(1);
        failure(call(5), noKey);
        assertThat(texts()).hasSize(11).last().satisfies(line -> assertThat(line)
                .contains("Account " + call(5).account().shortId(), "more since the last such line"));
    }

    @Test
    void eachLineNamesTheAccountAndSaysWhatToDo() {
        Call call = call(1);
        String name = call.account().shortId();
        failure(call, ApiException.status(429).retryAfter(SECOND).build());
        failure(call, NotSentException.noConnection("refused", false));
        failure(call, refusal(401, 0, null));
        failure(call, NotSentException.expired());
        log.attempted(call, 1, SECOND, Optional.empty());
        assertThat(texts())
                .hasSize(7)
                .allSatisfy(line -> assertThat(line).startsWith("Account " + name + ":"))
                .anySatisfy(line -> assertThat(line).contains("messages wait for 1 s", "'messagesPerSecond'", "429"))
                .anySatisfy(line -> assertThat(line).contains("is repeated"))
                .anySatisfy(line -> assertThat(line).contains("without a retry", "Check the service"))
                .anySatisfy(line -> assertThat(line).contains("no answer", "'baseUrl'"))
                .anySatisfy(line -> assertThat(line).contains("refuses its calls", "check the option 'apiKey'"))
                .anySatisfy(line -> assertThat(line).contains("expired", "'expiresAfter'"))
                .anySatisfy(line -> assertThat(line).contains("calls succeed again"));
    }

    @Test
    void aRefusalOfOneMessageIsTheRoutesBusiness() {
        log.attempted(call(1), 1, SECOND, Optional.of(refusal(400, 131009, null)));
        log.ended(call(1), SECOND, Optional.of(refusal(400, 131009, null)));
        log.attempted(call(1), 1, SECOND, Optional.empty());
        assertThat(lines.list).isEmpty();
    }

    @Test
    void aHostileTextIsOneShortLineWithoutNumbers() {
        String hostile = "Call +49 151 12345678\r\n2026-11-27 WARN forged line\u001b[31m" + "x".repeat(5_000);
        log.retried(call(1), ApiException.status(503).details(hostile).build(), SECOND);
        log.attempted(call(1), 1, SECOND, Optional.of(NotSentException.noConnection(hostile, false)));
        assertThat(texts()).hasSize(2).allSatisfy(line -> assertThat(line)
                .doesNotContain("\n", "\r", "\u001b", "12345678", "151")
                .hasSizeLessThan(500));
    }

    @Test
    void theAdviceStaysAfterALongText() {
        String text = LogText.of(
                ApiException.status(429).code(130429).details("x".repeat(900)).build());
        assertThat(text).contains("xxx…", "What to do: ").hasSizeLessThan(600);
    }

    @ParameterizedTest
    @EnumSource
    void theAddressOfThePageAboutACodeStays(ErrorCode code) {
        ApiException failure = ApiException.status(400)
                .code(code.code())
                .details("x".repeat(900))
                .build();
        assertThat(LogText.of(failure)).endsWith("/docs/reference/error-codes.md#error-" + code.code());
    }

    @Test
    void whatLooksLikeThatAddressHidesNoNumber() {
        assertThat(LogText.of(new IllegalStateException("#error-4915112345678")))
                .doesNotContain("15112345678");
    }

    @Test
    void anEndlessTextCostsNothing() {
        for (String endless : List.of("1".repeat(5_000_000), "1 ".repeat(2_000_000), "(".repeat(5_000_000))) {
            assertThat(LogText.of(new IllegalStateException(endless))).hasSizeLessThan(310);
        }
    }

    @Test
    void anAddressStaysReadable() {
        assertThat(LogText.of(new IllegalStateException("Connection refused: 192.168.100.200:5432 in 30000 ms")))
                .isEqualTo("IllegalStateException: Connection refused: 192.168.100.200:5432 in 30000 ms");
        assertThat(LogText.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @Test
    void anAccountThatIsNoLongerUsedIsForgotten() {
        IntStream.range(0, 1_000).forEach(account -> {
            failure(call(account), refusal(401, 0, null));
            log.forget(call(account).account());
        });
        log.attempted(call(1), 1, SECOND, Optional.empty());
        assertThat(texts()).noneMatch(line -> line.contains("succeed again"));
    }

    private List<String> texts() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
