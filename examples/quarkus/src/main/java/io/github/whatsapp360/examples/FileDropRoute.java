package io.github.whatsapp360.examples;

import org.apache.camel.builder.RouteBuilder;

/** The file drop in Quarkus, which finds this class by itself; {@code application.properties} has the options. */
public class FileDropRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{inbox}}?move=.sent&moveFailed=.failed&initialDelay=0"
                        + "&readLock=changed&readLockMinAge=1s&readLockMinLength=0")
                .routeId("file-drop")
                .to("whatsapp360:send")
                .log("${file:name} was sent");
    }
}
