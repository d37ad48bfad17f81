package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.FaultRelay;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.message.OutgoingMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.message.SentMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every published example goes out as it was written, whichever body it comes in; only what is missing is filled in.
 */
@Tag(EmulatorTest.BOTH_WAYS)
class WireTest extends EmulatorTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    static final Whatsapp360EmulatorExtension PREMISES = Whatsapp360EmulatorExtension.of(
            builder -> builder.hosting(EmulatedHosting.ON_PREMISE).unlimited());

    static Stream<Arguments> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/payloads"))) {
            List<Path> examples = files.filter(file -> file.toString().matches(".*(meta-messages|seed).*\\.json"))
                    .toList();
            assertThat(examples).hasSizeGreaterThan(60);
            return examples.stream().flatMap(file -> Stream.of("Map", "JSON text", "JsonNode", "Message")
                    .map(form -> Arguments.of(file.getFileName().toString(), form, file)));
        }
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("examples")
    void anExampleGoesOutAsItIs(String name, String form, Path file) throws Exception {
        boolean premises = name.startsWith("on-premise");
        ObjectNode example = (ObjectNode) MAPPER.readTree(file.toFile());
        boolean receipt = example.has("status");
        String uri = "whatsapp360:send?validate=false&to=RAW(" + TO + ")";
        uri += premises ? "&hosting=ON_PREMISE&baseUrl=" + PREMISES.emulator().baseUrl() : "";

        Exchange exchange =
                switch (form) {
                    case "Map" -> send(uri, MAPPER.convertValue(example, Map.class));
                    case "JsonNode" -> send(uri, example.deepCopy());
                    case "Message" ->
                        receipt
                                ? send(uri, example.deepCopy())
                                : send(
                                        uri,
                                        context.getTypeConverter()
                                                .convertTo(OutgoingMessage.class, example.deepCopy()));
                    default -> send(uri, example.toPrettyString(), Map.of(Exchange.CONTENT_TYPE, "application/json"));
                };

        Whatsapp360Emulator service = premises ? PREMISES.emulator() : emulator();
        assertThat(service.requests()).as("%s", exchange.getException()).hasSize(1);
        RecordedRequest request = service.requests().get(0);
        ObjectNode sent = (ObjectNode) MAPPER.readTree(request.body());
        if (!receipt) {
            if (!example.has("biz_opaque_callback_data")) {
                assertThat(sent.remove("biz_opaque_callback_data").asText()).isNotEmpty();
            }
            fillIn(example, "to", TO);
            example.put(
                    "to", Recipient.normalized(example.get("to").asText())); // the only field with a form of its own
            fillIn(example, "recipient_type", "individual");
            if (!premises) {
                fillIn(example, "messaging_product", "whatsapp");
            }
        }
        assertThat((JsonNode) sent).isEqualTo(example);
    }

    @Test
    void theAnswersOfTheSeedDocumentAreUnderstood() {
        try (FaultRelay relay = emulator().relay()) {
            String options = "?maxRetries=0&baseUrl=" + relay.baseUrl();
            relay.next(
                    new Fault.Garbage("{\"id\":\"<MEDIA_ID>\"}"),
                    new Fault.Garbage(
                            "{\"messages\":[{\"id\":\"x\"}],\"meta\":{\"api_status\":\"stable\",\"version\":\"2.35.4\"}}"));

            Exchange upload = send("whatsapp360:media" + options, sample("good/invoice.pdf"));
            Exchange message = send("whatsapp360:send" + options + "&hosting=ON_PREMISE", "hello");

            assertThat(upload.getMessage().getBody(UploadedMedia.class).id()).isEqualTo("<MEDIA_ID>");
            assertThat(message.getMessage().getBody(SentMessage.class).id()).isEqualTo("x");
        }
    }

    private static void fillIn(ObjectNode json, String field, String value) {
        if (!json.has(field)) {
            json.put(field, value);
        }
    }
}
