package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files are uploaded, looked up, downloaded and deleted. */
class MediaTest {

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

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.emulator.Sample#good")
    void everySampleComesBackAsItWentIn(Sample sample) {
        String id = client.upload(sample);
        assertThat(id).matches("\\d{15,16}");

        JsonNode info = client.get("/" + id).json();
        assertThat(info.path("id").asText()).isEqualTo(id);
        assertThat(info.path("messaging_product").asText()).isEqualTo("whatsapp");
        assertThat(info.path("sha256").asText()).isEqualTo(sample.sha256());
        assertThat(info.path("file_size").isNumber()).isTrue();
        assertThat(info.path("file_size").asInt()).isEqualTo(sample.bytes().length);
        assertThat(info.path("mime_type").asText()).isEqualTo(MediaTypes.plain(sample.mimeType()));

        Response download = client.get(onThisHost(info));
        assertThat(download.status()).isEqualTo(200);
        assertThat(Sample.sha256(download.bytes())).isEqualTo(sample.sha256());
        assertThat(download.headers()).containsEntry("content-type", MediaTypes.plain(sample.mimeType()));

        RecordedRequest upload = SERVICE.emulator().requests().get(0);
        assertThat(upload.filename()).isEqualTo(sample.name());
        assertThat(upload.sha256()).isEqualTo(sample.sha256());
        assertThat(upload.size()).isEqualTo(sample.bytes().length);
        assertThat(upload.fields()).containsEntry("messaging_product", "whatsapp");
        assertThat(upload.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "picture.bmp, image/bmp, 100, Received file of type 'image/bmp'.",
        "huge.png, image/png, 100, (#100) Invalid parameter",
        "empty.pdf, application/pdf, 100, (#100) Param file must not be empty.",
        "scan.jpg, image/jpeg, 131053, (#131053) Media upload error"
    })
    void badSamplesAreRefusedInMetasForm(String name, String mimeType, int code, String message) {
        Response response = client.upload(Sample.bad(name).bytes(), name, mimeType);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.code()).isEqualTo(code);
        assertThat(response.message()).endsWith(message);
        assertThat(response.json().at("/error/type").asText()).isEqualTo("OAuthException");
        assertThat(response.json().at("/error/fbtrace_id").asText()).isNotEmpty();
    }

    @Test
    void theListOfTypesIsMetas() {
        Response response = client.upload("x".getBytes(), "x.csv", "text/csv");
        assertThat(response.message())
                .isEqualTo("(#100) Param file must be a file with one of the following types: audio/aac, audio/mp4,"
                        + " audio/mpeg, audio/amr, audio/ogg, audio/opus, application/vnd.ms-powerpoint,"
                        + " application/msword,"
                        + " application/vnd.openxmlformats-officedocument.wordprocessingml.document,"
                        + " application/vnd.openxmlformats-officedocument.presentationml.presentation,"
                        + " application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/pdf,"
                        + " text/plain, application/vnd.ms-excel, image/jpeg, image/png, image/webp, video/mp4,"
                        + " video/3gpp. Received file of type 'text/csv'.");
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, FFD8FF, 5242880",
        "image/png, 89504E470D0A1A0A, 5242880",
        "audio/mpeg, 494433, 16777216",
        "audio/amr, 2321414D52, 16777216",
        "audio/aac, FFF1, 16777216",
        "video/3gpp, 0000001866747970336770, 16777216",
        "image/webp, 524946460000000057454250565038200000000000, 102400",
        "image/webp, 524946460000000057454250565038580A00000002, 512000",
        "application/msword, D0CF11E0, 104857600"
    })
    void sizesAreLimitedToTheByte(String mimeType, String head, int limit) {
        byte[] bytes = Arrays.copyOf(java.util.HexFormat.of().parseHex(head), limit);
        assertThat(client.upload(bytes, "f", mimeType).status()).isEqualTo(200);
        Response refused = client.upload(Arrays.copyOf(bytes, limit + 1), "f", mimeType);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.details()).contains("over the limit of " + limit, limit + 1 + " bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, image/png",
        "photo.jpg, image/png",
        "chart.png, image/jpeg",
        "voice.ogg, audio/mpeg",
        "song.mp3, audio/ogg",
        "clip.mp4, video/3gpp",
        "report.xlsx, application/vnd.ms-excel",
        "contract.docx, application/pdf",
        "sticker.webp, image/png",
        "chart.png, text/plain",
        "note.txt, audio/amr"
    })
    void bytesMustAgreeWithTheType(String name, String mimeType) {
        Response response = client.upload(Sample.good(name).bytes(), name, mimeType);
        assertThat(response.code()).isEqualTo(131053);
        assertThat(response.details()).isEqualTo("The file's content is not of type " + mimeType);
    }

    @Test
    void anIdBelongsToTheKeyThatUploadedIt() {
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().apiKey("one").apiKey("two").start()) {
            assertThat(emulator.apiKey()).isEqualTo("one");
            TestClient one = new TestClient(emulator);
            TestClient two = new TestClient(emulator.baseUrl(), "two");
            String id = one.upload(Sample.good("photo.jpg"));
            String url = onThisHost(one.get("/" + id).json());

            assertThat(two.get("/" + id).message()).startsWith("Unsupported get request. Object with ID '" + id);
            assertThat(two.delete("/" + id).message()).startsWith("Unsupported delete request. Object with ID");
            assertThat(two.get(url).status()).isEqualTo(404);
            assertThat(two.message("image", "{\"id\":\"" + id + "\"}").message())
                    .isEqualTo("(#100) Param image['id'] is not a valid whatsapp business account media attachment ID");
            assertThat(one.message("image", "{\"id\":\"" + id + "\"}").status()).isEqualTo(200);
        }
    }

    @Test
    void unknownAndDeletedIdsAreUnsupportedObjects() {
        String id = client.upload(Sample.good("photo.jpg"));
        assertThat(client.delete("/" + id).text()).isEqualTo("{\"success\":true}");

        Response gone = client.get("/" + id);
        assertThat(gone.status()).isEqualTo(400);
        assertThat(gone.code()).isEqualTo(100);
        assertThat(gone.json().at("/error/error_subcode").asInt()).isEqualTo(33);
        assertThat(gone.json().at("/error/type").asText()).isEqualTo("GraphMethodException");
        assertThat(gone.message()).contains("'" + id + "' does not exist");
        assertThat(client.delete("/" + id).status()).isEqualTo(400);
        assertThat(client.get("/1234567").code()).isEqualTo(100);
    }

    @Test
    void downloadUrlsExpireAfterFiveMinutes() {
        MovableClock clock = new MovableClock();
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().clock(clock).start()) {
            TestClient sender = new TestClient(emulator);
            String id = sender.upload(Sample.good("photo.jpg"));
            String url = onThisHost(sender.get("/" + id).json());
            clock.forward(Duration.ofSeconds(299));
            assertThat(sender.get(url).status()).isEqualTo(200);
            clock.forward(Duration.ofSeconds(1));
            assertThat(sender.get(url).status()).isEqualTo(404);
            assertThat(sender.get(url.replaceAll("ext=\\d+", "ext=9999999999")).status())
                    .isEqualTo(404);
            assertThat(sender.get(onThisHost(sender.get("/" + id).json())).status())
                    .isEqualTo(200);
        }
    }

    /** Replaces the host of the real service by the host that was called, as a client does. */
    private static String onThisHost(JsonNode info) {
        String url = info.path("url").asText();
        assertThat(url).startsWith("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=");
        return url.substring("https://lookaside.fbsbx.com".length());
    }
}
