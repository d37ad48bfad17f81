package io.github.whatsapp360.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MediaKindTest {

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, IMAGE",
        "image/png, IMAGE",
        "image/gif, IMAGE",
        "image/webp, STICKER",
        "video/mp4, VIDEO",
        "video/3gpp, VIDEO",
        "video/quicktime, VIDEO",
        "audio/aac, AUDIO",
        "audio/amr, AUDIO",
        "audio/mpeg, AUDIO",
        "audio/mp4, AUDIO",
        "audio/ogg, AUDIO",
        "audio/ogg; codecs=opus, AUDIO",
        "audio/wav, AUDIO",
        "application/pdf, DOCUMENT",
        "text/plain, DOCUMENT",
        "'text/plain; charset=utf-8', DOCUMENT",
        "text/csv, DOCUMENT",
        "application/msword, DOCUMENT",
        "application/vnd.ms-excel, DOCUMENT",
        "application/vnd.ms-powerpoint, DOCUMENT",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation, DOCUMENT",
        "application/zip, DOCUMENT",
        "application/octet-stream, DOCUMENT",
        "IMAGE/JPEG, IMAGE",
        "' Image/WebP ;q=1', STICKER",
        "nonsense, DOCUMENT",
        "/, DOCUMENT",
        "'', DOCUMENT",
    })
    void aMimeTypeGoesByItsRowThenByItsFamilyThenAsADocument(String mimeType, MediaKind kind) {
        assertThat(MediaKind.ofMimeType(mimeType)).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void aKindIsFoundByItsTypeAndByEachOfItsMimeTypes(MediaKind kind) {
        assertThat(MediaKind.ofType(kind.type())).contains(kind);
        assertThat(kind.mimeTypes()).isNotEmpty().allSatisfy(mimeType -> assertThat(MediaKind.ofMimeType(mimeType))
                .isEqualTo(kind));
        assertThat(MediaKind.types()).contains(kind.type());
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
