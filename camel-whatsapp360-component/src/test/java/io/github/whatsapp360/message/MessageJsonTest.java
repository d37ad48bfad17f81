package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.media.MediaKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageJsonTest {

    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final ObjectMapper ODD = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
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
                "{'context':null,'biz_opaque_callback_data':'ref','messaging_product':'whatsapp','recipient_type':'group'}",
            })
    void readingAndWritingLosesNothing(String quoted) throws Exception {
        JsonNode json = PLAIN.readTree(quoted.replace('\'', '"'));
        assertThat((JsonNode) MessageJson.write(MessageJson.read((ObjectNode) json)))
                .isEqualTo(json);
        assertThat(PLAIN.readTree(PLAIN.writeValueAsString(PLAIN.treeToValue(json, Message.class))))
                .isEqualTo(json);
        assertThat(PLAIN.readTree(ODD.writeValueAsString(ODD.treeToValue(json, Message.class))))
                .isEqualTo(json);
    }

    @Test
    void knownTypesAreRead() throws Exception {
        Message message = PLAIN.readValue(
                "{\"to\":\"49151\",\"type\":\"image\",\"image\":{\"id\":\"7\",\"caption\":\"c\"},\"context\":{\"message_id\":\"w\"}}",
                Message.class);
        assertThat(message.to()).isEqualTo("49151");
        assertThat(message.replyTo()).isEqualTo("w");
        assertThat(message.content()).isEqualTo(Media.ofId(MediaKind.IMAGE, "7").withCaption("c"));
        assertThat(message).hasToString("Message[image]");
    }
}
