package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.MessageTemplate.Component;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Message templates are listed, read, created and deleted, and their sample files are uploaded. */
@Tag(EmulatorTest.BOTH_WAYS)
class TemplatesTest extends EmulatorTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension OWN =
            Whatsapp360EmulatorExtension.of(Whatsapp360Emulator.Builder::unlimited);

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        options.setBaseUrl(OWN.emulator().baseUrl());
        options.setApiKey(OWN.emulator().apiKey());
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:templates").to("whatsapp360:templates");
                from("direct:names")
                        .to("whatsapp360:templates?templateStatus=APPROVED")
                        .split(body())
                        .streaming()
                        .setBody(simple("${body.name} ${body.language}"))
                        .to("mock:names");
                // the example of the page
                from("direct:sample")
                        .to("whatsapp360:templates?operation=uploadSample")
                        .setBody(exchange -> MessageTemplate.of(
                                "invoice",
                                "en_US",
                                "UTILITY",
                                Component.mediaHeader(
                                        "DOCUMENT", exchange.getMessage().getBody(String.class)),
                                Component.body("Hello {{1}}, here is your invoice.", "Anna")))
                        .to("whatsapp360:templates?operation=create");
            }
        };
    }

    @BeforeEach
    void noTemplates() {
        for (MessageTemplate each : listed()) {
            assertThat(templates("delete", each, Map.of()).getException()).isNull();
        }
    }

    private Exchange templates(String operation, Object body, Map<String, Object> headers) {
        Map<String, Object> all = new java.util.HashMap<>(headers);
        all.put(Whatsapp360Constants.OPERATION, operation);
        return send("direct:templates", body, all);
    }

    private Object answer(String operation, Object body) {
        Exchange done = templates(operation, body, Map.of());
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody();
    }

    private List<MessageTemplate> listed() {
        return ((List<?>) answer("list", null))
                .stream().map(MessageTemplate.class::cast).toList();
    }

    private static MessageTemplate order(String name, String language) {
        return MessageTemplate.of(name, language, "UTILITY", Component.body("Order {{1}}", "7"));
    }

    private MessageTemplate create(MessageTemplate template) {
        return (MessageTemplate) answer("create", template);
    }

    @Test
    void aTemplateIsCreatedReadAndDeleted() {
        MessageTemplate created = create(order("order", "en"));
        assertThat(created.id()).matches("[0-9]+");
        assertThat(created.isApproved()).isTrue();
        assertThat(created.components()).hasSize(1);

        MessageTemplate read = (MessageTemplate) answer("get", created.id());
        assertThat(read.name()).isEqualTo("order");
        assertThat(read.quality()).isEqualTo("UNKNOWN");
        assertThat(((MessageTemplate) answer("get", "order")).id()).isEqualTo(created.id());
        assertThat(((MessageTemplate) answer("get", created)).id()).isEqualTo(created.id());

        assertThat(answer("delete", "order")).isEqualTo("order");
        assertThat(listed()).isEmpty();
        assertThat(templates("delete", "order", Map.of()).getException()).isInstanceOf(ApiException.class);
        assertThat(templates("get", created.id(), Map.of()).getException()).isInstanceOf(ApiException.class);
        assertThat(templates("get", "order", Map.of()).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("no template \"order\"");
    }

    @Test
    void aTextThatIsNoNameIsNotQuoted() {
        assertThat(templates("get", "Dear Anna, your order", Map.of()).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("a name has lower-case letters")
                .hasMessageNotContaining("Anna");
    }

    @Test
    void oneLanguageIsFoundAndDeleted() {
        create(order("order", "en"));
        create(order("order", "de"));
        assertThat(templates("get", "order", Map.of()).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("en, de");
        Map<String, Object> german =
                Map.of(Whatsapp360Constants.TEMPLATE_NAME, "order", Whatsapp360Constants.TEMPLATE_LANGUAGE, "de");
        assertThat(templates("get", null, german)
                        .getMessage()
                        .getBody(MessageTemplate.class)
                        .language())
                .isEqualTo("de");
        assertThat(templates("delete", null, german).getException()).isNull();
        assertThat(listed()).extracting(MessageTemplate::language).containsExactly("en");
        assertThat(templates("delete", null, german).getException()).isInstanceOf(InvalidMessageException.class);

        MessageTemplate english = create(order("other", "en"));
        create(order("other", "de"));
        assertThat(templates("delete", english.id(), Map.of()).getException()).isNull();
        assertThat(listed())
                .extracting(template -> template.name() + " " + template.language())
                .containsExactly("order en", "other de");
    }

    @Test
    void aListHasPagesAndFilters() throws Exception {
        for (int i = 0; i < 60; i++) {
            create(order("order_" + i, i % 2 == 0 ? "en" : "de"));
        }
        assertThat(listed()).hasSize(60);
        assertThat(requests("/message_templates?").stream()
                        .filter(path -> path.contains("after="))
                        .count())
                .isGreaterThanOrEqualTo(1);
        Map<String, Object> filter = Map.of(
                Whatsapp360Constants.TEMPLATE_LANGUAGE,
                "DE, fr",
                Whatsapp360Constants.TEMPLATE_STATUS,
                "approved",
                Whatsapp360Constants.TEMPLATE_CATEGORY,
                "UTILITY,MARKETING");
        Exchange filtered = templates("list", null, filter);
        assertThat((List<?>) filtered.getMessage().getBody()).hasSize(30);
        assertThat(filtered.getMessage().getBody(ArrayNode.class)).hasSize(30);
        assertThat(filtered.getMessage().getBody(String.class)).startsWith("[{");
        Exchange one = send("whatsapp360:templates?templateName=order_7", null);
        assertThat((List<?>) one.getMessage().getBody()).hasSize(1);

        getMockEndpoint("mock:names").expectedMessageCount(60);
        assertThat(send("direct:names", null).getException()).isNull();
        getMockEndpoint("mock:names").assertIsSatisfied();
    }

    private static List<String> requests(String start) {
        return OWN.emulator().requests().stream()
                .map(request -> request.path())
                .filter(path -> path.startsWith(start))
                .toList();
    }

    @Test
    void aBodyOfAnyFormIsCreated(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        String json = order("x", "en").json().toString();
        Path file = Files.writeString(folder.resolve("template.json"), json.replace("\"x\"", "\"in_a_file\""));
        create(MessageTemplate.of("one", "en", "UTILITY", Component.body("Hi")));
        answer("create", json.replace("\"x\"", "\"text\""));
        answer("create", order("node", "en").json());
        answer("create", file.toFile());
        answer(
                "create",
                new ByteArrayInputStream(json.replace("\"x\"", "\"stream\"").getBytes()));
        answer(
                "create",
                Map.of(
                        "name",
                        "map",
                        "language",
                        "en",
                        "category",
                        "MARKETING",
                        "components",
                        List.of(Map.of("type", "BODY", "text", "Hi"))));
        assertThat(listed())
                .extracting(MessageTemplate::name)
                .containsExactly("one", "text", "node", "in_a_file", "stream", "map");
        for (Object body : new Object[] {null, "", "no JSON", "[]", Map.of(), 7, Map.of("name", "")}) {
            assertThat(templates("create", body, Map.of()).getException())
                    .isInstanceOfAny(InvalidMessageException.class, ApiException.class);
        }
    }

    @Test
    void refusalsOfTheServiceAreTold() {
        create(order("order", "en"));
        assertThat(templates("create", order("order", "en"), Map.of()).getException())
                .isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.getSubcode()).hasValue(2388024);
                });
        assertThat(templates("create", MessageTemplate.of("a", "en", "UTILITY", Component.body("{{1}}")), Map.of())
                        .getException())
                .isInstanceOf(ApiException.class);
    }

    @Test
    void aSampleFileIsUploaded() {
        Exchange done = send(
                "direct:sample",
                sample("good/Müller's „Rechnung“ März 2026 🚀.pdf").toFile());
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(MessageTemplate.class).isApproved())
                .isTrue();
        MessageTemplate read = (MessageTemplate) answer("get", "invoice");
        assertThat(read.components()
                        .get(0)
                        .json()
                        .at("/example/header_handle/0")
                        .asText())
                .startsWith("4::application/pdf:");
    }

    @Test
    void aStreamIsUploadedTooAndATextIsNone() throws Exception {
        byte[] pdf = Files.readAllBytes(sample("good/Müller's „Rechnung“ März 2026 🚀.pdf"));
        assertThat((String) answer("uploadSample", new ByteArrayInputStream(pdf)))
                .startsWith("4::application/pdf:");
        assertThat(templates("uploadSample", "text", Map.of()).getException())
                .isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void faultsOfTheServiceAreRetriedIfTheyAreSafe() {
        OWN.emulator()
                .faults(FaultRule.on(FaultRule.On.ANY, Fault.Status.meta(500, 131000, "Something went wrong"))
                        .times(2));
        assertThat(listed()).isEmpty();

        OWN.emulator()
                .faults(FaultRule.on(FaultRule.On.ANY, new Fault.LoseAnswer()).times(1));
        assertThat(templates("create", order("order", "en"), Map.of()).getException())
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(listed()).hasSize(1);
        OWN.emulator().faults();
        assertThat(templates("move", null, Map.of()).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("delete, list, get, create, uploadSample");
        JsonNode json = templates("list", null, Map.of()).getMessage().getBody(JsonNode.class);
        assertThat(json.at("/0/name").asText()).isEqualTo("order");
    }
}
