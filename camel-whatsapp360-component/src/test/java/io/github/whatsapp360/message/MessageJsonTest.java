package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.whatsapp360.media.MediaKind;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageJsonTest {

    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final ObjectMapper ODD = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_EMPTY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'to':'49151','type':'text','text':{'body':'hi'}}",
                "{'to':'49151','type':'text','text':{'body':'hi','preview_url':true}}",
                "{'to':'49151','type':'text','text':{'body':'hi','preview_url':false}}",
                "{'to':'49151','type':'text','text':{'body':'','preview_url':'yes','new':null}}",
                "{'to':49151,'type':'text','text':{'body':7}}",
                "{'to':null,'type':'text','text':null}",
                "{'to':'','type':'text'}",
                "{'type':'text','text':'not an object'}",
                "{'type':'image','image':{'id':'1','caption':'c','filename':'f'}}",
                "{'type':'image','image':{'link':'https://a','id':null,'provider':{'name':'p'}}}",
                "{'type':'document','document':{'id':1,'caption':[]}}",
                "{'type':'sticker','sticker':{}}",
                "{'type':'location','location':{'latitude':53.50,'longitude':'10'}}",
                "{'type':'hologram','hologram':[1,2,{'a':null}],'other':{'b':1.0}}",
                "{'type':7,'text':{'body':'x'}}",
                "{'text':{'body':'no type'}}",
                "{'context':{'message_id':'wamid.1'},'type':'text','text':{'body':'x'}}",
                "{'context':{'message_id':'wamid.1','more':true},'type':'text','text':{'body':'x'}}",
                "{'context':{'message_id':7},'type':'text','text':{'body':'x'}}",
                "{'context':{}}",
                "{'context':[],'type':'text','text':{'body':'x'}}",
                "{'context':'wamid.1','type':'text','text':{'body':'x'}}",
                "{'type':'text','text':null}",
                "{'type':'text','text':[]}",
                "{'type':'text','text':{}}",
                "{'type':'text','text':{'body':null,'preview_url':null}}",
                "{'type':'text','text':{'body':'Zeile 1\\nGrüße 🚀 \\u0000','preview_url':1}}",
                "{'type':''}",
                "{'type':null,'null':{'a':1}}",
                "{'type':'image'}",
                "{'type':'image','image':null}",
                "{'type':'image','image':'id'}",
                "{'type':'image','image':{'id':'','link':'','caption':'','filename':''}}",
                "{'type':'video','video':{'id':null,'link':7,'caption':{},'filename':[]}}",
                "{'type':'audio','audio':{'id':'1','voice':true}}",
                "{'type':'image','image':{'id':'1'},'video':{'id':'2'}}",
                "{'type':'Image','Image':{'id':'1'}}",
                "{'to':'1','type':'to'}",
                "{'type':'type'}",
                "{'type':'context','context':{'message_id':'wamid.1'}}",
                "{'type':'biz_opaque_callback_data','biz_opaque_callback_data':'ref'}",
                "{'biz_opaque_callback_data':'','to':'','type':'text','text':{'body':'x'}}",
                "{'biz_opaque_callback_data':7,'recipient':'US.1349','messaging_product':null}",
                "{'type':'reaction','reaction':{'message_id':'wamid.1','emoji':''}}",
                "{'type':'contacts','contacts':[{'name':{'formatted_name':'N'},'phones':[]}]}",
                "{'type':'template','template':{'name':'n','language':{'code':'de'},'components':[{'type':'body','parameters':[]}]}}",
                "{'n':[0,-1,1.5,0.1000,12345678901234567890123,9007199254740993,true,false,null,'',{},[]]}",
                "{'status':'read','message_id':'wamid.1','typing_indicator':{'type':'text'}}",
                "{'':{'':''}}",
                "{'context':null,'biz_opaque_callback_data':'ref','messaging_product':'whatsapp','recipient_type':'group'}",
            })
    void readingAndWritingLosesNothing(String quoted) throws Exception {
        JsonNode json = PLAIN.readTree(quoted.replace('\'', '"'));
        assertThat((JsonNode) MessageJson.write(MessageJson.read((ObjectNode) json)))
                .isEqualTo(json);
        assertThat(PLAIN.readTree(PLAIN.writeValueAsString(PLAIN.treeToValue(json, OutgoingMessage.class))))
                .isEqualTo(json);
        assertThat(PLAIN.readTree(ODD.writeValueAsString(ODD.treeToValue(json, OutgoingMessage.class))))
                .isEqualTo(json);
    }

    @Test
    void aMessageInsideSomethingElseIsWrittenTheSame() throws Exception {
        OutgoingMessage message =
                OutgoingMessage.text("hi").withTo("49151").withReplyTo("w").withCallbackData("ref");
        String alone = "{\"to\":\"49151\",\"type\":\"text\",\"text\":{\"body\":\"hi\"},"
                + "\"context\":{\"message_id\":\"w\"},\"biz_opaque_callback_data\":\"ref\"}";
        assertThat(PLAIN.writeValueAsString(message)).isEqualTo(alone);
        for (ObjectMapper mapper : List.of(PLAIN, ODD)) {
            assertThat(PLAIN.readTree(mapper.writeValueAsString(Map.of("messages", List.of(message)))))
                    .isEqualTo(PLAIN.readTree("{\"messages\":[" + alone + "]}"));
            assertThat(mapper.<JsonNode>valueToTree(message)).isEqualTo(PLAIN.readTree(alone));
            assertThat(mapper.convertValue(mapper.convertValue(message, Map.class), OutgoingMessage.class))
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'context':{'message_id':''}}", "{'type':'text','context':{'message_id':''},'text':{}}"})
    void aReplyToNothingIsKeptAsItCame(String quoted) throws Exception {
        JsonNode json = PLAIN.readTree(quoted.replace('\'', '"'));
        assertThat((JsonNode) MessageJson.write(MessageJson.read((ObjectNode) json)))
                .isEqualTo(json);
    }

    @Test
    void aMapperThatWrapsItsRootWrapsAMessageOnce() throws Exception {
        ObjectMapper wrapping = JsonMapper.builder()
                .enable(SerializationFeature.WRAP_ROOT_VALUE)
                .build();
        assertThat(PLAIN.readTree(wrapping.writeValueAsString(OutgoingMessage.text("hi"))))
                .isEqualTo(PLAIN.readTree("{\"OutgoingMessage\":{\"type\":\"text\",\"text\":{\"body\":\"hi\"}}}"));
    }

    static Stream<OutgoingMessage> messages() {
        return Stream.of(
                OutgoingMessage.text(""),
                OutgoingMessage.text("hi").withTo("49151").withReplyTo("w").withCallbackData("ref"),
                OutgoingMessage.of(new Text("hi", true, Map.of("x", NullNode.getInstance()))),
                OutgoingMessage.of(new Media(
                        MediaKind.DOCUMENT, "1", "", "c", "f.pdf", "", false, Map.of("x", IntNode.valueOf(7)))),
                OutgoingMessage.of(Media.ofLink(MediaKind.STICKER, "https://example.com/s.webp")),
                OutgoingMessage.of(Media.ofId(MediaKind.AUDIO, "")),
                OutgoingMessage.of(
                        new UnknownContent("hologram", PLAIN.createArrayNode().add(1))),
                OutgoingMessage.text("x").withTo("1").withIdentityKeyHash("DF2lS5v2W6x="),
                new OutgoingMessage(
                        "1", Text.of("x"), "", "", "", Map.of("recipient_type", TextNode.valueOf("group"))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void writingAndReadingGivesTheSameMessage(OutgoingMessage message) throws Exception {
        assertThat(MessageJson.read(MessageJson.write(message))).isEqualTo(message);
        assertThat(PLAIN.readValue(ODD.writeValueAsString(message), OutgoingMessage.class))
                .isEqualTo(message);
        assertThat(ODD.readValue(PLAIN.writeValueAsString(message), OutgoingMessage.class))
                .isEqualTo(message);
    }

    @Test
    void writingChangesNeitherTheMessageNorWhatItWasReadFrom() throws Exception {
        ObjectNode json = (ObjectNode) PLAIN.readTree("{\"type\":\"text\",\"text\":{\"body\":\"x\"},\"more\":1}");
        ObjectNode before = json.deepCopy();
        OutgoingMessage message = MessageJson.read(json);
        MessageJson.write(message).put("messaging_product", "whatsapp");
        assertThat(json).isEqualTo(before);
        assertThat((JsonNode) MessageJson.write(message)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "7", "true"})
    void whatIsNoObjectIsNoMessage(String json) {
        assertThatThrownBy(() -> PLAIN.readValue(json, OutgoingMessage.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("a message is a JSON object");
    }

    @Test
    void theTextOfAMessageSaysNothingOfWhatIsInIt() {
        OutgoingMessage message =
                OutgoingMessage.text("secret").withTo("4915112345678").withCallbackData("secret");
        assertThat(message).hasToString("OutgoingMessage[text]");
        assertThat(SentMessage.of("wamid.1", "4915112345678").withCallbackData("secret"))
                .hasToString("SentMessage[id=wamid.1, status=accepted]");
    }

    /** Contents must not get into a log, neither whole nor by one of their parts. */
    @Test
    void theTextOfAContentSaysNothingOfWhatIsInIt() throws Exception {
        String secret = "4915112345678";
        List<Content> contents = List.of(
                Text.of(secret),
                Media.ofLink(MediaKind.DOCUMENT, secret).withCaption(secret).withFilename(secret),
                Location.of(1, 2).withName(secret).withAddress(secret),
                Contacts.of(Contacts.Contact.of(secret, secret)
                        .withPhone(secret)
                        .withEmail(secret)
                        .withUrl(secret)
                        .withOrg(Contacts.Org.of(secret).withDepartment(secret).withTitle(secret))
                        .withAddress(Contacts.Address.of(secret, secret)
                                .withZip(secret)
                                .withCountry(secret))),
                Reaction.of("wamid.1", secret),
                Interactive.buttons(secret, Interactive.Button.of(secret, secret))
                        .withHeader(secret)
                        .withFooter(secret),
                Interactive.list(
                        secret, secret, Interactive.Section.of(secret, Interactive.Row.of(secret, secret, secret))),
                Interactive.carousel(
                        secret, Interactive.Card.url(Media.ofLink(MediaKind.IMAGE, secret), secret, secret, secret)),
                Template.of("name", "en")
                        .withBody(secret)
                        .with(Template.Component.carousel(Template.Card.of(Template.Component.quickReply(0, secret)))),
                new UnknownContent("hologram", TextNode.valueOf(secret)));
        for (Content content : contents) {
            assertNoPartSays(secret, content);
        }
    }

    private static void assertNoPartSays(String secret, Object part) throws Exception {
        if (part instanceof List<?> list) {
            for (Object element : list) {
                assertNoPartSays(secret, element);
            }
        } else if (part instanceof Record) {
            assertThat(part.toString()).doesNotContain(secret);
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                assertNoPartSays(secret, component.getAccessor().invoke(part));
            }
        }
    }

    @Test
    void knownTypesAreRead() throws Exception {
        OutgoingMessage message = PLAIN.readValue(
                "{\"to\":\"49151\",\"type\":\"image\",\"image\":{\"id\":\"7\",\"caption\":\"c\"},\"context\":{\"message_id\":\"w\"}}",
                OutgoingMessage.class);
        assertThat(message.to()).isEqualTo("49151");
        assertThat(message.replyTo()).isEqualTo("w");
        assertThat(message.content()).isEqualTo(Media.ofId(MediaKind.IMAGE, "7").withCaption("c"));
        assertThat(message).hasToString("OutgoingMessage[image]");
    }
}
