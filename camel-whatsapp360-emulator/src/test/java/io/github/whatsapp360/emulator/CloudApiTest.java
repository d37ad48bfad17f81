package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the Cloud API, checked with a client that is not ours. */
class CloudApiTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private static final Path SAMPLES = Path.of(System.getProperty("samples.dir"));
    private static final String BOUNDARY = "----boundary7";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    private record Response(int status, JsonNode json) {}

    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, application/pdf",
        "note.txt, text/plain",
        "photo.jpg, image/jpeg",
        "chart.png, image/png",
        "clip.mp4, video/mp4",
        "voice.ogg, audio/ogg; codecs=opus",
        "song.mp3, audio/mpeg",
        "sticker.webp, image/webp",
        "contract.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "report.xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    })
    void aFileIsKeptAndComesBackUnchanged(String name, String mimeType) throws Exception {
        byte[] bytes = Files.readAllBytes(SAMPLES.resolve("good").resolve(name));
        Response uploaded = upload(form(name, mimeType, bytes));
        assertThat(uploaded.status()).isEqualTo(200);
        String id = uploaded.json().path("id").asText();
        assertThat(id).matches("[0-9]+");

        Response info = call("GET", "/" + id, null);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(info.json().path("sha256").asText()).isEqualTo(sha256);
        assertThat(info.json().path("file_size").asLong()).isEqualTo(bytes.length);
        assertThat(info.json().path("mime_type").asText()).isEqualTo(mimeType.replaceAll(";.*", ""));
        URI url = URI.create(info.json().path("url").asText());
        assertThat(url.getHost()).isEqualTo("lookaside.fbsbx.com");

        HttpRequest.Builder download =
                HttpRequest.newBuilder(URI.create(base() + url.getPath() + "?" + url.getQuery()));
        assertThat(client.send(download.build(), HttpResponse.BodyHandlers.ofByteArray())
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<byte[]> file =
                client.send(download.header("D360-API-KEY", key()).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(file.body()).isEqualTo(bytes);

        assertThat(call("DELETE", "/" + id, null).json().path("success").asBoolean())
                .isTrue();
        assertThat(call("GET", "/" + id, null).json().at("/error/error_subcode").asInt())
                .isEqualTo(33);
        assertThat(call("DELETE", "/" + id, null).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "bad/picture.bmp, image/bmp, 100, Received file of type 'image/bmp'",
        "bad/huge.png, image/png, 100, over the limit of 5242880",
        "bad/empty.pdf, application/pdf, 100, must not be empty",
        "bad/scan.jpg, image/jpeg, 131053, not of type image/jpeg",
        "good/invoice.pdf, application/octet-stream, 100, Received file of type 'application/octet-stream'",
        "good/note.txt, application/pdf, 131053, not of type application/pdf",
    })
    void aFileThatTheServiceDoesNotTakeIsRefusedInMetasForm(String name, String mimeType, int code, String words)
            throws Exception {
        Response answer = upload(form("file", mimeType, Files.readAllBytes(SAMPLES.resolve(name))));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.json().at("/error/error_data/details").asText()).contains(words);
        assertThat(answer.json().at("/error/fbtrace_id").asText()).isNotBlank();
    }

    @Test
    void aMalformedFormIsRefused() throws Exception {
        byte[] pdf = "%PDF-1.4 x".getBytes(StandardCharsets.US_ASCII);
        String good = new String(form("a.pdf", "application/pdf", pdf), StandardCharsets.UTF_8);
        assertThat(upload(good.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(200);
        for (String bad : new String[] {
            good.replace("name=\"file\"", "name=\"file"), // an unclosed quote
            good.replace("name=\"file\"", "name=file"),
            good.replace("name=\"file\"", "name=\"other\""),
            good.replace("whatsapp", "telegram"),
            good.replace("--" + BOUNDARY + "--", ""), // cut off
            good.substring(0, good.length() / 2),
            "--" + BOUNDARY + "--\r\n",
            "",
        }) {
            assertThat(upload(bad.getBytes(StandardCharsets.UTF_8)).status())
                    .as(bad)
                    .isEqualTo(400);
        }
        HttpRequest request = request("/media")
                .header("Content-Type", "multipart/form-data; boundary=" + "b".repeat(71))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .contains("70 characters");
    }

    @Test
    void aFormThatEndsWithItsConnectionLeavesNothingBehind() throws Exception {
        byte[] form =
                form("a.pdf", "application/pdf", ("%PDF-" + "x".repeat(100_000)).getBytes(StandardCharsets.US_ASCII));
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), SERVICE.emulator().port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /media HTTP/1.1\r\nHost: localhost\r\nD360-API-KEY: " + key()
                            + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\nContent-Length: "
                            + form.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(form, 0, form.length / 2);
        }
        assertThat(upload(form).status()).as("the next upload").isEqualTo(200);
        assertThat(SERVICE.emulator().requests())
                .filteredOn(request -> request.status() == 200)
                .hasSize(1);
    }

    @Test
    void theNameOfAFileIsReadAsUtf8AndUnescaped() throws Exception {
        byte[] pdf = "%PDF-1.4 x".getBytes(StandardCharsets.US_ASCII);
        upload(form("a\\\"b\\\\c ü🚀.pdf", "application/pdf", pdf));
        assertThat(SERVICE.emulator().requests().get(0).filename()).isEqualTo("a\"b\\c ü🚀.pdf");
    }

    @Test
    void anAcceptedMessageIsAnsweredAndInTheChat() throws Exception {
        Response answer =
                message("{'messaging_product':'whatsapp','to':'+49 151 12345','type':'text','text':{'body':'Hi'}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/contacts/0/input").asText()).isEqualTo("+49 151 12345");
        assertThat(answer.json().at("/contacts/0/wa_id").asText()).isEqualTo("4915112345");
        assertThat(answer.json().at("/messages/0/id").asText()).startsWith("wamid.");
        assertThat(SERVICE.emulator().chat("4915112345").awaitMessages(1).get(0).text())
                .isEqualTo("Hi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'to':'49151','type':'text','text':{'body':'x'}} | 100 | messaging_product",
                "{'messaging_product':'whatsapp','type':'text','text':{'body':'x'}} | 131008 | 'to'",
                "{'messaging_product':'whatsapp','to':'abc','type':'text','text':{'body':'x'}} | 131009 | 'to'",
                "{'messaging_product':'whatsapp','to':'49151','type':'image'} | 131008 | 'image'",
                "{'messaging_product':'whatsapp','to':'49151','type':'text','text':{'body':''}} | 100 | body",
                "{'messaging_product':'whatsapp','to':'49151','type':'image','image':{}} | 131009 | Exactly one",
                "{'messaging_product':'whatsapp','to':'49151','type':'image','image':{'id':'1','link':'https://a'}} | 131009 | Exactly one",
                "{'messaging_product':'whatsapp','to':'49151','type':'image','image':{'id':'1'}} | 100 | not a valid whatsapp business account media attachment ID",
                "{'messaging_product':'whatsapp','to':'49151','type':'image','image':{'link':'ftp://a'}} | 100 | link",
                "{'messaging_product':'whatsapp','to':'49151','type':'audio','audio':{'link':'https://a','caption':'c'}} | 100 | caption",
                "[] | 100 | object",
                "{oops | 100 | not valid JSON",
            })
    void aMessageThatTheServiceDoesNotTakeIsRefused(String json, int code, String words) throws Exception {
        Response answer = message(json);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.json().at("/error/error_data/details").asText()).contains(words);
        assertThat(SERVICE.emulator().messages()).isEmpty();
    }

    @Test
    void keysPathsAndMethodsAreChecked() throws Exception {
        HttpRequest noKey = HttpRequest.newBuilder(URI.create(base() + "/messages"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> refused = client.send(noKey, HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(refused.body()).at("/meta/developer_message").asText())
                .isEqualTo("Invalid api key");
        assertThat(call("GET", "/messages", null).status()).isEqualTo(405);
        assertThat(call("GET", "/nothing", null).status()).isEqualTo(404);
        assertThat(call("GET", "/../etc/passwd", null).status()).isEqualTo(404);
    }

    @Test
    void aPlayerMayAskForAPartOfAFile() throws Exception {
        byte[] bytes = Files.readAllBytes(SAMPLES.resolve("good/clip.mp4"));
        String id =
                upload(form("clip.mp4", "video/mp4", bytes)).json().path("id").asText();
        for (String[] range : new String[][] {
            {"bytes=0-9", "0", "10"},
            {"bytes=100-", "100", "" + bytes.length},
            {"bytes=-5", "" + (bytes.length - 5), "" + bytes.length}
        }) {
            HttpResponse<byte[]> part = client.send(
                    HttpRequest.newBuilder(URI.create(base() + "/emulator/media/" + id))
                            .header("Range", range[0])
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body())
                    .isEqualTo(java.util.Arrays.copyOfRange(
                            bytes, Integer.parseInt(range[1]), Integer.parseInt(range[2])));
        }
    }

    @Test
    void thePageHearsOfMessagesAsTheyCome() throws Exception {
        message("{'messaging_product':'whatsapp','to':'49151234','type':'text','text':{'body':'before'}}");
        HttpResponse<InputStream> events = client.send(
                HttpRequest.newBuilder(URI.create(base() + "/emulator/events")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (var lines =
                new java.io.BufferedReader(new java.io.InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            assertThat(data(lines, "snapshot")).contains("before");
            message("{'messaging_product':'whatsapp','to':'49151234','type':'text','text':{'body':'after'}}");
            assertThat(data(lines, "message")).contains("after").doesNotContain("before");
        }
    }

    private static String data(java.io.BufferedReader lines, String event) throws Exception {
        String line = lines.readLine();
        while (!line.equals("event: " + event)) {
            line = lines.readLine();
        }
        return lines.readLine();
    }

    private static String base() {
        return SERVICE.emulator().baseUrl();
    }

    private static String key() {
        return SERVICE.emulator().apiKey();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base() + path)).header("D360-API-KEY", key());
    }

    private Response call(String method, String path, String json) throws Exception {
        HttpRequest.Builder request = request(path)
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        HttpResponse<String> answer = client.send(
                json == null
                        ? request.build()
                        : request.header("Content-Type", "application/json").build(),
                HttpResponse.BodyHandlers.ofString());
        return new Response(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private Response message(String quoted) throws Exception {
        return call("POST", "/messages", quoted.replace("'to'", "\"to\"").replace('\'', '"'));
    }

    private Response upload(byte[] form) throws Exception {
        HttpResponse<String> answer = client.send(
                request("/media")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Response(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private static byte[] form(String filename, String mimeType, byte[] file) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n--"
                        + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
                        + "\"\r\nContent-Type: " + mimeType + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(file);
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }
}
