package io.github.whatsapp360.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.Whatsapp360Component;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import java.io.IOException;
import java.nio.file.Path;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.JarIndexer;
import org.junit.jupiter.api.Test;

/** The registrations for a native executable. The test builds none. */
class RegistrationsTest {

    private final Whatsapp360Processor processor = new Whatsapp360Processor();

    @Test
    void whatRoutesReadByNameIsRegisteredAndNothingElseOfOurs() throws Exception {
        assertThat(processor
                        .reflection(new CombinedIndexBuildItem(index(), index()))
                        .getClassNames())
                .contains(
                        "io.github.whatsapp360.api.ApiException",
                        "io.github.whatsapp360.api.InvalidMessageException",
                        "io.github.whatsapp360.media.UploadedMedia",
                        "io.github.whatsapp360.message.OutgoingMessage",
                        "io.github.whatsapp360.message.SentMessage",
                        "io.github.whatsapp360.message.Text")
                .doesNotContain("io.github.whatsapp360.api.Http")
                .noneMatch(name -> name.startsWith("io.github.whatsapp360.delivery"));
    }

    @Test
    void whatIsReadByPathIsThere() {
        assertThat(processor.mimeTypes().getResources()).isNotEmpty().allSatisfy(path -> assertThat(
                        Whatsapp360Component.class.getClassLoader().getResource(path))
                .as(path)
                .isNotNull());
    }

    private static Index index() throws IOException, java.net.URISyntaxException {
        Path jar = Path.of(Whatsapp360Component.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return JarIndexer.createJarIndex(jar.toFile(), new Indexer(), false, false, false)
                .getIndex();
    }
}
