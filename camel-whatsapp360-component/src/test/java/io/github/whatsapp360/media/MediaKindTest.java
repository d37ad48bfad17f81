package io.github.whatsapp360.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MediaKindTest {

    @ParameterizedTest
    @EnumSource
    void aKindIsFoundByItsType(MediaKind kind) {
        assertThat(MediaKind.ofType(kind.type())).contains(kind);
        assertThat(kind.mimeTypes()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "text", "Image", "IMAGE", "file"})
    void whatIsNoTypeIsNotFound(String type) {
        assertThat(MediaKind.ofType(type)).isEmpty();
    }

    @Test
    void noMimeTypeStandsInTwoRows() {
        assertThat(Arrays.stream(MediaKind.values()).flatMap(kind -> kind.mimeTypes().stream()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "IMAGE, 5242880, true",
        "VIDEO, 16777216, true",
        "AUDIO, 16777216, false",
        "STICKER, 512000, false",
        "DOCUMENT, 104857600, true",
    })
    void theLimitsAreThoseOfMetasTable(MediaKind kind, long bytes, boolean captioned) {
        assertThat(kind.maxBytes()).isEqualTo(bytes);
        assertThat(kind.takesCaption()).isEqualTo(captioned);
    }
}
