package io.github.whatsapp360.examples;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.FileDropJourney;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The example as a process of camel-main, without the emulator that it starts for people. */
class FileDropProcessTest extends FileDropJourney {

    @Override
    protected ProcessBuilder application(Path inbox, Whatsapp360Emulator service) throws IOException {
        int port = FileDrop.freePort();
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcamel.component.whatsapp360.base-url=" + service.baseUrl(),
                "-Dcamel.component.whatsapp360.api-key=" + service.apiKey(),
                "-Dinbox=" + inbox,
                "-Dcamel.server.enabled=true",
                "-Dcamel.server.host=127.0.0.1",
                "-Dcamel.server.port=" + port,
                "-Dapplication-url=http://127.0.0.1:" + port,
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.camel.main.Main");
    }

    @Override
    protected List<String> row(String output) {
        return List.of(
                "camel-main",
                "Camel " + find("Apache Camel (\\S+) \\(", output),
                "the route of `examples/file-drop` in the YAML DSL");
    }
}
