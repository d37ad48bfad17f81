package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer that leaves its route by HTTP: a client that got an error for what was sent would send it again. */
class AnswersHttpTest extends WebhookTest {

    /** To whatsapp360:send, a text. */
    private static final String PAYLOAD =
            """
            {"entry":[{"changes":[{"field":"messages","value":{"messages":[{"id":"wamid.1","from":"49151"}]}}]}]}""";

    @ParameterizedTest
    @CsvSource({
        "whatsapp360:send, text/plain, id",
        "whatsapp360:media, application/pdf, ''",
        "whatsapp360:media?operation=info, text/plain, mimeType",
        "whatsapp360:media?operation=download, text/plain, file",
        "whatsapp360:events, application/json, entry"
    })
    void theAnswerIsTheResponse(String uri, String type, String field) throws Exception {
        String id = send("whatsapp360:media", sample("good/invoice.pdf"))
                .getMessage()
                .getHeader(Whatsapp360Constants.MEDIA_ID, String.class);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/whatsapp")
                        .choice()
                        .when(header("Content-Type").isEqualTo("text/plain"))
                        .convertBodyTo(String.class)
                        .end()
                        .to(uri);
            }
        });

        byte[] body = uri.contains("operation")
                ? id.getBytes(StandardCharsets.UTF_8)
                : type.equals("application/pdf")
                        ? Files.readAllBytes(sample("good/invoice.pdf"))
                        : PAYLOAD.getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url())
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        switch (field) {
            case "file" -> assertThat(response.body()).startsWith("%PDF");
            case "" -> assertThat(response.body()).matches("[0-9]+");
            case "entry" ->
                assertThat(new ObjectMapper().readTree(response.body()).path(0).path(field))
                        .isNotEmpty();
            default ->
                assertThat(new ObjectMapper()
                                .readTree(response.body())
                                .path(field)
                                .asText())
                        .isNotEmpty();
        }
    }
}
