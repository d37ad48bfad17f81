package io.github.whatsapp360.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store can keep an uploaded file as JSON. */
class UploadedMediaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final UploadedMedia FILE = UploadedMedia.of(
                    "123", MediaKind.AUDIO, "audio/ogg", Instant.parse("2026-12-27T03:00:00.123Z"))
            .withFilename("grüße \"1\".ogg")
            .withSize(5_000_000_000L)
            .withSha256("ab");

    @Test
    void itsJsonIsReadAgain() throws Exception {
        UploadedMedia copy = MAPPER.readValue(MAPPER.writeValueAsString(FILE), UploadedMedia.class);
        assertThat(copy).isEqualTo(FILE).hasSameHashCodeAs(FILE).hasToString(FILE.toString());
        assertThat(copy.kind()).isEqualTo(MediaKind.AUDIO);
        assertThat(copy.expiresAt()).isEqualTo(FILE.expiresAt());
    }

    @Test
    void theJsonOfALaterVersionIsRead() throws Exception {
        ObjectNode json = MAPPER.valueToTree(FILE);
        json.put("kind", "hologram").put("color", "blue");
        assertThat(MAPPER.treeToValue(json, UploadedMedia.class)).isEqualTo(FILE.withKind(MediaKind.DOCUMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "kind", "mimeType", "filename", "size", "sha256", "expiresAt"})
    void noFieldMayBeMissing(String field) {
        ObjectNode json = MAPPER.valueToTree(FILE);
        json.remove(field);
        assertThatThrownBy(() -> MAPPER.treeToValue(json, UploadedMedia.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining(field);
    }

    @Test
    void aCopyDiffersInOnePart() {
        assertThat(FILE.withKind(MediaKind.DOCUMENT)).isNotEqualTo(FILE);
        assertThat(FILE.withExpiresAt(Instant.EPOCH).expiresAt()).isEqualTo(Instant.EPOCH);
        assertThat(FILE.withExpiresAt(Instant.EPOCH).withExpiresAt(FILE.expiresAt()))
                .isEqualTo(FILE);
    }
}
