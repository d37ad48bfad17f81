package io.github.whatsapp360.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.TestClient.Response;
import io.github.whatsapp360.emulator.junit5.Whatsapp360EmulatorExtension;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All files of the page are served. None loads anything from another server or writes HTML or styles from data. */
class PageFilesTest {

    @RegisterExtension
    static final Whatsapp360EmulatorExtension SERVICE = new Whatsapp360EmulatorExtension();

    private static final Pattern LOADED =
            Pattern.compile("(?:from |import |src=|href=)['\"]\\.?/?([a-z]+\\.(?:js|css|svg))['\"]");

    static List<Path> files() throws IOException, URISyntaxException {
        Path folder = Path.of(Whatsapp360Emulator.class.getResource("page").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachIsServedAndSafe(Path file) throws IOException {
        Response response = get("/" + file.getFileName());
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(response.text())
                .doesNotContain(
                        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
                .doesNotContain("//cdn", "@import")
                .doesNotContainPattern("(?<!\\w)url\\([\"'h]")
                .doesNotContainPattern("(?:src|href)=\"https?:")
                .doesNotContainPattern("\\son[a-z]+=\"|\\sstyle=\"");
    }

    @Test
    void whatTheyLoadIsThere() throws IOException, URISyntaxException {
        for (Path file : files()) {
            List<String> loaded = LOADED.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(loaded)
                    .allSatisfy(name ->
                            assertThat(get("/" + name).status()).as(name).isEqualTo(200));
        }
    }

    @Test
    void nothingElseIsServed() {
        assertThat(get("/missing.js").status()).isNotEqualTo(200);
        assertThat(get("/page/chat.js").status()).isNotEqualTo(200);
        assertThat(get("/ChatPage.class").status()).isNotEqualTo(200);
    }

    private static Response get(String path) {
        return new TestClient(SERVICE.emulator().baseUrl(), "").get(path);
    }
}
