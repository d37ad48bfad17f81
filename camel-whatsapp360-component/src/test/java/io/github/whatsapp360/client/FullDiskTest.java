package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.api.NotSentException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A download that cannot be stored fails with a text that names the local folder. */
class FullDiskTest {

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNamed() {
        try (Download download = new Download(Path.of("/dev/full"))) {
            assertThatThrownBy(() -> download.write(new byte[100], 100))
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining("No space left");
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> new Download(missing.resolve("file")))
                .isInstanceOfSatisfying(NotSentException.class, unsent -> assertThat(unsent.getReason())
                        .isEqualTo(NotSentException.Reason.LOCAL_FILE))
                .hasMessageContaining("cannot be stored in the folder " + missing);
        assertThat(Files.exists(missing)).isFalse();
    }
}
