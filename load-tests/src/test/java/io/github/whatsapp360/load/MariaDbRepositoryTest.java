package io.github.whatsapp360.load;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A message repository in Debian's MariaDB. */
class MariaDbRepositoryTest extends DatabaseServerTest {

    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");

    @TempDir
    static Path folder;

    private Process server;

    @Override
    boolean isInstalled() {
        return Files.isExecutable(SERVER);
    }

    @Override
    String startServer() throws Exception {
        int port = KafkaBroker.freePort();
        server = RateStore.run(
                "mariadb",
                List.of(
                        SERVER.toString(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + folder,
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=" + folder.resolve("socket"),
                        // its own tables, with the users, do not exist and are not needed
                        "--skip-grant-tables",
                        // not UTC, as on many machines
                        "--default-time-zone=+05:30"));
        String url = "jdbc:mariadb://127.0.0.1:" + port + "/messages?user=root&createDatabaseIfNotExist=true";
        await().ignoreExceptions().until(() -> {
            DriverManager.getConnection(url).close();
            return true;
        });
        return url;
    }

    @Override
    void stopServer() throws IOException {
        if (server != null) {
            server.destroyForcibly().onExit().join();
        }
    }

    @Override
    Stream<ProcessHandle> processes() {
        return Stream.of(server.toHandle());
    }
}
