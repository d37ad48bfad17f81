package io.github.whatsapp360.load;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.Whatsapp360Configuration;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.RoutePolicySupport;

/**
 * An application in a process of its own: sends the files of a folder, each to the recipient that its name ends with.
 * It says how much of its heap is used after a fifth, three fifths and all of them.
 */
final class FolderApplication {

    private static final int FIFTHS = 5;

    private FolderApplication() {}

    /**
     * Arguments: base URL, API key, folder, {@code texts} or {@code documents}, how many files, what else the file
     * endpoint is told.
     */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // the log
        boolean texts = args[3].equals("texts");
        int files = Integer.parseInt(args[4]);
        AtomicInteger read = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(files);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Whatsapp360Configuration options = context.getComponent("whatsapp360", Whatsapp360Component.class)
                    .getConfiguration();
            options.setBaseUrl(args[0]);
            options.setApiKey(args[1]);
            options.setMessagesPerSecond(0);
            options.setRetryDelay(5);
            options.setMaxRetries(15); // a tenth of the attempts fails
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + args[2] + "?initialDelay=0&move=.sent&moveFailed=.failed" + args[5])
                            .process(exchange -> {
                                String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
                                String text = read.incrementAndGet() + " " + name;
                                exchange.getMessage().setHeader("CamelWhatsapp360To", name.replaceAll(".*-|\\..*", ""));
                                if (texts) {
                                    String said = exchange.getMessage().getMandatoryBody(String.class);
                                    exchange.getMessage().setBody(text + " " + said);
                                } else {
                                    exchange.getMessage().setHeader("CamelWhatsapp360Caption", text);
                                }
                            })
                            .to("whatsapp360:send")
                            .process(exchange -> {
                                int count = sent.incrementAndGet();
                                if (count == files / FIFTHS || count == 3 * files / FIFTHS || count == files) {
                                    out.println("heap " + usedHeap());
                                }
                            });
                }
            });
            context.addRoutePolicyFactory((camel, routeId, route) -> new RoutePolicySupport() {
                @Override
                public void onExchangeDone(Route done, Exchange exchange) {
                    failed.addAndGet(exchange.isFailed() ? 1 : 0);
                    ended.countDown();
                }
            });
            context.start();
            ended.await();
        }
        out.println("read " + read + ", sent " + sent + ", failed " + failed);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
