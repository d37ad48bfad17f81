package io.github.whatsapp360.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** On Spring Boot, whose HTTP server is Tomcat. */
class SpringBootFloodTest extends FloodTest {

    @Override
    protected List<String> command(int port, Map<String, String> properties) {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("server.address", "127.0.0.1");
        all.put("server.port", Integer.toString(port));
        all.put("camel.main.run-controller", "true");
        List<String> command = java(all);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Application.class.getName()));
        return command;
    }

    @SpringBootApplication
    static class Application {

        public static void main(String[] args) {
            SpringApplication.run(Application.class, args);
        }

        @Bean
        RouteBuilder answers() {
            return new AnsweringRoute();
        }

        @Bean
        RouteBuilder hung() {
            return new HungRoute();
        }
    }
}
