package io.github.whatsapp360.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.main.Main;

/** On camel-main, whose HTTP server is Vert.x. */
class CamelMainFloodTest extends FloodTest {

    @Override
    protected List<String> command(int port, Map<String, String> properties) {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("camel.server.enabled", "true");
        all.put("camel.server.host", "127.0.0.1");
        all.put("camel.server.port", Integer.toString(port));
        List<String> command = java(all);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Application.class.getName()));
        return command;
    }

    static final class Application {

        private Application() {}

        public static void main(String[] args) throws Exception {
            Main main = new Main();
            main.configure().addRoutesBuilder(AnsweringRoute.class, HungRoute.class);
            main.run(args);
        }
    }
}
