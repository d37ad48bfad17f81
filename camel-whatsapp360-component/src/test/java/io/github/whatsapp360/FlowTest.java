package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.FlowPublicKey;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.emulator.Flow;
import io.github.whatsapp360.emulator.model.FlowAnswer;
import io.github.whatsapp360.event.FlowRequest;
import io.github.whatsapp360.flow.FlowCipher;
import io.github.whatsapp360.flow.PemKey;
import io.github.whatsapp360.message.Interactive;
import io.github.whatsapp360.message.OutgoingMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes that answer flows: the encryption, the statuses, and the life of the route. */
class FlowTest extends EmulatorTest {

    private static final String SECRET = "an-app-secret";
    private static final String KEY = "privateKey=classpath:flow/pkcs8.pem";
    private static final String FLOW = "whatsapp360:flow?webhookPath=/flow&clientSecret=" + SECRET + "&" + KEY;
    private static final Path FILES = Path.of("src/test/resources/flow"); // Python reads no jar
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, Object> SCREEN =
            Map.of("screen", "SLOTS", "data", Map.of("slots", List.of("9:00")));

    private final Queue<Exchange> taken = new ConcurrentLinkedQueue<>();
    private final Meters meters = new Meters();
    private VertxPlatformHttpServer server;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", meters.registry);
        server = WebhookTest.startServer(context);
        return context;
    }

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setApiKey(null); // a route that answers flows does not call the service
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort() + "/flow");
    }

    private Flow flow() throws IOException {
        return emulator()
                .flow(url())
                .withPublicKey(file("public.pem"))
                .withAppSecret(SECRET)
                .withToken("token-1");
    }

    private static String file(String name) throws IOException {
        try (InputStream in = FlowTest.class.getResourceAsStream("/flow/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void answer(String uri, Processor processor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("flow").process(taken::add).process(processor);
            }
        });
    }

    private void answer(Object body) throws Exception {
        answer(FLOW, exchange -> exchange.getMessage().setBody(body));
    }

    private HttpResponse<String> post(String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * Is skipped without Python and its library cryptography. {@code .ci/run} installs them, and fails if it is
     * skipped.
     */
    @Test
    void anIndependentImplementationUnderstandsTheAnswers() throws Exception {
        answer(FLOW, exchange -> {
            FlowRequest request = exchange.getMessage().getBody(FlowRequest.class);
            if (request.flowToken().equals("used")) {
                exchange.getMessage().setHeader(Whatsapp360Constants.INVALID_FLOW_TOKEN, "Vergeben – schade");
            } else {
                exchange.getMessage()
                        .setBody(Map.of(
                                "screen",
                                "NEXT",
                                "data",
                                Map.of("name", request.data().get("name"))));
            }
        });
        String requests = "[{\"version\":\"3.0\",\"action\":\"ping\"},"
                + "{\"version\":\"3.0\",\"action\":\"data_exchange\",\"screen\":\"A\",\"flow_token\":\"t\","
                + "\"data\":{\"name\":\"Jürgen 🌱\"}},"
                + "{\"version\":\"3.0\",\"action\":\"data_exchange\",\"flow_token\":\"t\","
                + "\"data\":{\"error\":\"payload-schema-error\",\"error_message\":\"x\"}},"
                + "{\"version\":\"3.0\",\"action\":\"INIT\",\"flow_token\":\"used\"}]";
        assertThat(python(requests, "public.pem", SECRET))
                .isEqualTo(MAPPER.readTree("[[200,{\"data\":{\"status\":\"active\"}}],"
                        + "[200,{\"screen\":\"NEXT\",\"data\":{\"name\":\"Jürgen 🌱\"}}],"
                        + "[200,{\"data\":{\"acknowledged\":true}}],"
                        + "[427,{\"error_msg\":\"Vergeben – schade\"}]]"));
        assertThat(taken).hasSize(2); // the component answers the others itself
        assertThat(python(requests, "public.pem", "another"))
                .allSatisfy(answer -> assertThat(answer.get(0).asInt()).isEqualTo(432));
    }

    /** Returns the command of a Python that has the library cryptography. */
    private static String pythonCommand() throws Exception {
        for (String command : List.of("python3", "/usr/bin/python3")) {
            try {
                Process check = new ProcessBuilder(command, "-c", "import cryptography")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (check.waitFor() == 0) {
                    return command;
                }
            } catch (IOException e) {
                // there is no such program
            }
        }
        return Assumptions.abort("Python with the library cryptography is not installed");
    }

    private JsonNode python(String requests, String key, String secret) throws Exception {
        Process client = new ProcessBuilder(
                        pythonCommand(),
                        FILES.resolve("client.py").toString(),
                        FILES.resolve(key).toString(),
                        url().toString(),
                        secret)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = client.getOutputStream()) {
            in.write(requests.getBytes(StandardCharsets.UTF_8));
        }
        String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor()).as("python3 with cryptography").isZero();
        return MAPPER.readTree(answers);
    }

    @Test
    void aRouteGetsTheRequest() throws Exception {
        answer(SCREEN);
        FlowAnswer answer = flow().exchange("BACK", "DATE", Map.of("date", "2026-11-28", "count", 2));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(MAPPER.valueToTree(SCREEN));

        Exchange exchange = taken.remove();
        assertThat(exchange.getFromRouteId()).isEqualTo("flow");
        assertThat(exchange.getMessage().getHeaders()).isEmpty(); // such as the signature
        assertThat(flow().opens().screen()).isEqualTo("SLOTS");
        assertThat(taken).hasSize(1);
    }

    @Test
    void aRequestIsAViewThatKeepsUnknownFields() throws Exception {
        answer(FLOW, exchange -> {
            FlowRequest request = exchange.getMessage().getBody(FlowRequest.class);
            assertThat(request.action()).isEqualTo("data_exchange");
            assertThat(request.screen()).isEqualTo("DATE");
            assertThat(request.flowToken()).isEqualTo("token-1");
            assertThat(request.version()).isEqualTo("3.0");
            assertThat(request.data().path("count").asInt()).isEqualTo(2);
            assertThat(request).hasToString("FlowRequest[data_exchange]");
            assertThat(exchange.getMessage().getBody(Map.class).get("screen")).isEqualTo("DATE");
            assertThat(exchange.getMessage().getBody(JsonNode.class)).isEqualTo(request.json());
            assertThat(exchange.getContext()
                            .resolveLanguage("simple")
                            .createExpression("${body.screen}")
                            .evaluate(exchange, String.class))
                    .isEqualTo("DATE");
            exchange.getMessage().setBody(SCREEN);
        });
        assertThat(flow().submits("DATE", Map.of("count", 2)).status()).isEqualTo(200);
        FlowRequest other = new FlowRequest(MAPPER.readTree("{\"data\":null,\"new\":1}"));
        assertThat(other.data().isMissingNode()).isTrue();
        assertThat(other.json().path("new").asInt()).isEqualTo(1);
        assertThat(other).hasToString("FlowRequest[other]");
    }

    static Stream<Object> answers() {
        String json = "{\"screen\":\"SLOTS\",\"data\":{\"slots\":[\"9:00\"]}}";
        return Stream.of(
                SCREEN,
                MAPPER.valueToTree(SCREEN),
                json,
                json.getBytes(StandardCharsets.UTF_8),
                new java.io.ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aRouteAnswersWithAMapJsonOrItsText(Object body) throws Exception {
        answer(body);
        assertThat(flow().opens().data().at("/slots/0").asText()).isEqualTo("9:00");
    }

    @Test
    void aRouteWithoutAnAnswerIsAnError() throws Exception {
        answer(FLOW, exchange -> {
            String screen = exchange.getMessage().getBody(FlowRequest.class).screen();
            switch (screen) {
                case "NULL" -> exchange.getMessage().setBody(null);
                case "TEXT" -> exchange.getMessage().setBody("no JSON");
                case "LIST" -> exchange.getMessage().setBody(List.of(1));
                case "FAILED" -> throw new IOException("s3cret");
                case "ROLLBACK" -> exchange.setRollbackOnly(true);
                case "ERROR" -> throw new StackOverflowError();
                default -> {}
            }
        });
        try (CapturedLog log = new CapturedLog()) {
            for (String screen : List.of("SAME", "NULL", "TEXT", "LIST", "FAILED", "ROLLBACK", "ERROR")) {
                FlowAnswer answer = flow().submits(screen, Map.of());
                assertThat(answer.status()).as(screen).isEqualTo(500);
                assertThat(answer.json().isMissingNode()).isTrue();
            }
            assertThat(log.lines())
                    .anyMatch(line -> line.text().contains("its route returned no JSON object"))
                    .anyMatch(line -> line.text().contains("its route failed"));
        }
        assertThat(flow().ping().status()).isEqualTo(200);
    }

    @Test
    void aWrongSignatureIs432() throws Exception {
        answer(SCREEN);
        assertThat(flow().withAppSecret("another").opens().status()).isEqualTo(432);
        assertThat(flow().withAppSecret("").ping().status()).isEqualTo(432);
        assertThat(post("{}", Map.of("X-Hub-Signature-256", "sha256=")).statusCode())
                .isEqualTo(432);
        assertThat(taken).isEmpty();
        assertThat(flow().opens().status()).isEqualTo(200);
    }

    @Test
    void anotherKeyIs421() throws Exception {
        answer(SCREEN);
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String other = "-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getEncoder()
                        .encodeToString(keys.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";
        assertThat(flow().withPublicKey(other).opens().status()).isEqualTo(421);
        assertThat(taken).isEmpty();
        assertThat(flow().opens().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"encrypted_flow_data\":\"!\",\"encrypted_aes_key\":\"AAAA\",\"initial_vector\":\"AAAA\"}",
                "{\"encrypted_flow_data\":7,\"encrypted_aes_key\":{},\"initial_vector\":\"AAAA\"}"
            })
    void aBodyOfAnotherFormIs400(String body) throws Exception {
        answer("whatsapp360:flow?webhookPath=/flow&allowUnauthenticated=true&" + KEY, exchange -> {});
        assertThat(post(body, Map.of()).statusCode()).isEqualTo(400);
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"encrypted_flow_data\":\"AAAA\",\"encrypted_aes_key\":\"AAAA\",\"initial_vector\":\"AAAA\"}",
                "{\"encrypted_flow_data\":\"AA==\",\"encrypted_aes_key\":\"%s\",\"initial_vector\":\"AA==\"}"
            })
    void whatCannotBeDecryptedIs421(String body) throws Exception {
        answer("whatsapp360:flow?webhookPath=/flow&allowUnauthenticated=true&" + KEY, exchange -> {});
        String key = java.util.Base64.getEncoder().encodeToString(new byte[256]);
        assertThat(post(body.formatted(key), Map.of()).statusCode()).isEqualTo(421);
        assertThat(taken).isEmpty();
    }

    @Test
    void aLargeBodyIs413() throws Exception {
        answer("whatsapp360:flow?webhookPath=/flow&allowUnauthenticated=true&" + KEY, exchange -> {});
        assertThat(post(" ".repeat(FlowRequests.MAX_BYTES + 1), Map.of()).statusCode())
                .isEqualTo(413);
        assertThat(flow().submits("A", Map.of("text", "x".repeat(FlowRequests.MAX_BYTES / 2)))
                        .status())
                .isEqualTo(500); // it has reached the route, which does not answer
    }

    @Test
    void aSuspendedRouteAnswers503() throws Exception {
        answer(SCREEN);
        context.getRouteController().suspendRoute("flow");
        assertThat(flow().opens().status()).isEqualTo(503);
        assertThat(flow().ping().status()).isEqualTo(503);
        assertThat(flow().withAppSecret("another").opens().status()).isEqualTo(432);
        context.getRouteController().resumeRoute("flow");
        assertThat(flow().opens().status()).isEqualTo(200);
        context.getRouteController().stopRoute("flow");
        assertThat(flow().opens().status()).isEqualTo(404);
        context.getRouteController().startRoute("flow");
        assertThat(flow().opens().status()).isEqualTo(200);
    }

    @Test
    void aRouteThatStopsEndsItsRequestsFirst() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        answer(FLOW, exchange -> {
            held.await();
            exchange.getMessage().setBody(SCREEN);
        });
        CompletableFuture<FlowAnswer> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return flow().opens();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> !taken.isEmpty());
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> {
            try {
                context.getRouteController().stopRoute("flow");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> flow().ping().status() == 503);
        assertThat(stop).isNotDone();
        held.countDown();
        assertThat(answer.get().screen()).isEqualTo("SLOTS");
        stop.get();
    }

    /** With the default, WhatsApp would have to wait 9 seconds. */
    @Test
    void aSlowRouteIs504() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        answer(FLOW, exchange -> {
            held.await();
            exchange.getMessage().setBody(SCREEN);
        });
        FlowRequests requests = requests(Duration.ofMillis(50));
        Exchange request = process(requests, emulatorRequest()).get();
        assertThat(request.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(504);
        assertThat(request.getMessage().getBody()).isNull();
        held.countDown();
        requests.stop();
        assertThat(flow().opens().screen()).isEqualTo("SLOTS");
    }

    /** Returns a handler of requests with another longest wait, which passes them to the same route. */
    private FlowRequests requests(Duration maxWait) throws Exception {
        FlowConsumer consumer = (FlowConsumer) context.getRoute("flow").getConsumer();
        Whatsapp360Configuration options = new Whatsapp360Configuration();
        options.setAllowUnauthenticated(true);
        FlowRequests requests = new FlowRequests(
                consumer,
                new FlowCipher(PemKey.read(file("pkcs8.pem"), "")),
                WebhookAuthenticator.ofFlows(options),
                maxWait);
        requests.start();
        return requests;
    }

    private CompletableFuture<Exchange> process(FlowRequests requests, String body) {
        Exchange request = new DefaultExchange(context);
        request.setMessage(new DefaultMessage(context));
        request.getMessage().setBody(body);
        CompletableFuture<Exchange> answered = new CompletableFuture<>();
        requests.process(request, doneSync -> answered.complete(request));
        return answered;
    }

    private static List<Object> statuses(List<CompletableFuture<Exchange>> answers) {
        return answers.stream()
                .map(answer -> answer.join().getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                .toList();
    }

    /** The routes are held until all requests are there, which may take long. */
    @Test
    void requestsBeyondTheBoundAre503AndTheOthersAreAnswered() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        answer(FLOW, exchange -> {
            held.await();
            exchange.getMessage().setBody(SCREEN);
        });
        FlowRequests requests = requests(Duration.ofHours(1));
        String body = emulatorRequest();
        List<CompletableFuture<Exchange>> slow = Stream.generate(() -> process(requests, body))
                .limit(FlowRequests.MAX_RUNNING)
                .toList();
        try (CapturedLog log = new CapturedLog()) {
            List<CompletableFuture<Exchange>> tooMany =
                    Stream.generate(() -> process(requests, body)).limit(50).toList();
            assertThat(statuses(tooMany)).hasSize(50).containsOnly(503);
            assertThat(log.lines())
                    .filteredOn(line -> line.text().contains("too many requests are in progress"))
                    .hasSize(1);
        }
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        await().until(() -> taken.size() == FlowRequests.MAX_RUNNING);
        assertThat(flow().ping().status()).isEqualTo(200);
        assertThat(report())
                .contains("requestsInProgress: " + FlowRequests.MAX_RUNNING, "BUSY: 50", "path: /flow")
                .doesNotContain(SECRET, "token-1");

        held.countDown();
        assertThat(statuses(slow)).hasSize(FlowRequests.MAX_RUNNING).containsOnly(200);
        await().until(() -> requests.inProgress() == 0);
        assertThat(statuses(List.of(process(requests, body)))).containsExactly(200);
        requests.stop();
        assertThat(statuses(List.of(process(requests, body)))).containsExactly(503);
        assertThat(meters.value("whatsapp360.flow.requests", "answer", "busy")).isEqualTo(50);
        assertThat(meters.value("whatsapp360.flow.requests", "answer", "answered"))
                .isEqualTo(FlowRequests.MAX_RUNNING + 2); // one is the health check
        assertThat(meters.value("whatsapp360.flow.duration")).isEqualTo(FlowRequests.MAX_RUNNING + 1);
        assertThat(meters.strangeTags()).isEmpty();
    }

    private String report() {
        return StateReport.text(
                context.getComponent("whatsapp360", Whatsapp360Component.class).report("", 1));
    }

    /** Returns what the emulator posts. */
    private String emulatorRequest() throws Exception {
        List<String> bodies = new ArrayList<>();
        com.sun.net.httpserver.HttpServer other =
                com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
        other.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        other.start();
        emulator()
                .flow(URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/"))
                .withPublicKey(file("public.pem"))
                .opens();
        other.stop(0);
        return bodies.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classpath:flow/pkcs8.pem",
                "classpath:flow/pkcs1-des3.pem&privateKeyPassword=flow-password",
                "#pair",
                "#key",
                "#pem",
                "file:{{folder}}/pkcs8-des3.pem&privateKeyPassword=RAW(flow-password)"
            })
    void aKeyHasManyPlaces(String key) throws Exception {
        context.getRegistry().bind("key", PemKey.read(file("pkcs8.pem"), ""));
        context.getRegistry().bind("pair", new KeyPair(null, PemKey.read(file("pkcs8.pem"), "")));
        context.getRegistry().bind("pem", file("pkcs8.pem"));
        context.getPropertiesComponent()
                .addInitialProperty("folder", FILES.toAbsolutePath().toString());
        answer(
                "whatsapp360:flow?webhookPath=/flow&allowUnauthenticated=true&privateKey=" + key,
                exchange -> exchange.getMessage().setBody(SCREEN));
        assertThat(flow().opens().screen()).isEqualTo("SLOTS");
    }

    @Test
    void anErrorAtStartSaysWhatToDo() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        context.getRegistry().bind("ec", keys.generateKeyPair());
        context.getRegistry().bind("number", 7);
        fails("clientSecret=x", "Option privateKey is missing. Set it to file:private.pem");
        fails("clientSecret=x&privateKey=file:none.pem", "cannot be read from file:none.pem");
        fails("clientSecret=x&privateKey=none", "is no private key in PEM");
        fails("clientSecret=x&privateKey=#ec", "is no RSA key");
        fails("clientSecret=x&privateKey=#number", "has a wrong type");
        fails("clientSecret=x&privateKey=classpath:flow/pkcs8-des3.pem", "set the option privateKeyPassword");
        fails(
                "clientSecret=x&privateKey=classpath:flow/pkcs8-des3.pem&privateKeyPassword=y",
                "privateKeyPassword does not fit");
        fails(KEY, "set clientSecret to the app secret", "allowUnauthenticated=true");
        assertThatThrownBy(() -> template.sendBody(FLOW, "x")).hasStackTraceContaining("whatsapp360:send");
        answer(SCREEN);
        assertThat(flow().opens().status()).isEqualTo(200);
    }

    private void fails(String options, String... texts) throws Exception {
        org.assertj.core.api.AbstractThrowableAssert<?, ?> failure =
                assertThatThrownBy(() -> answer("whatsapp360:flow?webhookPath=/flow&" + options, exchange -> {}));
        for (String text : texts) {
            failure.hasStackTraceContaining(text);
        }
        context.removeRoute("flow");
    }

    @Test
    void aFlowMessageLeadsToScreensAndToAnAnswer() throws Exception {
        String account = "whatsapp360:account?apiKey=" + emulator().apiKey() + "&operation=";
        assertThat(template.requestBody(account + "publicKey", null, FlowPublicKey.class)
                        .pem())
                .isEmpty();
        FlowPublicKey set = template.requestBody(
                account + "setPublicKey&" + KEY, "the body of something else", FlowPublicKey.class);
        assertThat(set.pem()).isEqualTo(file("public.pem"));
        FlowPublicKey read = template.requestBody(account + "publicKey", null, FlowPublicKey.class);
        assertThat(read.pem()).isEqualTo(set.pem());
        assertThat(read.signatureStatus()).isEqualTo("VALID");
        assertThat(read).hasToString("FlowPublicKey[VALID]");

        context.getRegistry().bind("slots", new FlowExample.Slots());
        context.addRoutes(new FlowExample());
        OutgoingMessage message = OutgoingMessage.of(Interactive.flow("Please choose a time.", "1122334455", "Book")
                .withParameter("flow_token", "visit-4711")
                .withParameter("flow_action", "data_exchange"));
        send("whatsapp360:send?apiKey=" + emulator().apiKey(), message);
        Flow flow = chat().flow(chat().awaitMessages(1).get(0), url()).withAppSecret(SECRET);
        assertThat(flow.ping().data().path("status").asText()).isEqualTo("active");
        assertThat(flow.opens().data().at("/slots/0/id").asText()).isEqualTo("9:00");
        assertThat(flow.withToken("another").opens().json().path("error_msg").asText())
                .isEqualTo("You have booked already");
        FlowAnswer end = flow.submits("CHOOSE", Map.of("slot", "9:00"));
        assertThat(end.screen()).isEqualTo("SUCCESS");
        assertThat(emulator().chat(TO).messages()).hasSize(1);
    }

    @Test
    void thePageShowsTheRouteAsItIs() throws IOException {
        String code = java.nio.file.Files.readString(Path.of("src/test/java/io/github/whatsapp360/FlowExample.java"));
        String page = java.nio.file.Files.readString(Path.of("..", "docs", "guide", "flows.md"));
        for (String part : code.split("// docs\\n")) {
            if (!part.startsWith("package")) {
                assertThat(page).contains(part.split("// end")[0].stripIndent().strip());
            }
        }
    }

    @Test
    void theKeyOfABodyIsSet() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        KeyPair pair = keys.generateKeyPair();
        String uri = "whatsapp360:account?operation=setPublicKey&apiKey="
                + emulator().apiKey();
        for (Object body : new Object[] {
            pair, pair.getPublic(), file("public.pem"), file("public.pem").getBytes(StandardCharsets.UTF_8)
        }) {
            assertThat(template.requestBody(uri, body, FlowPublicKey.class).pem())
                    .startsWith("-----BEGIN PUBLIC KEY");
        }
        keys.initialize(1024);
        assertThat(send(uri, keys.generateKeyPair()).getException()).isInstanceOf(ApiException.class);
        assertThat(send(uri, "x").getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("Option privateKey is missing");
    }

    @Test
    void eventsAndFlowsShareNoPath() throws Exception {
        answer(SCREEN);
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("whatsapp360:events?webhookPath=/flow&webhookAutoRegister=false&allowUnauthenticated=true")
                                .to("log:none");
                    }
                }))
                .hasStackTraceContaining("give each route a path of its own");
    }
}
