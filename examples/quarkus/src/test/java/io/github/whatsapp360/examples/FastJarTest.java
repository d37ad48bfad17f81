package io.github.whatsapp360.examples;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.FileDropJourney;
import java.nio.file.Path;
import java.util.List;

/** The packaged application, started with {@code java -jar}. */
class FastJarTest extends FileDropJourney {

    @Override
    protected ProcessBuilder application(Path inbox, Whatsapp360Emulator service) {
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.log.level=DEBUG",
                "-Dinbox=" + inbox,
                "-Dcamel.component.whatsapp360.base-url=" + service.baseUrl(),
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
        process.environment().put("D360_API_KEY", service.apiKey());
        return process;
    }

    @Override
    protected List<String> row(String output) {
        return List.of(
                "Quarkus",
                find("powered by Quarkus (\\S+)\\)", output) + ", Camel " + find("Apache Camel (\\S+) \\(", output),
                "the fast-jar of `examples/quarkus`, in JVM mode");
    }
}
