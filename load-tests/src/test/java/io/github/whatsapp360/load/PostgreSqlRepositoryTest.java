package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A message repository in Debian's PostgreSQL. */
class PostgreSqlRepositoryTest extends DatabaseServerTest {

    private RateStore.PostgreSql server;

    @Override
    boolean isInstalled() {
        return RateStore.Kind.POSTGRESQL.isInstalled();
    }

    @Override
    String startServer() throws Exception {
        server = new RateStore.PostgreSql(KafkaBroker.freePort());
        server.start();
        return RateStore.PostgreSql.url(server.port);
    }

    @Override
    void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Stream<ProcessHandle> processes() throws IOException {
        return server.process().children();
    }

    @AfterEach
    void noInsertionIsAnErrorInTheServersLog() throws IOException {
        assertThat(Files.readString(Path.of("target", "postgresql.log"))).doesNotContain("INSERT INTO");
    }
}
