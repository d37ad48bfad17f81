package io.github.whatsapp360.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    static List<String> names() {
        return Payloads.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void anEventIsReadAgainOutOfItsEnvelope(String name) throws Exception {
        for (WebhookEvent event : Payloads.events(name)) {
            assertThat(WebhookJson.read(event.envelope())).containsExactly(event);
            assertThat(WebhookJson.read(new ObjectMapper().writeValueAsBytes(event))
                            .get(0)
                            .json())
                    .isEqualTo(event.json());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'entry':[7,{'id':'1'}]}",
                "{'entry':[{'changes':[7,{'field':'x'},{'field':'x','value':null},{'value':{'a':1}}]}]}",
                "{'entry':[{'changes':[{'value':{'statuses':[],'messages':{'id':'1'},'errors':{'code':7}}}]}]}",
                "{'entry':[{'changes':[{'field':'messages','value':{'messages':[7,[{}],null],'errors':[{'code':1},2]}}]}]}",
                "{'messages':[{'id':'1'}],'statuses':[{'id':'2'}],'errors':[{'code':3}],'contacts':[{'wa_id':'4'}]}",
                "{'messages':[7],'statuses':{}}"
            })
    void anOddEventIsReadAgainToo(String quoted) throws Exception {
        for (WebhookEvent event : WebhookJson.read(new ObjectMapper().readTree(quoted.replace('\'', '"')))) {
            assertThat(WebhookJson.read(event.envelope())).containsExactly(event);
        }
    }

    @Test
    void aChangedPayloadsEventsAreReadAgain() throws Exception {
        List<byte[]> recorded = Payloads.names().stream().map(Payloads::bytes).toList();
        Mutations mutations = new Mutations(
                new Random(360), recorded.stream().map(Payloads::json).toList());
        int read = 0;
        for (int i = 0; i < 10_000; i++) {
            JsonNode payload = Payloads.json(recorded.get(i % recorded.size()));
            mutations.change(payload, node -> true);
            List<WebhookEvent> events;
            try {
                events = WebhookJson.read(payload);
            } catch (InvalidWebhookException e) {
                continue;
            }
            read += events.size();
            for (WebhookEvent event : events) {
                assertThat(WebhookJson.read(event.envelope()))
                        .as("case %d", i)
                        .singleElement()
                        .satisfies(again -> {
                            assertThat(again.json()).isEqualTo(event.json());
                            assertThat(again).hasSameClassAs(event);
                            assertThat(again.key()).isEqualTo(event.key());
                        });
            }
        }
        assertThat(read).isGreaterThan(5_000);
    }
}
