package io.github.whatsapp360.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The price category of a status, also if the service sends something unexpected. */
class PricingTest {

    @Test
    void aStatusSaysWhatTheMessageCosts() {
        Pricing pricing = Payloads.status("status-delivered").pricing().orElseThrow();
        assertThat(pricing.category()).isEqualTo("utility");
        assertThat(pricing.type()).isEqualTo("free_customer_service");
        assertThat(pricing.model()).isEqualTo("PMP");
        assertThat(pricing.billable()).contains(false);
        assertThat(pricing.json().path("pricing_model").asText()).isEqualTo("PMP");
        assertThat(pricing).hasToString("Pricing[utility, free_customer_service]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status-read", "status-failed", "status-numbers-and-nulls", "on-premise-status"})
    void aStatusMayHaveNoPrice(String payload) {
        assertThat(Payloads.status(payload).pricing()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "[{'category':'service'}]", "7", "'service'", "true"})
    void somethingElseIsNoPrice(String json) {
        assertThat(status(json)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'billable':true}                                 | true",
                "{'billable':false,'type':'regular'}               | false",
                "{'billable':'true'}                               | true",
                "{'billable':'false','category':'x'}               | false",
                "{'type':'regular'}                                | true",
                "{'type':'REGULAR'}                                | true",
                "{'type':'free_customer_service'}                  | false",
                "{'type':'free_entry_point'}                       | false",
                "{'type':'free_of_a_new_kind'}                     | false",
                "{'billable':1,'type':'regular'}                   | true",
                "{'billable':[true],'type':'free_entry_point'}     | false",
                "{'billable':null}                                 | unknown",
                "{'billable':{},'type':{}}                         | unknown",
                "{'type':'something_new'}                          | unknown",
                "{'category':'marketing'}                          | unknown",
                "{'pricing_model':'NBP','billable':false}          | false",
            })
    void itIsChargedOrNot(String json, String billable) {
        assertThat(status(json).orElseThrow().billable().map(String::valueOf).orElse("unknown"))
                .isEqualTo(billable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'category':'authentication-international','type':'regular','pricing_model':'PMP'}"
                        + " | authentication-international | regular | PMP",
                "{'category':'general_purpose_ai'}    | general_purpose_ai | ^^ | ^^",
                "{'category':17,'type':1,'pricing_model':2.5} | 17 | 1 | 2.5",
                "{'category':['x'],'type':{'a':1},'pricing_model':true} | ^^ | ^^ | ^^",
                "{'category':null,'type':null,'x':1}  | ^^ | ^^ | ^^",
            })
    void itsWordsAreWhatTheServiceSends(String json, String category, String type, String model) {
        Pricing pricing = status(json).orElseThrow();
        assertThat(pricing.category()).isEqualTo(category);
        assertThat(pricing.type()).isEqualTo(type);
        assertThat(pricing.model()).isEqualTo(model);
    }

    @Test
    void onPremisePayloadsHaveItToo() {
        String json = "{'statuses':[{'id':'gBEG','status':'sent','message':{'recipient_id':'491713920023'},"
                + "'conversation':{'id':'1'},'pricing':{'billable':false,'pricing_model':'NBP'}}]}";
        Pricing pricing = statusOf(json).orElseThrow();
        assertThat(pricing.model()).isEqualTo("NBP");
        assertThat(pricing.billable()).contains(false);
        assertThat(pricing.category()).isEmpty();
    }

    @Test
    void aTextWithoutForeignWords() {
        assertThat(status("{'category':'+49 171 3920023\\n','type':'x y'}"))
                .get()
                .hasToString("Pricing[?, ?]");
    }

    @Test
    void jacksonWritesItsJson() throws Exception {
        Pricing pricing = status("{'category':'service','new':[1]}").orElseThrow();
        assertThat(new ObjectMapper().writeValueAsString(pricing)).isEqualTo("{\"category\":\"service\",\"new\":[1]}");
    }

    private static Optional<Pricing> status(String pricing) {
        return statusOf("{'statuses':[{'id':'a','status':'delivered','pricing':" + pricing + "}]}");
    }

    private static Optional<Pricing> statusOf(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ((MessageStatus) WebhookJson.read(bytes).get(0)).pricing();
    }
}
