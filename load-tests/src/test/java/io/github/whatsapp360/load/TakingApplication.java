package io.github.whatsapp360.load;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.h2.jdbcx.JdbcDataSource;

/** An application in a process of its own, which takes webhooks, or never ends with them, and says which it takes. */
final class TakingApplication {

    private TakingApplication() {}

    /**
     * @param args {@code file} or {@code jdbc}; the folder of the keys; {@code take} or {@code hold}
     */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // the log
        boolean hold = args[2].equals("hold");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("keys", repository(args[0], Path.of(args[1])));
            VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
            http.setBindHost("127.0.0.1");
            http.setBindPort(0);
            VertxPlatformHttpServer server = new VertxPlatformHttpServer(http);
            server.setCamelContext(context);
            context.start();
            server.start();
            context.addService(server);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("webhook:whatsapp360:events?webhookPath=/events&webhookAutoRegister=false"
                                    + "&allowUnauthenticated=true&idempotentRepository=#keys")
                            .process(exchange -> {
                                out.println((hold ? "holds " : "takes ")
                                        + exchange.getMessage().getHeader("CamelWhatsapp360MessageId"));
                                if (hold) {
                                    new CountDownLatch(1).await();
                                }
                            });
                }
            });
            out.println(server.getPort());
            while (System.in.read() >= 0) {
                // until the test ends
            }
        }
    }

    private static IdempotentRepository repository(String kind, Path folder) {
        if (kind.equals("file")) {
            return FileIdempotentRepository.fileIdempotentRepository(
                    folder.resolve("keys").toFile());
        }
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + folder.resolve("keys").toAbsolutePath());
        return new JdbcMessageIdRepository(database, "events");
    }
}
