package io.github.whatsapp360.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.api.MessageTemplate.Button;
import io.github.whatsapp360.api.MessageTemplate.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Message templates keep their JSON, and read what the documentation shows. */
class MessageTemplateTest {

    private static final Path PAYLOADS = Path.of("src/test/resources/payloads/meta-templates");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stream<Path> requests() throws IOException {
        try (Stream<Path> files = Files.list(PAYLOADS)) {
            return files
                    .filter(file -> file.getFileName().toString().matches("(create|docs)-.*json"))
                    .toList()
                    .stream();
        }
    }

    private static JsonNode payload(String name) throws IOException {
        return MAPPER.readTree(PAYLOADS.resolve(name + ".json").toFile());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void anExampleKeepsItsJson(Path file) throws IOException {
        JsonNode json = MAPPER.readTree(file.toFile());
        MessageTemplate template = MAPPER.treeToValue(json, MessageTemplate.class);
        assertThat(MAPPER.<JsonNode>valueToTree(template)).isEqualTo(json);
        assertThat(template.name()).isNotEmpty();
        assertThat(template.category()).isIn("MARKETING", "UTILITY", "AUTHENTICATION");
        assertThat(template.components()).extracting(Component::type).contains("BODY");
        assertThat(template.components())
                .allSatisfy(part -> assertThat(MAPPER.treeToValue(part.json(), Component.class))
                        .isEqualTo(part));
        assertThat(template.toString()).doesNotContain(template.name());
    }

    @Test
    void theListOfTheDocumentationIsRead() throws IOException {
        JsonNode data = payload("list").path("data");
        MessageTemplate promo = new MessageTemplate(data.get(1));
        assertThat(promo.id()).isEqualTo("920070352646140");
        assertThat(promo.name()).isEqualTo("2023_april_promo");
        assertThat(promo.language()).isEqualTo("en_US");
        assertThat(promo.isApproved()).isTrue();
        assertThat(promo.rejectedReason()).isEmpty();
        assertThat(promo.quality()).isEmpty();
        assertThat(promo.hasNamedPlaceholders()).isFalse();
        assertThat(promo.components().get(1).placeholders()).containsExactly("1", "2");
        assertThat(promo.components().get(3).buttons()).singleElement().satisfies(button -> assertThat(button.text())
                .isEqualTo("Stop promotions"));

        MessageTemplate named = new MessageTemplate(payload("docs-named"));
        assertThat(named.hasNamedPlaceholders()).isTrue();
        assertThat(named.components().get(1).placeholders()).containsExactly("order_id", "customer_name");
    }

    @Test
    void wordsOfTheOlderFormAreTheSame() throws IOException {
        MessageTemplate template = new MessageTemplate(
                MAPPER.readTree(
                        """
                {"status":"rejected","rejected_reason":"INVALID_FORMAT","category":"utility","quality_score":{"score":"red"},
                 "components":[{"type":"carousel","cards":[{"components":[{"type":"header","format":"image"}]}]}]}"""));
        assertThat(template.status()).isEqualTo("REJECTED");
        assertThat(template.rejectedReason()).isEqualTo("INVALID_FORMAT");
        assertThat(template.category()).isEqualTo("UTILITY");
        assertThat(template.quality()).isEqualTo("RED");
        assertThat(template.components().get(0).cards())
                .singleElement()
                .satisfies(card -> assertThat(card.get(0).format()).isEqualTo("IMAGE"));
        assertThat(new MessageTemplate(TextNode.valueOf("odd")).components()).isEmpty();
    }

    @Test
    void aTemplateIsBuiltInTheFormOfTheApi() throws IOException {
        MessageTemplate template = MessageTemplate.of(
                        "order",
                        "en_US",
                        "UTILITY",
                        Component.mediaHeader("DOCUMENT", "4::aW"),
                        Component.body("Order {{1}} of {{2}}", "7", "Anna"),
                        Component.footer("Bye"),
                        Component.buttons(
                                Button.quickReply("Stop"),
                                Button.url("Track", "https://example.com/{{1}}", "https://example.com/7"),
                                Button.phoneNumber("Call", "+4915112345678"),
                                Button.copyCode("25OFF")))
                .with("allow_category_change", MAPPER.getNodeFactory().booleanNode(true));
        assertThat(template.json())
                .isEqualTo(
                        MAPPER.readTree(
                                """
                        {"name":"order","language":"en_US","category":"UTILITY","components":[
                         {"type":"HEADER","format":"DOCUMENT","example":{"header_handle":["4::aW"]}},
                         {"type":"BODY","text":"Order {{1}} of {{2}}","example":{"body_text":[["7","Anna"]]}},
                         {"type":"FOOTER","text":"Bye"},
                         {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Stop"},
                          {"type":"URL","text":"Track","url":"https://example.com/{{1}}","example":["https://example.com/7"]},
                          {"type":"PHONE_NUMBER","text":"Call","phone_number":"+4915112345678"},
                          {"type":"COPY_CODE","example":"25OFF"}]}],"allow_category_change":true}"""));
        assertThat(template.components().get(3).buttons().get(1).placeholders()).containsExactly("1");
        assertThat(template.withoutSamples().json().findValues("example")).isEmpty();
        assertThat(template.json().findValues("example")).hasSize(4);
        assertThat(List.of(
                        Component.header("Hi {{1}}", "Anna").json().at("/example/header_text/0"),
                        Component.header("Hi").json().path("example")))
                .extracting(JsonNode::asText)
                .containsExactly("Anna", "");
    }
}
