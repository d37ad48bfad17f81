package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.whatsapp360.emulator.Chat;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.BusinessAccountEvent;
import io.github.whatsapp360.event.CallEvent;
import io.github.whatsapp360.event.EventError;
import io.github.whatsapp360.event.FlowEvent;
import io.github.whatsapp360.event.GroupEvent;
import io.github.whatsapp360.event.HandoverEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.NumberEvent;
import io.github.whatsapp360.event.OtherEvent;
import io.github.whatsapp360.event.Pricing;
import io.github.whatsapp360.event.StandbyEvent;
import io.github.whatsapp360.event.TemplateEvent;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.UserIdChange;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/guide/events-model.md shows code that runs, and names everything that an event has. */
class EventsModelPageTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "events-model.md");
    private static final Path EXAMPLES = Path.of("src/test/java/io/github/whatsapp360/EventsModelExamples.java");
    private static final Path ROUTES = Path.of("src/test/resources/events-model");
    private static final Path PAYLOADS = Path.of("src/test/resources/payloads/webhooks");
    private static final Pattern PLACE =
            Pattern.compile("<!-- (code|file): ([\\w.]+) -->\n.*?<!-- end -->", Pattern.DOTALL);

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final DefaultCamelContext context = new DefaultCamelContext();

    static Stream<Method> methods() {
        return Stream.of(
                        WebhookEvent.class,
                        InboundMessage.class,
                        InboundMessage.Media.class,
                        MessageStatus.class,
                        AccountEvent.class,
                        BusinessAccountEvent.class,
                        BusinessAccountEvent.Restriction.class,
                        CallEvent.class,
                        FlowEvent.class,
                        GroupEvent.class,
                        HandoverEvent.class,
                        NumberEvent.class,
                        OtherEvent.class,
                        StandbyEvent.class,
                        TemplateEvent.class,
                        UserEvent.class,
                        UserIdChange.class,
                        EventError.class,
                        Pricing.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !List.of("equals", "hashCode", "toString").contains(method.getName()));
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
    }

    @Test
    void thePageShowsTheCodeAsItIs() throws IOException {
        String page = Files.readString(PAGE);
        StringBuilder made = new StringBuilder();
        Matcher matcher = PLACE.matcher(page);
        while (matcher.find()) {
            matcher.appendReplacement(made, Matcher.quoteReplacement(show(matcher.group(1), matcher.group(2))));
        }
        matcher.appendTail(made);
        Path copy = Files.writeString(Path.of("target", "events-model.md"), made);
        assertThat(page).as("docs/guide/events-model.md; copy %s over it", copy).isEqualTo(made.toString());
        assertThat(PLACE.matcher(page).results().map(place -> place.group(2)))
                .containsExactlyInAnyOrder("route", "routes.yaml", "routes.xml", "bean", "parse");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void thePageNamesEveryMethod(Method method) throws IOException {
        assertThat(Files.readString(PAGE)).containsPattern("`" + method.getName() + "(\\(|`)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theRouteAnswersMessagesKeepsFilesAndTellsOfFailures(String language) throws Exception {
        start(language);
        MockEndpoint undelivered = context.getEndpoint("mock:undelivered", MockEndpoint.class);
        MockEndpoint file = context.getEndpoint("mock:file", MockEndpoint.class);

        take("text-reply");
        Chat chat = SERVICE.emulator().chat("491713920023");
        ChatMessage answer = chat.awaitMessages(1).get(0);
        assertThat(answer.text()).isEqualTo("Thank you, Ada Beispiel. We read: Ja, bitte.");
        assertThat(answer.json().at("/context/message_id").asText())
                .isEqualTo(((InboundMessage) event("text-reply")).id());

        take("status-failed");
        assertThat(undelivered.getExchanges()).hasSize(1);

        byte[] bytes = Files.readAllBytes(Path.of(System.getProperty("samples.dir"), "good", "invoice.pdf"));
        JsonNode sent = chat.sends(bytes, "invoice.pdf", "application/pdf", "");
        take(WebhookJson.read(
                        NODES.objectNode().set("messages", NODES.arrayNode().add(sent)))
                .get(0));
        assertThat(file.getExchanges()).hasSize(1);
        assertThat(file.getExchanges().get(0).getMessage().getHeader("CamelWhatsapp360MediaId"))
                .isNotNull();

        take("status-read");
        take("edit-text");
        take("media-undownloaded");
        take("template-status");
        assertThat(chat.messages()).hasSize(1);
    }

    @Test
    void aBeanTellsTheKindsApart() throws IOException {
        assertThat(EventsModelExamples.handle(event("meta-location-message"))).isEqualTo("north of the equator: true");
        assertThat(EventsModelExamples.handle(event("status-read"))).isEqualTo("arrived: ");
        assertThat(EventsModelExamples.handle(event("template-status")))
                .isEqualTo("template order_confirmation: INVALID_FORMAT");
        assertThat(EventsModelExamples.handle(event("user-preferences"))).isEqualTo("no marketing to 491713920023");
        assertThat(EventsModelExamples.handle(event("status-sent"))).isEmpty();
    }

    @Test
    void aTestMakesAnEvent() {
        InboundMessage message = EventsModelExamples.parse();
        assertThat(message.text()).isEqualTo("Hello?");
        assertThat(message.contactName()).isEqualTo("Ada");
    }

    private void start(String language) throws Exception {
        Whatsapp360Configuration options =
                context.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration();
        options.setBaseUrl(SERVICE.emulator().baseUrl());
        options.setApiKey(SERVICE.emulator().apiKey());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:undelivered").to("mock:undelivered");
                from("direct:file").to("mock:file");
            }
        });
        if (language.equals("java")) {
            context.addRoutes(new EventsModelExamples());
        } else {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context)
                            .resolveResource("file:" + ROUTES.resolve("routes." + language)));
        }
        AdviceWith.adviceWith(context, "answers", route -> route.replaceFromWith("direct:events"));
        context.start();
    }

    private void take(String payload) throws IOException {
        take(event(payload));
    }

    private void take(WebhookEvent event) {
        try (var template = context.createProducerTemplate()) {
            template.sendBody("direct:events", event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WebhookEvent event(String payload) throws IOException {
        return WebhookJson.read(Files.readAllBytes(PAYLOADS.resolve(payload + ".json")))
                .get(0);
    }

    private static String show(String what, String name) throws IOException {
        String language = what.equals("code") ? "java" : name.substring(name.indexOf('.') + 1);
        String code = what.equals("code") ? code(name) : Files.readString(ROUTES.resolve(name));
        return "<!-- " + what + ": " + name + " -->\n```" + language + "\n" + code + "```\n<!-- end -->";
    }

    private static String code(String name) throws IOException {
        Matcher matcher = Pattern.compile(" // example: " + name + "\n(.*?)\n *// end\n", Pattern.DOTALL)
                .matcher(Files.readString(EXAMPLES));
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1).stripIndent() + "\n";
    }
}
