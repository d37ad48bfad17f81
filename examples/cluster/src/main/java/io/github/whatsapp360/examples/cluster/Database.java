package io.github.whatsapp360.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.repository.JdbcMessageRepository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.tools.Server;

/** The database of the nodes: one that runs elsewhere, Debian's PostgreSQL, or H2. */
final class Database implements AutoCloseable {

    private final String url;
    private final Runnable stop;
    private final HikariDataSource pool;

    private Database(String url, Runnable stop) throws IOException, SQLException {
        this.url = url;
        this.stop = stop;
        this.pool = NodeBeans.pool(url, 2);
        createTables();
    }

    /**
     * Starts a database with empty tables.
     *
     * @param wanted a JDBC URL of PostgreSQL; {@code postgresql}, {@code h2}, or {@code auto} for the first of the two
     *     that is installed
     */
    static Database start(String wanted, Path folder) throws Exception {
        if (wanted.startsWith("jdbc:")) {
            return new Database(wanted, () -> {});
        }
        Optional<Path> programs = wanted.equals("h2") ? Optional.empty() : postgreSql();
        if (programs.isPresent()) {
            return postgreSql(programs.get(), folder);
        }
        if (wanted.equals("postgresql")) {
            throw new IllegalArgumentException("PostgreSQL is not installed in /usr/lib/postgresql");
        }
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        return new Database(
                "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./cluster;MODE=PostgreSQL;LOCK_TIMEOUT=5000",
                server::stop);
    }

    /** Returns the folder with the programs of the newest PostgreSQL; empty if none is installed. */
    static Optional<Path> postgreSql() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(all)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(all)) {
                for (Path version : versions) {
                    if (Files.isExecutable(version.resolve("bin/postgres"))) {
                        found.add(version.resolve("bin"));
                    }
                }
            }
        }
        return found.stream().sorted().reduce((one, other) -> other);
    }

    String url() {
        return url;
    }

    DataSource pool() {
        return pool;
    }

    private static Database postgreSql(Path programs, Path logs) throws Exception {
        Process made = new ProcessBuilder(asUser("mktemp", "-d", "-t", "cluster.XXXXXX")).start();
        String folder = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String initdb = programs.resolve("initdb").toString();
        int initialized = new ProcessBuilder(asUser(initdb, "-D", folder, "-A", "trust", "-U", "cluster"))
                .redirectErrorStream(true)
                .redirectOutput(logs.resolve("initdb.log").toFile())
                .start()
                .waitFor();
        if (initialized != 0) {
            throw new IllegalStateException("PostgreSQL could not be initialized; see " + logs.resolve("initdb.log"));
        }
        int port = Cluster.freePort();
        // it ends when its input ends, and then takes its folder with it
        String untilInputEnds =
                "\"$@\" & server=$!; cat > /dev/null; kill -INT $server; wait $server; rm -rf " + folder;
        Child server = Child.start(
                asUser(
                        "sh",
                        "-c",
                        untilInputEnds,
                        "sh",
                        programs.resolve("postgres").toString(),
                        "-D",
                        folder,
                        "-p",
                        Integer.toString(port),
                        "-h",
                        "127.0.0.1",
                        "-k",
                        folder,
                        "-c",
                        "max_connections=200"),
                logs.resolve("postgresql.log"),
                "database system is ready to accept connections");
        return new Database(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=cluster&connectTimeout=2&socketTimeout=15",
                server.awaitReady()::end);
    }

    /** PostgreSQL does not run as root. */
    private static List<String> asUser(String... command) {
        List<String> all = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private void createTables() throws IOException, SQLException {
        new JdbcMessageRepository(pool).createTables();
        try (InputStream file = Database.class.getResourceAsStream("/schema.sql");
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            String schema = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            statement.execute(schema);
        }
    }

    @Override
    public void close() {
        pool.close();
        stop.run();
    }
}
