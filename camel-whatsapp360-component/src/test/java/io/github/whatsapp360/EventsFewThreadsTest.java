package io.github.whatsapp360;

import static io.github.whatsapp360.EventsDoorTest.LISTEN;
import static io.github.whatsapp360.EventsDoorTest.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The webhook's answers on a server with as few threads as the smallest of the usual ones, Spring Boot's task executor:
 * no more webhooks than that are with the server at once, and the others wait until one of them is answered.
 */
class EventsFewThreadsTest extends WebhookTest {

    private static final int THREADS = 8;

    /** Few enough that the route seems to keep up. */
    private static final int CUSTOMERS = 90;

    /** If each of them held a thread for as long as the service waits, the test would reach its limit. */
    private static final int WEBHOOKS = 500;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private CompletableFuture<Integer> postLater(String path, String body) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        HttpResponse<String> answer = post(
                                path,
                                "application/json",
                                body.getBytes(StandardCharsets.UTF_8),
                                Map.of(SECRET_HEADER, SECRET));
                        return answer.statusCode();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    private static String textOfCustomer(int number) {
        return textOf("4930" + (1_000_000 + number), "wamid." + number);
    }

    @Test
    void aRouteThatNeverEndsLeavesTheDoorOpen() throws Exception {
        EventsDoorTest.Held route = new EventsDoorTest.Held();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(LISTEN).errorHandler(noErrorHandler()).process(route);
                from(LISTEN.replace("/whatsapp", "/whatsapp/b")).process(taken::add);
            }
        });
        String all = payload(
                IntStream.range(0, CUSTOMERS).mapToObj(n -> textOfCustomer(n)).toArray(String[]::new));
        CompletableFuture<Integer> first = postLater("", all);
        await().until(() -> route.size() == CUSTOMERS);

        List<CompletableFuture<Integer>> inVain = IntStream.range(0, WEBHOOKS)
                .mapToObj(n -> postLater("", payload(textOfCustomer(n % CUSTOMERS))))
                .toList();
        CompletableFuture<Integer> other = postLater("/b", payload(textOfCustomer(0)));

        assertThat(other.get()).isIn(200, 503);
        for (CompletableFuture<Integer> answer : inVain) {
            assertThat(answer.get()).isEqualTo(503);
        }
        assertThat(first.get()).isEqualTo(503);
        await().until(() -> taken.size() == 1);
        await().until(() -> postLater("/b", payload(textOfCustomer(0))).get() == 200);
        assertThat(taken).hasSize(1);

        route.open();
        await().until(() -> postLater("", all).get() == 200);
        assertThat(route.size()).isEqualTo(CUSTOMERS);
    }
}
