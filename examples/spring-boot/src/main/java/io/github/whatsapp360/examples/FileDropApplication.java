package io.github.whatsapp360.examples;

import io.github.whatsapp360.api.NotSentException;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
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
                from("file:{{inbox}}?move=${exchangeProperty.outcome}/${file:onlyname}&initialDelay=0"
                                + "&readLock=changed&readLockMinAge=1s&readLockMinLength=0")
                        .routeId("file-drop")
                        // a stop while it waits: it stays failed, so its file stays in the inbox, and the next start
                        // takes it
                        .onException(NotSentException.class)
                        .onWhen(exchange -> exchange.getProperty(Exchange.EXCEPTION_CAUGHT, NotSentException.class)
                                        .getReason()
                                == NotSentException.Reason.STOPPED)
                        .logExhausted(false)
                        .end()
                        // all others are handled, so "move" takes their files to .failed
                        .onException(Exception.class)
                        .handled(true)
                        .setProperty("outcome", constant(".failed"))
                        .log(LoggingLevel.WARN, "${file:name} was not sent: ${exception.message}")
                        .end()
                        .setProperty("outcome", constant(".sent"))
                        .to("whatsapp360:send?confirm=delivered")
                        .log("${file:name} was sent");
                from("whatsapp360:events")
                        .routeId("answers")
                        .choice()
                        .when(header("CamelWhatsapp360EventType").isEqualTo("status"))
                        .log("A message was ${header.CamelWhatsapp360MessageStatus}")
                        .when(simple("${header.CamelWhatsapp360EventType} == 'message' && ${body.text} != ''"))
                        .setHeader("CamelWhatsapp360To", header("CamelWhatsapp360From"))
                        .setBody(simple("Thank you. You wrote: ${body.text}"))
                        .to("whatsapp360:send");
            }
        };
    }
}
