package io.github.whatsapp360.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** On Quarkus, whose HTTP server is Vert.x; the packaged application. */
class QuarkusFloodTest extends FloodTest {

    @Override
    protected List<String> command(int port, Map<String, String> properties) {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("quarkus.http.host", "127.0.0.1");
        all.put("quarkus.http.port", Integer.toString(port));
        List<String> command = java(all);
        command.addAll(List.of(
                "-jar", Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
        return command;
    }
}
