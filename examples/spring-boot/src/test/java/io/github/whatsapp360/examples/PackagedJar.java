package io.github.whatsapp360.examples;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.junit5.FileDropJourney;
import java.nio.file.Path;
import java.util.List;

/** The packaged jar, started with {@code java -jar}. */
abstract class PackagedJar extends FileDropJourney {

    @Override
    protected ProcessBuilder application(Path inbox, Whatsapp360Emulator service) {
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("application"),
                "--server.port=" + port(),
                "--server.address=127.0.0.1",
                "--logging.level.root=DEBUG",
                "--inbox=" + inbox,
                "--camel.component.whatsapp360.base-url=" + service.baseUrl(),
                "--camel.component.whatsapp360.webhook-external-url=" + url(),
                "--camel.component.whatsapp360.to=" + TO);
        process.environment().put("D360_API_KEY", service.apiKey());
        process.environment().put("D360_WEBHOOK_TOKEN", webhookToken());
        return process;
    }

    @Override
    protected List<String> row(String output) {
        return List.of(
                "Spring Boot",
                find(":: Spring Boot ::\\s+\\(v(\\S+)\\)", output) + ", Camel "
                        + find("Apache Camel (\\S+) \\(", output),
                "the packaged jar of `examples/spring-boot`");
    }
}
