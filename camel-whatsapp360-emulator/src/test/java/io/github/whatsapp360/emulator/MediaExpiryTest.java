package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.TestClient.Form;
import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.LeakCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ID of an uploaded file expires. */
class MediaExpiryTest {

    @RegisterExtension
    static final LeakCheck LEAKS = new LeakCheck();

    private static final byte[] TEXT = "hello".getBytes(StandardCharsets.UTF_8);

    private final MovableClock clock = new MovableClock();

    private Whatsapp360Emulator start(UnaryOperator<Whatsapp360Emulator.Builder> settings) {
        return settings.apply(Whatsapp360Emulator.builder().clock(clock)).start();
    }

    private static Response upload(TestClient client, String ttlMinutes) {
        byte[] form = Form.of(
                Form.field("messaging_product", "whatsapp"),
                Form.field("ttl_minutes", ttlMinutes),
                Form.part(
                        "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain",
                        TEXT));
        return client.send("POST", "/media", form, "Content-Type: " + Form.CONTENT_TYPE);
    }

    private static String id(Response upload) {
        assertThat(upload.status()).describedAs(upload.text()).isEqualTo(200);
        return upload.json().path("id").asText();
    }

    private void assertExpires(TestClient client, String id, Duration life) {
        clock.forward(life.minusSeconds(1));
        String url = client.get("/" + id).json().path("url").asText().substring("https://lookaside.fbsbx.com".length());
        assertThat(client.get(url).status()).isEqualTo(200);
        String document = "{\"id\":\"" + id + "\"}";
        assertThat(client.message("document", document).status()).isEqualTo(200);

        clock.forward(Duration.ofSeconds(1));
        assertThat(client.message("document", document).message())
                .isEqualTo("(#100) Param document['id'] is not a valid whatsapp business account media attachment ID");
        assertThat(client.get("/" + id).message()).contains("'" + id + "' does not exist");
        assertThat(client.get(url).status()).isEqualTo(404);
        assertThat(client.delete("/" + id).status()).isEqualTo(400);
        assertThat(client.get("/emulator/media/" + id).status())
                .as("its recipients keep it")
                .isEqualTo(200);
    }

    @Test
    void afterThirtyDays() {
        try (Whatsapp360Emulator emulator = start(builder -> builder)) {
            TestClient client = new TestClient(emulator);
            assertExpires(client, client.upload(Sample.good("invoice.pdf")), Duration.ofDays(30));
        }
    }

    @Test
    void afterAnHourWithoutStorage() {
        try (Whatsapp360Emulator emulator = start(Whatsapp360Emulator.Builder::noStorage)) {
            TestClient client = new TestClient(emulator);
            assertExpires(client, client.upload(Sample.good("invoice.pdf")), Duration.ofHours(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 90, 43200})
    void afterTheTimeThatTheUploadSays(int minutes) {
        try (Whatsapp360Emulator emulator = start(Whatsapp360Emulator.Builder::noStorage)) {
            TestClient client = new TestClient(emulator);
            assertExpires(client, id(upload(client, "" + minutes)), Duration.ofMinutes(minutes));
            assertThat(emulator.requests().get(0).fields()).containsEntry("ttl_minutes", "" + minutes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"59", "43201", "0", "-60", "1.5", "an hour", "99999999999999999999"})
    void otherTimesAreRefused(String minutes) {
        try (Whatsapp360Emulator emulator = start(builder -> builder)) {
            TestClient client = new TestClient(emulator);
            assertThat(upload(client, minutes).message())
                    .isEqualTo("(#100) Param ttl_minutes must be a number between 60 and 43200.");
            assertThat(upload(client, "60").status()).isEqualTo(200);
        }
    }
}
