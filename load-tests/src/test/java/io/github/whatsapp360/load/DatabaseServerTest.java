package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.repository.JdbcMessageRepository;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRepository;
import io.github.whatsapp360.testkit.MessageRepositoryTestKit;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A message repository in a database server of its own, which may hang. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseServerTest extends MessageRepositoryTestKit {

    private HikariDataSource pool;

    /** Returns whether the server is installed on this machine. */
    abstract boolean isInstalled();

    /** Starts the server, and returns its JDBC URL. */
    abstract String startServer() throws Exception;

    abstract void stopServer() throws Exception;

    /** Returns the processes that answer statements. */
    abstract Stream<ProcessHandle> processes() throws IOException;

    @BeforeAll
    final void start() throws Exception {
        String name = getClass().getSimpleName();
        if (!isInstalled()) {
            System.out.println("################ NOT RUN: " + name + ", its server is not installed ################");
        }
        assumeTrue(isInstalled(), "The server is not installed");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(startServer());
        pool = new HikariDataSource(config);
    }

    @AfterAll
    final void stop() throws Exception {
        if (pool != null) {
            pool.close();
        }
        stopServer();
    }

    @Override
    protected final MessageRepository emptyRepository() throws SQLException {
        JdbcMessageRepository repository = new JdbcMessageRepository(pool);
        repository.createTables();
        execute("DELETE FROM whatsapp360_message");
        execute("DELETE FROM whatsapp360_media_id");
        return repository;
    }

    @Override
    protected final MessageRepository ofAnotherApplication(MessageRepository repository) {
        return new JdbcMessageRepository(pool);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static MessageRecord sending(String key) {
        return MessageRecord.sending(key, "ab", "owner");
    }

    @Test
    void cleaningUpRemovesWhatIsTooOldAlsoFromSeveralApplications() throws Exception {
        MessageRepository repository = new JdbcMessageRepository(pool);
        for (int n = 0; n < 2_100; n++) {
            repository.insert(sending("old " + n));
        }
        execute("UPDATE whatsapp360_message SET changed_at = changed_at - INTERVAL '91' DAY");
        repository.insert(sending("young"));
        execute("UPDATE whatsapp360_message SET changed_at = changed_at - INTERVAL '89' DAY"
                + " WHERE callback_data = 'young'");

        simultaneously(4, () -> {
            new JdbcMessageRepository(pool).cleanUp();
            return true;
        });

        assertThat(repository.unresolved(Duration.ZERO, 10))
                .extracting(MessageRecord::callbackData)
                .containsExactly("young");
        assertThat(repository.unresolved(Duration.ofDays(88), 10)).hasSize(1);
        assertThat(repository.unresolved(Duration.ofDays(90), 10)).isEmpty();
    }

    @Test
    void severalApplicationsMayCreateTheTablesAtTheSameTime() throws Exception {
        for (int round = 0; round < 5; round++) {
            String prefix = "round" + round + "_";
            List<Boolean> inserted = simultaneously(8, () -> {
                JdbcMessageRepository repository = new JdbcMessageRepository(pool);
                repository.setTablePrefix(prefix);
                repository.setCreateTables(true);
                return repository.insert(sending("key"));
            });
            assertThat(inserted).containsOnlyOnce(true);
        }
    }

    @Test
    void aLockedRowHoldsNoThreadForEver() throws Exception {
        JdbcMessageRepository repository = new JdbcMessageRepository(pool);
        repository.setQueryTimeout(Duration.ofSeconds(1));
        MessageRecord record = sending("key");
        repository.insert(record);
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE whatsapp360_message SET version = 7");

            assertThatThrownBy(() -> repository.replace(record, record.released()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasCauseInstanceOf(SQLException.class);

            other.rollback();
        }
        assertThat(repository.replace(record, record.released())).isTrue();
    }

    @Test
    void aFrozenServerHoldsNoThreadForEver() throws Exception {
        // freezes the server when the repository has its connection
        DataSource freezing = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    Connection connection = DriverManager.getConnection(pool.getJdbcUrl());
                    signal("-STOP");
                    return connection;
                });
        JdbcMessageRepository repository = new JdbcMessageRepository(freezing);
        repository.setQueryTimeout(Duration.ofSeconds(1));
        try {
            assertThatThrownBy(() -> repository.find(List.of("key")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasCauseInstanceOf(SQLException.class);
        } finally {
            signal("-CONT");
        }
        assertThat(new JdbcMessageRepository(pool).insert(sending("key"))).isTrue();
    }

    private void signal(String name) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", name));
        processes().map(each -> Long.toString(each.pid())).forEach(command::add);
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private static List<Boolean> simultaneously(int threads, Callable<Boolean> task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Boolean> answers = new ArrayList<>();
            for (Future<Boolean> each : executor.invokeAll(
                    IntStream.range(0, threads).mapToObj(n -> task).toList())) {
                answers.add(each.get());
            }
            return answers;
        } finally {
            executor.shutdownNow();
        }
    }
}
