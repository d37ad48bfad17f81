package io.github.whatsapp360.load;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;

/** An application in a process of its own: hands over documents as bytes from one thread, without waiting for any. */
final class BytesApplication {

    static final int BYTES = 1 << 20;

    private BytesApplication() {}

    /** Arguments: base URL, API key, how many documents. */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // the log
        AtomicInteger sent = new AtomicInteger();
        Phaser ends = new Phaser(1);
        try (Application application = new Application(args[0], args[1], options -> options.setMessagesPerSecond(0))) {
            application.sendTo("whatsapp360:send");
            for (int n = 0; n < Integer.parseInt(args[2]); n++) {
                byte[] document = new byte[BYTES];
                ByteBuffer.wrap(document).put(("%PDF-1.7 " + n).getBytes(StandardCharsets.US_ASCII));
                ends.register();
                application
                        .send(
                                document,
                                Map.of(
                                        "CamelWhatsapp360To",
                                        Application.recipient(n),
                                        "CamelWhatsapp360Filename",
                                        "document-" + n + ".pdf"))
                        .thenAccept(exchange -> {
                            if (exchange.getException() == null) {
                                sent.incrementAndGet();
                            } else {
                                exchange.getException().printStackTrace();
                            }
                            ends.arriveAndDeregister();
                        });
            }
            ends.arriveAndAwaitAdvance();
        }
        out.println("sent " + sent);
    }
}
