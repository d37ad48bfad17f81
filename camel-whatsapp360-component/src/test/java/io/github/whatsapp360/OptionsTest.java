package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.repository.MessageRepository;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A mistake in the configuration is named when the route is built, with what would be right. */
class OptionsTest extends EmulatorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whatsapp360:sned | whatsapp360:sned | whatsapp360:media, whatsapp360:send",
                "whatsapp360:send?captoin=x | captoin | caption, clientSecret, confirm, confirmTimeout",
                "whatsapp360:send?type=hologram | type=hologram | image, video, audio, sticker, document",
                "whatsapp360:media?operation=frobnicate | operation=frobnicate | upload, info, download, delete",
                "whatsapp360:media?operation=typing | Option operation=typing | accepted: upload, info, download, delete",
                "whatsapp360:send?operation=info | Option operation=info | accepted: send, markRead, typing",
                "whatsapp360:send?confirm=often | Option confirm=often | accepted: accepted, sent, delivered, read, answered",
                "whatsapp360:send?to=abc | Option to | country code",
                "whatsapp360:send?baseUrl=waba | Option baseUrl | https://waba-v2.360dialog.io",
                "whatsapp360:send?baseUrl=https://user:secret@host | Option baseUrl | http",
                "whatsapp360:send?maxRetries=-1 | maxRetries=-1 | at least 0",
                "whatsapp360:send?rateLimitFallback=-0.1 | rateLimitFallback=-0.1 | between 0 and 1",
                "whatsapp360:send?rateLimitFallback=1.1 | rateLimitFallback=1.1 | between 0 and 1",
                "whatsapp360:send?rateLimitFallback=NaN | rateLimitFallback=NaN | between 0 and 1",
                "whatsapp360:send?responseTimeout=0 | responseTimeout=0 | at least 1",
                "whatsapp360:send?maxRetries=many | maxRetries | many",
                "whatsapp360:send?apiKey=RAW(two words) | Option apiKey | space",
                "whatsapp360:send?proxyHost=localhost | proxyHost | together",
                "whatsapp360:send?proxyAuthScheme=ftp | proxyAuthScheme=ftp | http, https",
            })
    void aWrongOptionIsNamedWithWhatIsAccepted(String uri, String named, String accepted) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasStackTraceContaining(named)
                .hasStackTraceContaining(accepted);
    }

    /** A message repository changes which messages are accepted, and the other types are not only ours. */
    @Test
    void ofTheStoresOnlyThatOfMediaIdsIsTakenFromTheRegistry() throws Exception {
        MediaIdStore store = MediaIdStore.inMemory(1);
        for (boolean enabled : new boolean[] {true, false}) {
            CamelContext other = new DefaultCamelContext();
            other.getRegistry().bind("media", store);
            other.getRegistry().bind("messages", MessageRepository.inMemory(1));
            other.getRegistry().bind("events", MemoryIdempotentRepository.memoryIdempotentRepository());
            Whatsapp360Component component = new Whatsapp360Component();
            component.setAutowiredEnabled(enabled);
            other.addComponent("whatsapp360", component);
            Whatsapp360Configuration options = component.getConfiguration();
            assertThat(options.getMediaIdStore()).isSameAs(enabled ? store : null);
            assertThat(options.getMessageRepository()).isNull();
            assertThat(options.getIdempotentRepository()).isNull();
            assertThat(options.getRateLimitStore()).isNull();
            other.stop();
        }
    }

    @Test
    void aMissingKeyIsNamed() {
        context.getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .setApiKey(null);
        assertThatThrownBy(() -> context.getEndpoint("whatsapp360:send"))
                .hasStackTraceContaining("Option apiKey is missing")
                .hasStackTraceContaining("camel.component.whatsapp360.api-key");
    }

    @Test
    void aWrongKeyIsTheServicesRefusal() {
        Exchange exchange = send("whatsapp360:send?apiKey=wrong-key-0815", "hello");
        assertThat(exchange.getException()).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.getStatus()).isEqualTo(401);
            assertThat(refusal.isRetryable()).isFalse();
            assertThat(refusal).hasMessageContaining("apiKey").hasMessageNotContaining("0815");
        });
        assertThat(emulator().requests()).hasSize(1);
    }

    @Test
    void aMissingRecipientIsNamed() {
        context.getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .setTo(null);
        Exchange exchange = send("whatsapp360:send", "hello");
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360To")
                .hasMessageContaining("option 'to'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "media | CamelWhatsapp360Operation | shred    | upload, info, download, delete",
                "media | CamelWhatsapp360Operation | markRead | upload, info, download, delete",
                "send  | CamelWhatsapp360Operation | download | send, markRead, typing",
                "send  | CamelWhatsapp360Type      | hologram | image, video, audio, sticker, document",
            })
    void anUnknownValueInAHeaderIsNamed(String action, String header, String value, String accepted) {
        Exchange exchange = send("whatsapp360:" + action, new byte[] {1}, Map.of(header, value));
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("\"" + value + "\" is unknown; accepted: " + accepted);
        assertThat(emulator().requests()).isEmpty();
    }

    /** The texts of the documentation, and the other texts that Camel takes for an enum. */
    @ParameterizedTest
    @CsvSource({
        "markRead, document, delivered",
        "MARK_READ, DOCUMENT, DELIVERED",
        "mark-read, Document, Delivered",
        "mark_read, dOCUMENT, dELIVERED"
    })
    void anOptionTakesEachTextThatCamelTakesForAnEnum(String operation, String type, String confirm) {
        Whatsapp360Configuration options = context.getEndpoint(
                        "whatsapp360:send?operation=" + operation + "&type=" + type + "&confirm=" + confirm,
                        Whatsapp360Endpoint.class)
                .getConfiguration();
        assertThat(options.getOperation()).isEqualTo(Whatsapp360Operation.MARK_READ);
        assertThat(options.getType()).isEqualTo(MediaKind.DOCUMENT);
        assertThat(options.getConfirm()).isEqualTo(Whatsapp360Confirmation.DELIVERED);
    }

    static Stream<Arguments> enums() {
        return Stream.of(
                Arguments.of("properties", "type", MediaKind.values()),
                Arguments.of("headers", Whatsapp360Constants.TYPE, MediaKind.values()),
                Arguments.of("properties", "operation", Whatsapp360Operation.values()),
                Arguments.of("headers", Whatsapp360Constants.OPERATION, Whatsapp360Operation.values()),
                Arguments.of("properties", "confirm", Whatsapp360Confirmation.values()));
    }

    @ParameterizedTest
    @MethodSource("enums")
    void theCatalogListsEachValue(String kind, String name, Enum<?>[] values) throws Exception {
        JsonNode option = new ObjectMapper()
                .readTree(OptionsTest.class.getResource("/META-INF/io/github/whatsapp360/whatsapp360.json"))
                .path(kind)
                .path(name);
        assertThat(option.path("javaType").asText())
                .isEqualTo(values.getClass().getComponentType().getName());
        assertThat(option.path("enum"))
                .extracting(JsonNode::asText)
                .containsExactly(Arrays.stream(values).map(EnumOption::text).toArray(String[]::new));
    }

    static Stream<Arguments> operationsOfActions() {
        return Arrays.stream(Whatsapp360Endpoint.Action.values())
                .flatMap(action -> Arrays.stream(Whatsapp360Operation.values())
                        .filter(operation -> operation.isOf(action))
                        .map(operation -> Arguments.of(action, operation)));
    }

    /** A producer refuses an operation that it does not know in the same way as that of another action. */
    @ParameterizedTest
    @MethodSource("operationsOfActions")
    void theProducerOfItsActionKnowsEachOperation(Whatsapp360Endpoint.Action action, Whatsapp360Operation operation) {
        String uri = "whatsapp360:" + action.path() + "?operation=" + EnumOption.text(operation);
        Exception failure = send(uri, "x").getException();
        assertThat(failure == null ? "" : failure.getMessage()).doesNotContain("is unknown");
    }

    static Stream<Object> operations() {
        return Stream.of("markRead", "MARK_READ", "mark-read", " markRead ", Whatsapp360Operation.MARK_READ);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aHeaderTakesTheTextAndTheEnum(Object operation) {
        Exchange exchange = send("whatsapp360:send", "wamid.ABC", Map.of(Whatsapp360Constants.OPERATION, operation));
        assertThat(exchange.getException()).isNull();
        assertThat(messages()).singleElement().satisfies(request -> assertThat(request.body())
                .contains("\"status\":\"read\""));
    }

    @Test
    void theTypeInAHeaderMayBeTheEnum() {
        Map<String, Object> headers =
                Map.of(Whatsapp360Constants.MEDIA_ID, "1", Whatsapp360Constants.TYPE, MediaKind.VIDEO);
        send("whatsapp360:send", null, headers);
        assertThat(messages()).singleElement().satisfies(request -> assertThat(request.body())
                .contains("\"video\":{\"id\":\"1\"}"));
    }

    @Test
    void theOptionsOfJavaAreEnums() {
        Whatsapp360Configuration options =
                context.getComponent("whatsapp360", Whatsapp360Component.class).getConfiguration();
        options.setOperation(Whatsapp360Operation.TYPING);
        Exchange exchange = send("whatsapp360:send", "wamid.ABC");
        options.setOperation(null);
        assertThat(exchange.getException()).isNull();
        assertThat(messages()).singleElement().satisfies(request -> assertThat(request.body())
                .contains("typing_indicator"));
    }

    /** The properties of an application are set on the component before there is an endpoint. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type | hologram | image, video, audio, sticker, document",
                "operation | shred | upload, info, download, delete, send, markRead, typing, unresolved, health, profile, "
                        + "updateProfile, block, unblock, blocked, webhooks, publicKey, setPublicKey, list, get, create, uploadSample",
                "confirm | often | accepted, sent, delivered, read, answered",
            })
    void aWrongOptionOfTheComponentIsNamed(String option, String value, String accepted) {
        Whatsapp360Component component = context.getComponent("whatsapp360", Whatsapp360Component.class);
        assertThatThrownBy(() -> PropertyBindingSupport.build()
                        .withCamelContext(context)
                        .withTarget(component)
                        .withConfigurer(component.getComponentPropertyConfigurer())
                        .withProperty(option, value)
                        .bind())
                .rootCause()
                .hasMessage("Option " + option + "=" + value + " is unknown; accepted: " + accepted);
    }

    @Test
    void itCannotBeUsedToReceive() {
        assertThatThrownBy(() -> context.getEndpoint("whatsapp360:send").createConsumer(exchange -> {}))
                .hasMessageContaining("to(…)");
    }

    @Test
    void anEndpointOverridesTheComponent() {
        Whatsapp360Endpoint endpoint = context.getEndpoint(
                "whatsapp360:send?to=4917099&maxRetries=7&connectTimeout=2s", Whatsapp360Endpoint.class);
        assertThat(endpoint.getConfiguration().getTo()).isEqualTo("4917099");
        assertThat(endpoint.getConfiguration().getMaxRetries()).isEqualTo(7);
        assertThat(endpoint.getConfiguration().getConnectTimeout()).isEqualTo(2000);
        assertThat(endpoint.getConfiguration().getApiKey()).isEqualTo(emulator().apiKey());
    }
}
