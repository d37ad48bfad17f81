package io.github.whatsapp360.benchmarks;

import java.lang.management.ManagementFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** A camel-main application that ends when it has started, and says how many milliseconds after its JVM that was. */
public final class StartUp {

    private StartUp() {}

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(args[0]);
            }
        });
        main.start();
        System.out.println("STARTED "
                + (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime()));
        main.stop();
    }
}
