package io.github.whatsapp360.examples;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The file drop as a Spring Boot application; {@code application.properties} has its options. */
@SpringBootApplication
public class FileDropApplication {

    public static void main(String[] args) {
        SpringApplication.run(FileDropApplication.class, args);
    }

    @Bean
    RouteBuilder fileDrop() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("file:{{inbox}}?move=.sent&moveFailed=.failed&initialDelay=0"
                                + "&readLock=changed&readLockMinAge=1s&readLockMinLength=0")
                        .routeId("file-drop")
                        .to("whatsapp360:send")
                        .log("${file:name} was sent");
            }
        };
    }
}
