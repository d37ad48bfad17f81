package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A store in a process of its own that applications share a rate in. It can be killed and started again. */
abstract class RateStore implements AutoCloseable {

    /** Each with what it needs on this machine. */
    enum Kind {
        REDIS(Path.of("/usr/bin/redis-server")) {
            @Override
            RateStore store(int port, Path folder) {
                return new Redis(port, folder);
            }

            @Override
            ProxyManager<String> client(int port) {
                ClientResources resources = ClientResources.builder()
                        .reconnectDelay(Delay.constant(Duration.ofMillis(200)))
                        .build();
                RedisURI uri = RedisURI.builder()
                        .withHost("127.0.0.1")
                        .withPort(port)
                        .withTimeout(Duration.ofSeconds(5))
                        .build();
                return Bucket4jLettuce.casBasedBuilder(RedisClient.create(resources, uri)
                                .connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)))
                        .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                                Duration.ofMinutes(5)))
                        .build();
            }
        },
        HAZELCAST(Path.of(System.getProperty("java.home"), "bin", "java")) {
            @Override
            RateStore store(int port, Path folder) {
                return new Hazelcast(port);
            }

            @Override
            ProxyManager<String> client(int port) {
                ClientConfig config = new ClientConfig();
                config.setProperty("hazelcast.client.invocation.timeout.seconds", "1");
                config.setProperty("hazelcast.phone.home.enabled", "false");
                config.getNetworkConfig().addAddress("127.0.0.1:" + port);
                config.getConnectionStrategyConfig().setReconnectMode(ReconnectMode.ASYNC);
                config.getConnectionStrategyConfig()
                        .getConnectionRetryConfig()
                        .setInitialBackoffMillis(200)
                        .setMaxBackoffMillis(200);
                return Bucket4jHazelcast.entryProcessorBasedBuilder(
                                HazelcastClient.newHazelcastClient(config).<String, byte[]>getMap("rates"))
                        .build();
            }
        },
        POSTGRESQL(PostgreSql.BIN.resolve("postgres")) {
            @Override
            RateStore store(int port, Path folder) throws IOException, InterruptedException {
                return new PostgreSql(port);
            }

            @Override
            ProxyManager<String> client(int port) {
                HikariConfig config = new HikariConfig();
                config.setJdbcUrl(PostgreSql.url(port) + "&connectTimeout=1&socketTimeout=1");
                config.setConnectionTimeout(400);
                config.setValidationTimeout(300);
                config.setInitializationFailTimeout(-1);
                return Bucket4jPostgreSQL.selectForUpdateBasedBuilder(new HikariDataSource(config))
                        .table("rates")
                        .primaryKeyMapper(PrimaryKeyMapper.STRING)
                        .build();
            }
        };

        private final Path program;

        Kind(Path program) {
            this.program = program;
        }

        boolean isInstalled() {
            return Files.isExecutable(program);
        }

        abstract RateStore store(int port, Path folder) throws IOException, InterruptedException;

        /** Returns what an application needs to reach it. */
        abstract ProxyManager<String> client(int port);
    }

    final int port;

    private RateStore(int port) {
        this.port = port;
    }

    static RateStore create(Kind kind, Path folder) throws IOException, InterruptedException {
        return kind.store(KafkaBroker.freePort(), folder);
    }

    /** Starts it, and returns when it can be used. */
    abstract void start() throws Exception;

    /** Sends SIGKILL. */
    abstract void kill() throws IOException;

    @Override
    public abstract void close() throws IOException;

    final void awaitPort() {
        await().ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
    }

    static Process run(String name, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", name + ".log").toFile()))
                .start();
    }

    private abstract static class OneProcess extends RateStore {
        private final String name;
        private final List<String> command;
        private Process process;

        OneProcess(int port, String name, List<String> command) {
            super(port);
            this.name = name;
            this.command = command;
        }

        @Override
        void start() throws Exception {
            process = run(name, command);
            awaitPort();
        }

        @Override
        void kill() throws IOException {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private static final class Redis extends OneProcess {
        Redis(int port, Path folder) {
            super(
                    port,
                    "redis",
                    List.of(
                            Kind.REDIS.program.toString(),
                            "--bind",
                            "127.0.0.1",
                            "--port",
                            Integer.toString(port),
                            "--dir",
                            folder.toString(),
                            "--save",
                            ""));
        }
    }

    private static final class Hazelcast extends OneProcess {
        Hazelcast(int port) {
            super(
                    port,
                    "hazelcast",
                    List.of(
                            Kind.HAZELCAST.program.toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HazelcastMember.class.getName(),
                            Integer.toString(port)));
        }
    }

    /** A cluster of its own, which survives a kill, as a user that is not root. */
    static final class PostgreSql extends RateStore {
        private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

        private final Path folder;

        PostgreSql(int port) throws IOException, InterruptedException {
            super(port);
            Process made = new ProcessBuilder(asUser("mktemp", "-d", "-t", "rates.XXXXXX")).start();
            folder = Path.of(new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            int initialized = run(
                            "postgresql",
                            asUser(
                                    BIN.resolve("initdb").toString(),
                                    "-D",
                                    folder.toString(),
                                    "-A",
                                    "trust",
                                    "-U",
                                    "rates"))
                    .waitFor();
            assertThat(initialized).isZero();
        }

        static String url(int port) {
            return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=rates";
        }

        private static List<String> asUser(String... command) {
            Stream<String> user = "root".equals(System.getProperty("user.name"))
                    ? Stream.of("runuser", "-u", "postgres", "--")
                    : Stream.of();
            return Stream.concat(user, Stream.of(command)).toList();
        }

        @Override
        void start() throws Exception {
            List<String> command = new ArrayList<>(asUser(
                    BIN.resolve("postgres").toString(),
                    "-D",
                    folder.toString(),
                    "-p",
                    Integer.toString(port),
                    "-h",
                    "127.0.0.1",
                    "-k",
                    folder.toString()));
            // it does not start while children of the one that was killed are still there
            await().ignoreExceptions().until(() -> {
                Process server = run("postgresql", command);
                await().ignoreExceptions().until(() -> !server.isAlive() || canBeUsed());
                return server.isAlive();
            });
        }

        private boolean canBeUsed() throws Exception {
            try (Connection connection = DriverManager.getConnection(url(port));
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS rates(id VARCHAR PRIMARY KEY, state BYTEA, expires_at BIGINT)");
            }
            return true;
        }

        @Override
        void kill() throws IOException {
            ProcessHandle server = process();
            server.destroyForcibly();
            server.onExit().join();
        }

        ProcessHandle process() throws IOException {
            Path pid = folder.resolve("postmaster.pid");
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0)))
                    .orElseThrow();
        }

        @Override
        public void close() throws IOException {
            if (Files.exists(folder.resolve("postmaster.pid"))) {
                kill();
            }
            new ProcessBuilder("rm", "-rf", folder.toString()).start().onExit().join();
        }
    }
}
