package io.github.whatsapp360.examples;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.FileDropJourney;
import java.nio.file.Path;
import java.util.List;

/** The example as a process of camel-main, without the emulator that it starts for people. */
class FileDropProcessTest extends FileDropJourney {

    @Override
    protected ProcessBuilder application(Path inbox, Whatsapp360Emulator service) {
        return FileDropProcess.of(inbox, service, port(), webhookToken(), "-Dlog.level=DEBUG");
    }

    @Override
    protected List<String> row(String output) {
        return List.of(
                "camel-main",
                "Camel " + find("Apache Camel (\\S+) \\(", output),
                "the route of `examples/file-drop` in the YAML DSL");
    }
}
