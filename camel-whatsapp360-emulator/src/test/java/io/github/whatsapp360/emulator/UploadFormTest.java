package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.TestClient.Form;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of an upload is parsed strictly. */
class UploadFormTest {

    private static final byte[] TEXT = "hello".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PRODUCT = Form.field("messaging_product", "whatsapp");
    private static final String DISPOSITION = "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"";

    @RegisterExtension
    @Order(1)
    static final LeakCheck LEAKS = new LeakCheck();

    @RegisterExtension
    @Order(2)
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private TestClient client;

    @BeforeEach
    void connect() {
        client = new TestClient(SERVICE.emulator());
    }

    private Response post(byte[]... parts) {
        return client.send("POST", "/media", Form.of(parts), "Content-Type: " + Form.CONTENT_TYPE);
    }

    private static byte[] file(String headers) {
        return Form.part(headers, TEXT);
    }

    @Test
    void theFieldTypeMayBeMissing() {
        assertThat(post(PRODUCT, file(DISPOSITION + "\r\nContent-Type: text/plain"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void thePartsTypeCountsAndNotTheFieldType() {
        byte[] type = Form.field("type", "application/pdf");
        assertThat(post(PRODUCT, type, file(DISPOSITION + "\r\nContent-Type: text/plain"))
                        .status())
                .isEqualTo(200);
        type = Form.field("type", "text/plain");
        assertThat(post(PRODUCT, type, file(DISPOSITION + "\r\nContent-Type: text/csv"))
                        .message())
                .endsWith("Received file of type 'text/csv'.");
    }

    @Test
    void aPartWithoutATypeIsAnOctetStream() {
        assertThat(post(PRODUCT, file(DISPOSITION)).message())
                .endsWith("Received file of type 'application/octet-stream'.");
    }

    @Test
    void theProductIsRequired() {
        Response response = post(file(DISPOSITION + "\r\nContent-Type: text/plain"));
        assertThat(response.message()).isEqualTo("(#100) The parameter messaging_product is required.");
        assertThat(response.status()).isEqualTo(400);
    }

    @Test
    void theFileIsRequired() {
        assertThat(post(PRODUCT).message()).isEqualTo("(#100) The parameter file is required.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: form-data; name=file; filename=a.txt",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a\"b.txt\"",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"; filename*=UTF-8''a.txt",
                "Content-Disposition: form-data; filename=\"a.txt\"",
                "Content-Disposition: attachment; name=\"file\"; filename=\"a.txt\"",
                "X-Nothing: x"
            })
    void theDispositionMustBeWellFormed(String disposition) {
        assertThat(post(PRODUCT, file(disposition + "\r\nContent-Type: text/plain"))
                        .message())
                .contains("Content-Disposition");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Müller's „Rechnung“ 🚀.txt",
                "say \"hi\" \\ bye.txt",
                "../../../etc/passwd",
                "C:\\temp\\a.txt",
                "a;b=c.txt",
                "%22%0d%0a.txt",
                " "
            })
    void anyFileNameIsKeptAndHarmless(String name) {
        Response response = client.upload(TEXT, name, "text/plain");
        assertThat(response.status()).isEqualTo(200);
        assertThat(SERVICE.emulator().requests().get(0).filename()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"", "\\", "ä", ";", "\\\"", " "})
    void aNameMayBeAsLongAsTheHeadsOfParts(String sign) {
        String name = sign.repeat(2_000 / sign.length()) + ".txt";
        Response response = client.upload(TEXT, name, "text/plain");
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(SERVICE.emulator().requests().get(0).filename()).isEqualTo(name);
        Response customers = client.send(
                "POST",
                "/emulator/chats/4915112345678/messages",
                Form.of(TEXT, name, "text/plain"),
                "Content-Type: " + Form.CONTENT_TYPE);
        assertThat(customers.status()).as(customers.text()).isEqualTo(201);
        String media = customers.json().path("mediaId").asText();
        assertThat(client.get("/emulator/media/" + media).bytes()).isEqualTo(TEXT);
        assertThat(client.upload(TEXT, sign.repeat(20_000), "text/plain").status())
                .isEqualTo(400);
    }

    /** The server answers any head. {@link LeakCheck} fails if a thread ends with an exception. */
    @Test
    void anyHeadIsAnswered() {
        byte[] unlimited = "{\"limits\":{\"enabled\":false}}".getBytes(StandardCharsets.UTF_8);
        assertThat(client.send("PUT", "/emulator/settings", unlimited).status()).isEqualTo(200);
        Random random = new Random(7);
        String[] signs = {
            "Content-Disposition: ",
            "form-data",
            "; ",
            "name=",
            "filename=",
            "filename*=",
            "\"",
            "\\",
            "a",
            "file",
            "=",
            ";",
            ":",
            "\r\n",
            "\r",
            "\n",
            "\t",
            " ",
            "\u00e4",
            "\u202e",
            "\0",
            "Content-Type: text/plain",
            "--"
        };
        for (int i = 0; i < 3_000; i++) {
            StringBuilder head = new StringBuilder();
            for (int left = random.nextInt(30); left > 0; left--) {
                head.append(signs[random.nextInt(signs.length)].repeat(
                        1 + random.nextInt(random.nextInt(9) == 0 ? 500 : 2)));
            }
            assertThat(post(PRODUCT, file(head.toString())).status())
                    .as(head.toString())
                    .isIn(200, 400);
        }
        for (String sign : signs) {
            String type = "multipart/form-data" + sign.repeat(20_000 / sign.length());
            if (type.lines().count() == 1 && !type.contains("\0")) {
                assertThat(client.send("POST", "/media", TEXT, "Content-Type: " + type)
                                .status())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void aFormHasAHundredPartsAtMost() {
        byte[][] fields = new byte[101][];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = Form.field("f" + i, "x");
        }
        assertThat(post(fields).message()).contains("at most 100 parts");
    }

    @Test
    void theFileNameMustBeUtf8() {
        byte[] latin1 = "Müller.txt".getBytes(StandardCharsets.ISO_8859_1);
        byte[] form = Form.of(PRODUCT, file(DISPOSITION + "\r\nContent-Type: text/plain"));
        String text = new String(form, StandardCharsets.ISO_8859_1)
                .replace("a.txt", new String(latin1, StandardCharsets.ISO_8859_1));
        Response response = client.send(
                "POST", "/media", text.getBytes(StandardCharsets.ISO_8859_1), "Content-Type: " + Form.CONTENT_TYPE);
        assertThat(response.message()).contains("UTF-8");
    }

    @Test
    void theBoundaryHasAtMost70Characters() {
        for (int length : new int[] {70, 71}) {
            String boundary = "b".repeat(length);
            byte[] form = new String(Form.of(TEXT, "a.txt", "text/plain"), StandardCharsets.ISO_8859_1)
                    .replace(Form.BOUNDARY, boundary)
                    .getBytes(StandardCharsets.ISO_8859_1);
            Response response = client.send(
                    "POST", "/media", form, "Content-Type: multipart/form-data; boundary=\"" + boundary + "\"");
            assertThat(response.status()).isEqualTo(length == 70 ? 200 : 400);
        }
    }

    @Test
    void otherContentTypesAreNoForm() {
        for (String type : new String[] {"application/pdf", "multipart/form-data", "multipart/mixed; boundary=x"}) {
            assertThat(client.send("POST", "/media", TEXT, "Content-Type: " + type)
                            .message())
                    .isEqualTo("(#100) The body must be multipart/form-data with a boundary");
        }
        assertThat(client.send("POST", "/media", TEXT).status()).isEqualTo(400);
    }

    @Test
    void aFormWithoutItsEndIsRefused() {
        byte[] form = Form.of(TEXT, "a.txt", "text/plain");
        for (int cut : new int[] {1, 5, 30, form.length - 20}) {
            byte[] part = Arrays.copyOf(form, form.length - cut - Form.BOUNDARY.length());
            Response response = client.send("POST", "/media", part, "Content-Type: " + Form.CONTENT_TYPE);
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.message()).isEqualTo("(#100) The multipart form is malformed or cut off");
        }
    }

    @Test
    void aConnectionThatEndsInTheBodyIsRefused() throws IOException {
        byte[] form = Form.of(TEXT, "a.txt", "text/plain");
        try (Socket socket = client.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /media HTTP/1.1\r\nHost: localhost\r\nD360-API-KEY: "
                            + SERVICE.emulator().apiKey()
                            + "\r\nContent-Type: " + Form.CONTENT_TYPE + "\r\nContent-Length: " + (form.length + 10)
                            + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(form);
            socket.shutdownOutput();
            Response response = TestClient.read(socket.getInputStream());
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.message()).isEqualTo("The request body is shorter than its Content-Length");
        }
    }

    @Test
    void fieldsAndFilesComeOnce() {
        byte[] file = file(DISPOSITION + "\r\nContent-Type: text/plain");
        assertThat(post(PRODUCT, file, file).message()).contains("one file");
        assertThat(post(PRODUCT, PRODUCT, file).message()).contains("twice");
        assertThat(post(Form.field("messaging_product", "w".repeat(5000)), file).message())
                .contains("too long");
        byte[] elsewhere = file(DISPOSITION.replace("\"file\"", "\"upload\"") + "\r\nContent-Type: text/plain");
        assertThat(post(PRODUCT, elsewhere).message()).contains("one file");
    }

    @Test
    void chunkedBodiesAreTaken() throws IOException {
        byte[] form = Form.of(TEXT, "a.txt", "text/plain");
        try (Socket socket = client.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /media HTTP/1.1\r\nHost: localhost\r\nD360-API-KEY: "
                            + SERVICE.emulator().apiKey()
                            + "\r\nContent-Type: " + Form.CONTENT_TYPE
                            + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                            + Integer.toHexString(form.length) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(form);
            out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(TestClient.read(socket.getInputStream()).status()).isEqualTo(200);
        }
        assertThat(SERVICE.emulator().requests().get(0).bodyLength()).isEqualTo(form.length);
    }

    @Test
    void thePartsHeadersAreRecordedAsTheyCame() {
        post(Form.field("messaging_product", "whatsapp"), file(DISPOSITION + "\r\nContent-Type:  text/plain; x=y"));
        RecordedRequest request = SERVICE.emulator().requests().get(0);
        assertThat(request.partHeaders())
                .containsExactly(
                        "Content-Disposition: form-data; name=\"messaging_product\"",
                        DISPOSITION,
                        "Content-Type:  text/plain; x=y");
        assertThat(request.parts()).hasSize(2);
        assertThat(request.file()).hasValueSatisfying(part -> {
            assertThat(part.contentType()).isEqualTo("text/plain; x=y");
            assertThat(part.sha256()).isEqualTo(Sample.sha256(TEXT));
        });
        assertThat(request.body()).isEmpty();
        assertThat(request.headers()).containsEntry("d360-api-key", "***");
    }
}
