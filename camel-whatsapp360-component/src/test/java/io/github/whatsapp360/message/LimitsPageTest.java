package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.media.MediaKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/reference/limits.md is generated from the limits that the rules check. */
class LimitsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "limits.md");

    @Test
    void thePageSaysWhatTheTablesSay() throws IOException {
        Path copy = Files.writeString(Path.of("target", "limits.md"), page());
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/reference/limits.md; copy %s over it", copy)
                .isEqualTo(page());
    }

    @Test
    void everyLimitHasASource() {
        for (Limit limit : Limit.values()) {
            assertThat(limit.source()).as(limit.name()).isNotBlank();
            assertThat(limit.min()).as(limit.name()).isLessThan(limit.max());
        }
    }

    private static String page() {
        StringBuilder page = new StringBuilder("# Limits\n\n"
                + "This page lists the limits of messages and files. With `validate=true`, the default, the component checks\n"
                + "them before it sends a request. Where sources differ, the newer page of Meta's counts. Characters are\n"
                + "Unicode code points. `LimitsPageTest` writes this page from the code.\n\n"
                + "## Messages\n\n"
                + "| what | at least | at most | unit | source |\n|---|---|---|---|---|\n");
        for (Limit limit : Limit.values()) {
            page.append("| ")
                    .append(limit.field())
                    .append(" | ")
                    .append(limit.min())
                    .append(" | ")
                    .append(limit.max())
                    .append(" | ")
                    .append(limit.unit())
                    .append(" | ")
                    .append(limit.source())
                    .append(" |\n");
        }
        page.append("\n## Files\n\nSource: Meta, \"Supported media types\". 1 MB is read as 1024 × 1024 bytes.\n\n"
                + "| kind | at most | caption | MIME types |\n|---|---|---|---|\n");
        for (MediaKind kind : MediaKind.values()) {
            page.append("| ")
                    .append(kind.type())
                    .append(" | ")
                    .append(size(kind.maxBytes()))
                    .append(kind == MediaKind.STICKER ? ", still ones " + size(MediaKind.MAX_STILL_STICKER_BYTES) : "")
                    .append(" | ")
                    .append(kind.takesCaption() ? "yes" : "no")
                    .append(" | `")
                    .append(String.join("`, `", kind.mimeTypes()))
                    .append("` |\n");
        }
        return page.toString();
    }

    private static String size(long bytes) {
        return bytes >> 20 > 0 ? (bytes >> 20) + " MB" : (bytes >> 10) + " KB";
    }
}
