package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.message.MessageJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The differences by which two messages are the same message, or not. */
class ContentHashTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'image','image':{'id':'1'}} | {'type':'image','image':{'id':'2'}}",
                "{'type':'image','image':{'link':'https://a/b.png?sig=1'}} | {'type':'image','image':{'link':'https://a/b.png?sig=2'}}",
                "{'type':'document','document':{'id':'1','filename':'a.pdf'}} | {'type':'document','document':{'filename':'a.pdf','id':'2'}}",
                "{'type':'text','text':{'body':'a'},'biz_opaque_callback_data':'1'} | {'type':'text','text':{'body':'a'},'biz_opaque_callback_data':'2'}",
                "{'type':'template','template':{'name':'t','components':[{'type':'header','parameters':[{'type':'document','document':{'id':'1'}}]}]}}"
                        + "| {'type':'template','template':{'name':'t','components':[{'type':'header','parameters':[{'type':'document','document':{'id':'2'}}]}]}}",
                "{'type':'interactive','interactive':{'type':'button','header':{'type':'image','image':{'id':'1'}}}}"
                        + "| {'type':'interactive','interactive':{'type':'button','header':{'type':'image','image':{'id':'2'}}}}",
            })
    void aRepetitionIsTheSameMessage(String one, String other) throws Exception {
        assertThat(hash(one, "")).isEqualTo(hash(other, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'text','text':{'body':'a'}} | {'type':'text','text':{'body':'b'}}",
                "{'type':'image','image':{'id':'1'}} | {'type':'image','image':{'id':'1','caption':'c'}}",
                "{'type':'image','image':{'id':'1'}} | {'type':'video','video':{'id':'1'}}",
                "{'type':'image','image':{'link':'https://a/b.png'}} | {'type':'image','image':{'link':'https://a/c.png'}}",
                "{'to':'4915112345678','type':'text','text':{'body':'a'}} | {'to':'4915112345679','type':'text','text':{'body':'a'}}",
                "{'type':'location','location':{'latitude':1,'longitude':2}} | {'type':'location','location':{'latitude':2,'longitude':1}}",
                "{'type':'interactive','interactive':{'type':'button','action':{'buttons':[{'type':'reply','reply':{'id':'1','title':'t'}}]}}}"
                        + "| {'type':'interactive','interactive':{'type':'button','action':{'buttons':[{'type':'reply','reply':{'id':'2','title':'t'}}]}}}",
                "{'type':'text','text':{'body':'a'},'new_field':1} | {'type':'text','text':{'body':'a'},'new_field':2}",
            })
    void anotherMessageHasAnotherHash(String one, String other) throws Exception {
        assertThat(hash(one, "")).isNotEqualTo(hash(other, ""));
    }

    @ParameterizedTest
    @CsvSource({"aa, bb", "aa, ''"})
    void anotherFileIsAnotherMessage(String one, String other) throws Exception {
        String json = "{'type':'document','document':{'id':'1'}}";
        assertThat(hash(json, one)).isNotEqualTo(hash(json, other)).matches("[0-9a-f]{64}");
    }

    private static String hash(String json, String file) throws Exception {
        return ContentHash.of(MessageJson.read((ObjectNode) MAPPER.readTree(json.replace('\'', '"'))), file);
    }
}
