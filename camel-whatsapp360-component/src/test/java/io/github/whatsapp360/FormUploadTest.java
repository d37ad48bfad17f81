package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.model.RecordedRequest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form of a browser with one file, from {@code platform-http} to {@code whatsapp360:send}. */
class FormUploadTest extends WebhookTest {

    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, invoice 7.pdf, application/pdf, false, invoice 7.pdf",
        "contract.docx, offer.docx, application/octet-stream, false, offer.docx",
        "report.xlsx, C:\\fakepath\\numbers.xlsx, application/zip, false, numbers.xlsx",
        "invoice.pdf, Número.pdf, application/pdf, false, Número.pdf",
        "invoice.pdf, scan, '', false, scan.pdf",
        "invoice.pdf, invoice 8.pdf, application/pdf, true, invoice 8.pdf",
    })
    void theFileIsSentByItsName(String sample, String filename, String type, boolean field, String name)
            throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/whatsapp").to("whatsapp360:send");
            }
        });
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        if (field) {
            form.writeBytes(utf8("--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"));
        }
        form.writeBytes(utf8("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename + "\"\r\n"
                + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + "\r\n"));
        form.writeBytes(Files.readAllBytes(sample("good/" + sample)));
        form.writeBytes(utf8("\r\n--x--\r\n"));

        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url())
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(uploads()).extracting(RecordedRequest::filename).containsExactly(name);
        assertThat(messages().get(0).json().at("/document/filename").asText()).isEqualTo(name);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
