package io.github.whatsapp360.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.FileDropJourney;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The example in a real Apache Karaf: hot-deployed, uninstalled, installed again and restarted. */
class KarafTest extends FileDropJourney {

    private static final String KARAF_VERSION = System.getProperty("karaf.version");
    private static final String CAMEL_VERSION = System.getProperty("camel.version");

    private static final Pattern UNINSTALLED = Pattern.compile(
            "(?s)Uninstalling bundles:.* io\\.github\\.whatsapp360\\.camel-whatsapp360/.*Refreshing bundles:");

    private final Path karaf =
            Path.of("target", "apache-karaf-" + KARAF_VERSION).toAbsolutePath();
    private final Path features = Path.of("target", "classes", "features.xml");
    private final Path deployed = karaf.resolve("deploy/example-karaf.xml");
    private boolean first = true;

    @Override
    protected ProcessBuilder application(Path inbox, Whatsapp360Emulator service) throws IOException {
        ProcessBuilder process = new ProcessBuilder(karaf.resolve("bin/karaf").toString(), "server");
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().put("EXTRA_JAVA_OPTS", "-Dkaraf.log.console=DEBUG");
        if (first) {
            first = false;
            process.command().add("clean");
            new KarafSetup(karaf).prepare();
            Files.writeString(
                    karaf.resolve("etc/io.github.whatsapp360.examples.cfg"),
                    """
                    inbox = %s
                    recipient = %s
                    apiKey = %s
                    baseUrl = %s
                    webhookToken = %s
                    url = %s
                    port = %d
                    """
                            .formatted(inbox, TO, service.apiKey(), service.baseUrl(), webhookToken(), url(), port()));
            Files.copy(features, deployed, StandardCopyOption.REPLACE_EXISTING);
        }
        return process;
    }

    @Test
    @Order(4)
    void uninstalledNothingIsSentAndInstalledAgainItIs() throws Exception {
        int before = emulator().messages().size();
        Files.delete(deployed);
        await(
                "the component's bundle is gone",
                () -> UNINSTALLED.matcher(output()).find());
        await("the route has ended", () -> output().contains("(file-drop) shutdown in"));
        drop(Path.of(System.getProperty("samples.dir"), "good", "note.txt"), "while-away.txt");
        Files.copy(features, deployed);
        await("it is sent", () -> Files.exists(inbox().resolve(".sent/while-away.txt")));
        assertEquals(before + 1, emulator().messages().size(), "messages");
    }

    @Override
    protected List<String> row(String output) {
        assertTrue(output.contains("Apache Camel " + CAMEL_VERSION + " (file-drop) started"));
        return List.of(
                "Apache Karaf",
                KARAF_VERSION + ", Camel " + CAMEL_VERSION,
                "the unpacked distribution with `examples/karaf` (Blueprint) and our features file; in "
                        + "camel-karaf 4.18.4's place, Camel's plain jars as wrapped bundles and `camel-core-osgi` "
                        + "4.14.5; webhooks through Camel's Vert.x server",
                "hot-deployed, uninstalled and installed again");
    }
}
