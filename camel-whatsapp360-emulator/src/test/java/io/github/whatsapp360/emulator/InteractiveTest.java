package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reply buttons, lists and URL buttons, with what the service refuses of them. */
class InteractiveTest {

    private static final String BUTTONS =
            """
            {"type":"button","header":{"type":"text","text":"HEADER"},"body":{"text":"BODY"},"footer":{"text":"FOOTER"},
             "action":{"buttons":[{"type":"reply","reply":{"id":"ID","title":"TITLE"}},
                                  {"type":"reply","reply":{"id":"n","title":"No"}}]}}""";
    private static final String LIST =
            """
            {"type":"list","body":{"text":"BODY"},"action":{"button":"BUTTON","sections":[
              {"title":"SECTION","rows":[{"id":"ROW","title":"TITLE","description":"DESCRIPTION"}]},
              {"title":"Two","rows":[{"id":"2","title":"Two"}]}]}}""";
    private static final String URL =
            """
            {"type":"cta_url","body":{"text":"BODY"},
             "action":{"name":"cta_url","parameters":{"display_text":"TITLE","url":"https://example.com/"}}}""";

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private TestClient client;

    @BeforeEach
    void connect() {
        client = new TestClient(SERVICE.emulator());
    }

    private Response send(String interactive) {
        return client.message("interactive", interactive);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "button | BODY        | 1024 | Body text length invalid. Min length: 1, Max length: 1024",
                "button | HEADER      | 60   | Header text length invalid. Min length: 1, Max length: 60",
                "button | FOOTER      | 60   | Footer text length invalid. Min length: 0, Max length: 60",
                "button | ID          | 256  | Button id length invalid. Min length: 1, Max length: 256",
                "button | TITLE       | 20   | Button title length invalid. Min length: 1, Max length: 20",
                "list   | BODY        | 1024 | Body text length invalid. Min length: 1, Max length: 1024",
                "list   | BUTTON      | 20   | Button title length invalid. Min length: 1, Max length: 20",
                "list   | SECTION     | 24   | Section title is too long. Max length is 24",
                "list   | ROW         | 200  | Row id length invalid. Min length: 1, Max length: 200",
                "list   | TITLE       | 24   | Row title is too long. Max length is 24",
                "list   | DESCRIPTION | 72   | Row description is too long. Max length is 72",
                "url    | TITLE       | 20   | Button title length invalid. Min length: 1, Max length: 20"
            })
    void textsAreLimitedInCharacters(String kind, String field, int limit, String details) {
        String json = kind.equals("button") ? BUTTONS : kind.equals("list") ? LIST : URL;
        assertThat(send(json.replace("\"" + field + "\"", "\"" + "🚀".repeat(limit) + "\""))
                        .status())
                .isEqualTo(200);
        Response refused = send(json.replace("\"" + field + "\"", "\"" + "x".repeat(limit + 1) + "\""));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(131009);
        assertThat(refused.details()).isEqualTo(details);
    }

    private static String buttons(int count) {
        return "{\"type\":\"button\",\"body\":{\"text\":\"b\"},\"action\":{\"buttons\":["
                + IntStream.range(0, count)
                        .mapToObj(i -> "{\"type\":\"reply\",\"reply\":{\"id\":\"" + i + "\",\"title\":\"" + i + "\"}}")
                        .collect(Collectors.joining(","))
                + "]}}";
    }

    @Test
    void thereAreOneToThreeButtons() {
        assertThat(send(buttons(3)).status()).isEqualTo(200);
        for (int count : new int[] {0, 4}) {
            assertThat(send(buttons(count)).details())
                    .isEqualTo("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
        }
    }

    private static String rows(int count) {
        return "{\"type\":\"list\",\"body\":{\"text\":\"b\"},\"action\":{\"button\":\"b\",\"sections\":[{\"rows\":["
                + IntStream.range(0, count)
                        .mapToObj(i -> "{\"id\":\"" + i + "\",\"title\":\"" + i + "\"}")
                        .collect(Collectors.joining(","))
                + "]}]}}";
    }

    @Test
    void thereAreOneToTenRows() {
        assertThat(send(rows(10)).status()).isEqualTo(200);
        assertThat(send(rows(11)).details()).isEqualTo("Total row count exceed max allowed count: 10");
        assertThat(send(rows(0)).code()).isEqualTo(131009);
    }

    @Test
    void idsAndTitlesOfButtonsAndIdsOfRowsAreUnique() {
        assertThat(send(BUTTONS.replace("\"ID\"", "\"n\"")).details()).isEqualTo("Button id must be unique");
        assertThat(send(BUTTONS.replace("TITLE", "No")).details()).isEqualTo("Button title must be unique");
        assertThat(send(LIST.replace("ROW", "2")).details()).isEqualTo("Row id must be unique");
    }

    @Test
    void severalSectionsHaveTitles() {
        assertThat(send(LIST.replace("SECTION", "")).code()).isEqualTo(131009);
    }

    @Test
    void aHeaderHasAFileThatWasUploaded() {
        String header = "{\"type\":\"image\",\"image\":{\"id\":\"%s\"}}";
        String json = BUTTONS.replace("{\"type\":\"text\",\"text\":\"HEADER\"}", header);
        assertThat(send(json.formatted(client.upload(Sample.good("photo.jpg")))).status())
                .isEqualTo(200);
        assertThat(send(json.formatted("123")).code()).isEqualTo(100);
        assertThat(send(json.formatted(client.upload(Sample.good("invoice.pdf"))))
                        .code())
                .isEqualTo(131053);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\":\"button\",\"action\":{}}", "{\"type\":\"list\",\"body\":\"text\"}"})
    void kindAndBodyAreRequired(String json) {
        assertThat(send(json).code()).isEqualTo(100);
    }

    @Test
    void aFlowIsNamedByOneOfIdAndName() {
        String flow = "{\"type\":\"flow\",\"body\":{\"text\":\"b\"},\"action\":{\"name\":\"flow\",\"parameters\":{"
                + "\"flow_message_version\":\"3\",\"flow_cta\":\"Open\",%s}}}";
        assertThat(send(flow.formatted("\"flow_id\":\"1\"")).status()).isEqualTo(200);
        assertThat(send(flow.formatted("\"flow_id\":\"1\"").replace("Open", "")).code())
                .isEqualTo(131008);
        assertThat(send(flow.formatted("\"flow_id\":\"1\",\"flow_name\":\"a\"")).code())
                .isEqualTo(131009);
        assertThat(send(flow.formatted("\"flow_action\":\"navigate\"")).code()).isEqualTo(131009);
    }

    @Test
    void otherKindsAreAccepted() {
        assertThat(send("{\"type\":\"something_new\"}").status()).isEqualTo(200);
    }
}
