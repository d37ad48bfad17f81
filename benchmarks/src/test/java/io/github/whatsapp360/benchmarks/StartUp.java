package io.github.whatsapp360.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * A camel-main application that starts, prints the milliseconds since the start of its JVM and those of its processor
 * time, and ends.
 */
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
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        System.out.println("STARTED "
                + (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                + " WORKED " + system.getProcessCpuTime() / 1_000_000);
        main.stop();
    }
}
