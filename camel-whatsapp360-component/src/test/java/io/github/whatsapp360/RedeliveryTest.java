package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.Fault;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A repeated attempt sends the same bytes from the start, or says why it cannot. */
@Tag(EmulatorTest.BOTH_WAYS)
class RedeliveryTest extends EmulatorTest {

    private FaultRelay relay;

    @AfterEach
    void disconnect() {
        relay.close();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        relay = emulator().relay();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:component").to("whatsapp360:media?maxRetries=3&baseUrl=" + relay.baseUrl());
                from("direct:camel")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(10))
                        .to("whatsapp360:media?maxRetries=0&baseUrl=" + relay.baseUrl());
                from("direct:uncached")
                        .streamCache("false")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(10))
                        .to("whatsapp360:media?maxRetries=0&baseUrl=" + relay.baseUrl());
                from("direct:uncached-component")
                        .streamCache("false")
                        .to("whatsapp360:media?maxRetries=9&baseUrl=" + relay.baseUrl());
            }
        };
    }

    static Stream<Arguments> everyFormAndWay() throws Exception {
        Path path = sample("good/invoice.pdf");
        byte[] bytes = Files.readAllBytes(path);
        return Stream.of("direct:component", "direct:camel")
                .flatMap(way -> Stream.of(
                        Arguments.of(way, "File", path.toFile()),
                        Arguments.of(way, "Path", path),
                        Arguments.of(way, "byte[]", bytes),
                        Arguments.of(way, "StreamCache", new InputStreamCache(bytes)),
                        Arguments.of(way, "InputStream, cached by Camel", new ByteArrayInputStream(bytes))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyFormAndWay")
    void theThirdAttemptSendsTheSameBytes(String way, String form, Object body) throws Exception {
        relay.next(Fault.Status.meta(503, 2, "overloaded"), new Fault.ResetAfter(9_000));

        Exchange exchange = send(way, body);

        assertThat(exchange.getException()).isNull();
        assertThat(relay.requests()).isEqualTo(3);
        assertThat(uploads()).singleElement().satisfies(upload -> assertThat(upload.sha256())
                .isEqualTo(sha256(Files.readAllBytes(sample("good/invoice.pdf")))));
    }

    @Test
    void aStreamThatIsUsedUpIsNeverSentInPart() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        relay.next(new Fault.ResetAfter(9_000));

        Exchange exchange = send("direct:uncached", counted(closed));

        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("cannot be sent again")
                .hasMessageContaining("stream caching");
        assertThat(uploads()).isEmpty();
        assertThat(closed).hasPositiveValue();
    }

    @Test
    void aStreamThatNoByteWasTakenFromIsSentByTheNextAttempt() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        relay.always(new Fault.Refuse());
        InputStream body = counted(closed);

        CompletableFuture<Exchange> sending = template.asyncSend(
                "direct:uncached-component", exchange -> exchange.getMessage().setBody(body));
        await().until(RedeliveryTest::aRetryHasRun);
        relay.clear();
        Exchange exchange = sending.get();

        assertThat(exchange.getException()).isNull();
        assertThat(uploads()).singleElement().satisfies(upload -> assertThat(upload.sha256())
                .isEqualTo(sha256(Files.readAllBytes(sample("good/invoice.pdf")))));
        assertThat(closed).hasPositiveValue();
    }

    private static boolean aRetryHasRun() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().contains("Whatsapp360Worker"));
    }

    private static InputStream counted(AtomicInteger closed) throws IOException {
        return new FilterInputStream(Files.newInputStream(sample("good/invoice.pdf"))) {
            @Override
            public void close() throws IOException {
                closed.incrementAndGet();
                super.close();
            }
        };
    }
}
