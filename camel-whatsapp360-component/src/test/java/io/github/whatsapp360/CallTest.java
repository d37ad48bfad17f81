package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to any path of the service: with the key, to the service's host only, JSON or a stream in and out. */
@Tag(EmulatorTest.BOTH_WAYS)
class CallTest extends EmulatorTest {

    /** A request as a server got it. */
    private record Request(String line, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private final ConcurrentLinkedDeque<Request> requests = new ConcurrentLinkedDeque<>();
    private final AtomicReference<Path> file = new AtomicReference<>();
    private HttpServer server;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        return super.createCamelContext();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        String other = "whatsapp360:call?baseUrl=http://127.0.0.1:"
                + server.getAddress().getPort() + "/gateway";
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to("whatsapp360:call");
                from("direct:other").to(other).process(exchange -> {
                    if (exchange.getMessage().getBody() instanceof java.io.File stored) {
                        file.set(stored.toPath());
                        exchange.getMessage().setBody(Files.readString(stored.toPath()));
                    }
                });
                from("direct:dynamic").toD("whatsapp360:call?method=POST&path=/block_users/${header.id}");
            }
        };
    }

    /** A server behind which another one is, such as a gateway. */
    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString();
        requests.add(new Request(exchange.getRequestMethod() + " " + path, exchange.getRequestHeaders(), body));
        if (path.endsWith("/moved")) {
            exchange.getResponseHeaders()
                    .set("Location", "http://localhost:" + server.getAddress().getPort() + "/x");
            exchange.sendResponseHeaders(302, -1);
        } else if (path.endsWith("/nothing") || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("HEAD") ? 200 : 204, -1);
        } else {
            boolean isJson = path.endsWith("/json");
            exchange.getResponseHeaders().set("Content-Type", isJson ? "application/json; charset=utf-8" : "text/csv");
            byte[] answer = (isJson ? "[1,{\"a\":1.10}]" : "a;b\n").repeat(1).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    private Exchange call(String method, String path, Object body) {
        return send("direct:call", body, Map.of(Whatsapp360Constants.METHOD, method, Whatsapp360Constants.PATH, path));
    }

    private Exchange other(String method, String path, Object body, Map<String, Object> headers) {
        Map<String, Object> all = new java.util.HashMap<>(headers);
        all.put(Whatsapp360Constants.METHOD, method);
        all.put(Whatsapp360Constants.PATH, path);
        return send("direct:other", body, all);
    }

    @Test
    void jsonComesBackAsANode() {
        Exchange done = send(
                "direct:call", "a body that GET does not send", Map.of(Whatsapp360Constants.PATH, "/health_status"));

        assertThat(done.getException()).isNull();
        JsonNode json = done.getMessage().getBody(JsonNode.class);
        assertThat(json.at("/health_status/can_send_message").asText()).isEqualTo("AVAILABLE");
        Map<?, ?> map = done.getMessage().getBody(Map.class);
        assertThat(map.containsKey("health_status")).isTrue();
        assertThat(done.getMessage().getBody(String.class)).contains("\"health_status\"");
        assertThat(done.getMessage().getHeaders())
                .containsEntry(Whatsapp360Constants.HTTP_STATUS, 200)
                .containsEntry(Exchange.CONTENT_TYPE, "application/json");
        assertThat(emulator().requests().get(0).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "text", "node", "bytes"})
    void jsonGoesInAnyForm(String form) throws Exception {
        Map<String, Object> map = Map.of("messaging_product", "whatsapp", "about", "Hello");
        String text = "{\"messaging_product\":\"whatsapp\",\"about\":\"Hello\"}";
        Object body =
                switch (form) {
                    case "map" -> map;
                    case "text" -> text;
                    case "node" -> new com.fasterxml.jackson.databind.ObjectMapper().readTree(text);
                    default -> text.getBytes(StandardCharsets.UTF_8);
                };
        Exchange done = send(
                "direct:call",
                body,
                Map.of(
                        Whatsapp360Constants.METHOD, "post",
                        Whatsapp360Constants.PATH, "/whatsapp_business_profile",
                        Exchange.CONTENT_TYPE, "application/json"));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(JsonNode.class).path("success").asBoolean())
                .isTrue();
        assertThat(call("GET", "/whatsapp_business_profile", null)
                        .getMessage()
                        .getBody(JsonNode.class)
                        .at("/data/0/about")
                        .asText())
                .isEqualTo("Hello");
    }

    @Test
    void headersAreAMap() {
        Exchange done = other("GET", "/json", null, Map.of(Whatsapp360Constants.HTTP_HEADERS, "file_offset: 5"));
        assertThat(done.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360HttpHeaders must be a Map");
    }

    @Test
    void aTextIsSentInTheCharsetOfItsType() {
        Map<String, Object> latin = Map.of(Exchange.CONTENT_TYPE, "text/plain; charset=ISO-8859-1");
        assertThat(other("POST", "/json", "Grüße", latin).getException()).isNull();
        String read = requests.getLast().body(); // as UTF-8, in which these bytes are no text
        assertThat(read).hasSize(5).startsWith("Gr").endsWith("e").doesNotContain("ü");

        Map<String, Object> unknown = Map.of(Exchange.CONTENT_TYPE, "text/plain; charset=x-none");
        assertThat(other("POST", "/json", "Grüße", unknown).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("charset");
    }

    /** Only the service's own paths for messages and files have their limits. */
    @ParameterizedTest
    @CsvSource({"/media, 4", "/groups/1/media, 1", "/groups/1/messages, 1", "/messages, 1"})
    void onlyAnUploadIsRepeatedIfItsOutcomeIsUnknown(String path, int requests) {
        try (FaultRelay relay = emulator().relay()) {
            relay.always(new Fault.CloseAfterRequest());
            Exchange done = send(
                    "whatsapp360:call?retryDelay=5&method=POST&path=" + path + "&baseUrl=" + relay.baseUrl(),
                    Map.of("a", 1));
            assertThat(done.getException()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(relay.requests()).isEqualTo(requests);
        }
    }

    @Test
    void messagesArePacedAndOtherCallsAreNot() {
        String slow = "whatsapp360:call?messagesPerSecond=1";
        List<CompletableFuture<Exchange>> sent = Stream.of(1, 2, 3, 4, 5)
                .map(n -> template.asyncSend(slow + "&method=POST&path=/messages", exchange -> exchange.getMessage()
                        .setBody(Map.of(
                                "messaging_product",
                                "whatsapp",
                                "to",
                                TO + n,
                                "type",
                                "text",
                                "text",
                                Map.of("body", "x")))))
                .toList();
        Exchange read = send(slow + "&path=/health_status", null, Map.of());
        assertThat(read.getException()).isNull();
        assertThat(sent).as("sent after the other call").anyMatch(message -> !message.isDone());
        assertThat(sent).map(CompletableFuture::join).allSatisfy(exchange -> assertThat(exchange.getException())
                .isNull());
        List<Instant> times = emulator().messages().stream()
                .map(ChatMessage::receivedAt)
                .sorted()
                .toList();
        assertThat(Duration.between(times.get(0), times.get(4))).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void aStreamWithoutEndIsNoMessage() {
        Exchange done = send(
                "whatsapp360:call?method=POST&path=/messages", new ByteArrayInputStream(new byte[2 << 20]), Map.of());

        assertThat(done.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("has more than 1048576 bytes");
        assertThat(messages()).isEmpty();
    }

    @Test
    void aMessageArrives() {
        Exchange done = call(
                "POST",
                "/messages",
                Map.of(
                        "messaging_product", "whatsapp",
                        "recipient_type", "individual",
                        "to", TO,
                        "type", "text",
                        "text", Map.of("body", "hello")));

        assertThat(done.getException()).isNull();
        assertThat(chat().awaitMessages(1).get(0).text()).isEqualTo("hello");
    }

    @Test
    void aStreamGoesInWithItsTypeAndFurtherHeaders() {
        Exchange done = other(
                "POST",
                "/upload:abc?sig=x%2Fy",
                new ByteArrayInputStream("bytes".getBytes(StandardCharsets.UTF_8)),
                Map.of(
                        Exchange.CONTENT_TYPE,
                        "application/pdf",
                        Whatsapp360Constants.HTTP_HEADERS,
                        Map.of("file_offset", 0)));

        assertThat(done.getException()).isNull();
        Request got = requests.remove();
        assertThat(got.line()).isEqualTo("POST /gateway/upload:abc?sig=x%2Fy");
        assertThat(got.body()).isEqualTo("bytes");
        assertThat(got.header("Content-type")).isEqualTo("application/pdf");
        assertThat(got.header("File_offset")).isEqualTo("0");
        assertThat(got.header("D360-api-key")).isEqualTo(emulator().apiKey());
    }

    @Test
    void whatIsNotJsonComesBackAsAFileThatTheExchangeDeletes() {
        Exchange done = other("GET", "/report", null, Map.of());

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(String.class)).isEqualTo("a;b\n");
        assertThat(done.getMessage().getHeaders())
                .containsEntry(Whatsapp360Constants.HTTP_STATUS, 201)
                .containsEntry(Exchange.CONTENT_TYPE, "text/csv");
        assertThat(file.get()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /nothing, 204", "HEAD, /report, 200"})
    void anEmptyAnswerIsAnEmptyBody(String method, String path, int status) {
        Exchange done = other(method, path, method.equals("DELETE") ? "{}" : null, Map.of());

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isNull();
        assertThat(done.getMessage().getHeader(Whatsapp360Constants.HTTP_STATUS))
                .isEqualTo(status);
        assertThat(requests.remove().body()).isEqualTo(method.equals("DELETE") ? "{}" : "");
    }

    @Test
    void aListIsJsonToo() {
        Exchange done = other("PUT", "/json", List.of(1, Map.of("a", true)), Map.of());

        assertThat(requests.remove().body()).isEqualTo("[1,{\"a\":true}]");
        assertThat(done.getMessage().getBody(JsonNode.class)).hasSize(2);
        assertThat(done.getMessage().getBody(byte[].class)).startsWith('[');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.test", "https://evil.test/", "/../x", "/%2e%2e/x", "/a\r\nHost: evil.test", "@evil.test"
            })
    void noPathLeavesTheService(String path) {
        assertThat(other("GET", path, null, Map.of()).getException()).isInstanceOf(InvalidMessageException.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertThat(other("GET", "/moved", null, Map.of()).getException())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getStatus()).isEqualTo(302));
        assertThat(requests).hasSize(1);
    }

    @Test
    void aRefusalHasItsType() {
        assertThat(call("GET", "/no_such_path", null).getException())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getStatus()).isEqualTo(404))
                .hasMessageContaining("Path not found");
        assertThat(call("POST", "/block_users", Map.of("messaging_product", "whatsapp"))
                        .getException())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getCode()).hasValue(100));
    }

    @Test
    void onlyWhatReadsIsRepeatedAfterALostAnswer() {
        emulator().faults(FaultRule.on(FaultRule.On.ANY, new Fault.LoseAnswer()).times(2));
        assertThat(call("GET", "/block_users?limit=5", null).getException()).isNull();
        assertThat(emulator().awaitRequests(3)).hasSize(3);

        emulator().faults(FaultRule.on(FaultRule.On.ANY, new Fault.LoseAnswer()).times(1));
        assertThat(call("POST", "/whatsapp_business_profile", Map.of("messaging_product", "whatsapp"))
                        .getException())
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(emulator().awaitRequests(4)).hasSize(4);
    }

    @Test
    void theUriOfAToDNeedsOneEndpointForAllPaths() {
        int before = context.getEndpoints().size();
        for (String id : List.of("a", "b", "c")) {
            send("direct:dynamic", "{}", Map.of("id", id));
        }
        assertThat(emulator().requests())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly("POST /block_users/a", "POST /block_users/b", "POST /block_users/c");
        assertThat(context.getEndpoints()).hasSizeLessThanOrEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"path=//evil.test", "method=TRACE", "path=/a b", "operation=health"})
    void anOptionThatCannotWorkIsRefusedAtTheStart(String option) {
        assertThatThrownBy(() -> context.getEndpoint("whatsapp360:call?" + option))
                .rootCause()
                .isInstanceOfAny(IllegalArgumentException.class, InvalidMessageException.class);
    }
}
