package io.github.whatsapp360.load;

import io.github.whatsapp360.Whatsapp360Confirmation;
import io.github.whatsapp360.event.WebhookEvent;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** An application in a process of its own, which sends at 1,000 a second and waits for each delivery. */
final class SendingApplication {

    private static final int UNDER_WAY = 5_000;

    /** Few enough messages to each that the service's limit for a recipient is kept. */
    private static final int RECIPIENTS = 5_000;

    private SendingApplication() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // the log
        int messages = Integer.parseInt(args[2]);
        AtomicInteger events = new AtomicInteger();
        AtomicInteger confirmed = new AtomicInteger();
        try (Application application = new Application(args[0], args[1], options -> {
            options.setMessagesPerSecond(1_000);
            options.setConfirm(Whatsapp360Confirmation.DELIVERED);
            options.setConfirmTimeout(600_000);
        })) {
            application
                    .listen(exchange -> {
                        if (exchange.getMessage().getBody() instanceof WebhookEvent) {
                            events.incrementAndGet();
                        }
                    })
                    .sendTo("whatsapp360:send");
            out.println("ready");
            System.in.read();
            long start = System.nanoTime();
            Semaphore room = new Semaphore(UNDER_WAY);
            for (int n = 0; n < messages; n++) {
                room.acquire();
                application
                        .send("hello", Map.of("CamelWhatsapp360To", Application.recipient(n % RECIPIENTS)))
                        .thenAccept(exchange -> {
                            if (exchange.getException() == null) {
                                confirmed.incrementAndGet();
                            } else {
                                exchange.getException().printStackTrace();
                            }
                            room.release();
                        });
            }
            room.acquire(UNDER_WAY);
            long seconds = (System.nanoTime() - start) / 1_000_000_000L;
            out.println("confirmed " + confirmed + " of " + messages + " in " + seconds + " s");
            while (System.in.read() >= 0) {
                // until all webhooks have been delivered
            }
            out.println("events " + events);
        }
    }
}
