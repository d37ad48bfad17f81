package io.github.whatsapp360.load;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application in a process of its own that shares a number's rate, and sends as fast as it may until its input ends.
 */
final class SharingApplication {

    private static final int UNDER_WAY = 100;

    private SharingApplication() {}

    /**
     * Sends.
     *
     * @param args the store's kind and port, the service's address, the application's number, and its share
     */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // the log
        ProxyManager<String> rateLimitStore = RateStore.Kind.valueOf(args[0]).client(Integer.parseInt(args[1]));
        int number = Integer.parseInt(args[3]);
        AtomicInteger failed = new AtomicInteger();
        int sent = 0;
        try (Application application = new Application(args[2], "key", options -> {
            options.setRateLimitStore(rateLimitStore);
            options.setRateLimitFallback(Double.parseDouble(args[4]));
            options.setMaxRetries(0);
        })) {
            application.sendTo("whatsapp360:send");
            out.println("ready");
            System.in.read();
            AtomicBoolean stopped = new AtomicBoolean();
            Thread stop = new Thread(() -> {
                try {
                    System.in.read();
                } catch (IOException e) {
                    e.printStackTrace();
                }
                stopped.set(true);
            });
            stop.setDaemon(true);
            stop.start();
            Semaphore room = new Semaphore(UNDER_WAY);
            while (!stopped.get()) {
                room.acquire();
                application
                        .send(
                                number + "-" + sent,
                                Map.of("CamelWhatsapp360To", Application.recipient(10_000 * number + sent)))
                        .thenAccept(exchange -> {
                            if (exchange.getException() != null) {
                                exchange.getException().printStackTrace();
                                failed.incrementAndGet();
                            }
                            room.release();
                        });
                sent++;
            }
            room.acquire(UNDER_WAY);
        }
        out.println("sent " + sent + ", failed " + failed);
        System.exit(0);
    }
}
