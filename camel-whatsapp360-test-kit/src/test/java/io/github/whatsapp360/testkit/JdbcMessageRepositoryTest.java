package io.github.whatsapp360.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.repository.JdbcMessageRepository;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.repository.MessageRepository;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.main.Main;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records in H2. The load tests have PostgreSQL and MariaDB. */
class JdbcMessageRepositoryTest extends MessageRepositoryTestKit {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final HikariDataSource pool = pool(true);

    private HikariDataSource pool(boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setAutoCommit(autoCommit);
        return new HikariDataSource(config);
    }

    @Override
    protected MessageRepository emptyRepository() {
        JdbcMessageRepository repository = new JdbcMessageRepository(pool);
        repository.createTables();
        return repository;
    }

    @Override
    protected MessageRepository ofAnotherApplication(MessageRepository repository) {
        return new JdbcMessageRepository(h2());
    }

    private DataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }

    @AfterEach
    void closeTheLastConnectionAndTheDatabase() {
        pool.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void theStatementOfTheGuideDeletesTheRecordsOfOnePerson() throws Exception {
        MessageRepository repository = emptyRepository();
        for (String to : List.of("4915112345678", "4915112345679")) {
            MessageRecord sending = sending("to " + to);
            repository.insert(sending);
            repository.replace(sending, sending.accepted("wamid." + to, to, "accepted"));
        }
        String statement = Files.readAllLines(Path.of("../docs/guide/data-protection.md")).stream()
                .filter(line -> line.startsWith("DELETE FROM whatsapp360_message"))
                .findFirst()
                .orElseThrow();
        execute(statement);
        assertThat(repository.find(List.of("to 4915112345678", "to 4915112345679")))
                .containsOnlyKeys("to 4915112345679");
    }

    private static MessageRecord sending(String key) {
        return MessageRecord.sending(key, "ab", "owner");
    }

    private static UploadedMedia media(Instant expiresAt) {
        return UploadedMedia.of("1", MediaKind.IMAGE, "image/png", expiresAt);
    }

    @Test
    void theColumnsSayWhatPeopleAskFor() throws Exception {
        MessageRepository repository = new JdbcMessageRepository(pool);
        MessageRecord record = sending("invoice 17");
        repository.insert(record);
        assertThat(value("SELECT message_id FROM whatsapp360_message")).isNull();
        repository.replace(record, record.accepted("wamid.1", "", "accepted"));

        assertThat(value("SELECT state || ' ' || message_id || ' ' || version FROM whatsapp360_message"
                        + " WHERE callback_data = 'invoice 17' AND changed_at <= CURRENT_TIMESTAMP"))
                .isEqualTo("ACCEPTED wamid.1 2");
    }

    @Test
    void cleaningUpRemovesWhatIsTooOld() throws Exception {
        JdbcMessageRepository repository = new JdbcMessageRepository(pool);
        repository.setRetention(Duration.ofDays(2));
        for (int n = 0; n < 2_100; n++) {
            repository.insert(sending("old " + n));
        }
        MessageRecord closed = sending("old and closed");
        repository.insert(closed);
        repository.replace(closed, closed.closed());
        execute("UPDATE whatsapp360_message SET changed_at = DATEADD(HOUR, -49, CURRENT_TIMESTAMP)");
        repository.insert(sending("young"));
        execute("UPDATE whatsapp360_message SET changed_at = DATEADD(HOUR, -47, CURRENT_TIMESTAMP)"
                + " WHERE callback_data = 'young'");
        MediaIdStore mediaIds = repository.mediaIds().orElseThrow();
        mediaIds.put("expired", media(Instant.now().minusSeconds(60)));
        mediaIds.put("valid", media(Instant.now().plusSeconds(3600)));
        assertThat(mediaIds.get("expired")).isEmpty();

        repository.cleanUp();

        assertThat(value("SELECT LISTAGG(callback_data) FROM whatsapp360_message"))
                .isEqualTo("young");
        assertThat(value("SELECT LISTAGG(id) FROM whatsapp360_media_id")).isEqualTo("valid");
        assertThat(repository.unresolved(Duration.ofHours(46), 10)).hasSize(1);
        assertThat(repository.unresolved(Duration.ofHours(48), 10)).isEmpty();
    }

    @Test
    void aMediaIdWithAnExtremeExpiryIsStored() {
        MediaIdStore mediaIds = new JdbcMessageRepository(pool).mediaIds().orElseThrow();

        mediaIds.put("key", media(Instant.MAX));

        assertThat(mediaIds.get("key")).contains(media(Instant.MAX));
    }

    @Test
    void severalApplicationsMayCreateTheTablesAtTheSameTime() throws Exception {
        execute("DROP ALL OBJECTS");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> starts = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(n -> () -> {
                    JdbcMessageRepository repository = new JdbcMessageRepository(h2());
                    repository.setCreateTables(true);
                    return repository.insert(sending("key"));
                })
                .toList();

        List<Boolean> inserted = new ArrayList<>();
        for (Future<Boolean> each : threads.invokeAll(starts)) {
            inserted.add(each.get());
        }
        threads.shutdown();

        assertThat(inserted).containsOnlyOnce(true);
    }

    @Test
    void aUserWithoutTheRightToCreateTablesUsesThoseOfAnother() throws Exception {
        execute("CREATE USER reader PASSWORD 'x'");
        execute("GRANT SELECT, INSERT, UPDATE, DELETE ON whatsapp360_message TO reader");
        execute("GRANT SELECT, INSERT, UPDATE, DELETE ON whatsapp360_media_id TO reader");
        JdbcDataSource source = (JdbcDataSource) h2();
        source.setUser("reader");
        source.setPassword("x");
        JdbcMessageRepository repository = new JdbcMessageRepository(source);

        repository.createTables();

        assertThat(repository.insert(sending("key"))).isTrue();
        execute("DROP TABLE whatsapp360_media_id");
        assertThatThrownBy(repository::createTables)
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void withoutTablesTheErrorNamesTheOption() throws Exception {
        JdbcMessageRepository repository = new JdbcMessageRepository(pool);
        repository.setTablePrefix("other_");

        assertThatThrownBy(() -> repository.find(List.of("secret key")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("createTables")
                .hasMessageContaining("META-INF/whatsapp360/")
                .hasMessageNotContaining("secret key");

        repository.createTables();
        assertThat(repository.insert(sending("key"))).isTrue();
        assertThat(value("SELECT COUNT(*) FROM other_message")).isEqualTo("1");
        assertThat(value("SELECT COUNT(*) FROM whatsapp360_message")).isEqualTo("0");
    }

    @Test
    void aChangeIsCommittedAlsoIfThePoolHasNoAutoCommit() throws Exception {
        try (HikariDataSource other = pool(false)) {
            MessageRepository repository = new JdbcMessageRepository(other);
            repository.insert(sending("key"));

            assertThat(new JdbcMessageRepository(pool).find(List.of("key"))).containsOnlyKeys("key");
            try (Connection connection = other.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
    }

    @Test
    void aConnectionHasItsOwnSettingsAfterwards() throws Exception {
        try (Connection connection = h2().getConnection()) {
            connection.setAutoCommit(false);
            Connection kept = proxy(
                    Connection.class,
                    (self, method, arguments) ->
                            method.getName().equals("close") ? null : method.invoke(connection, arguments));

            new JdbcMessageRepository(proxy(DataSource.class, (self, method, arguments) -> kept))
                    .insert(sending("key"));

            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(new JdbcMessageRepository(pool).find(List.of("key"))).hasSize(1);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                JdbcMessageRepositoryTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1_", "a-", "a b", "a.b_", "a;", "\u00e4_", "a234567890123456789012345678901"})
    void aPrefixThatIsNoNameIsRefused(String prefix) {
        assertThatThrownBy(() -> new JdbcMessageRepository(pool).setTablePrefix(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tablePrefix");
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        JdbcMessageRepository repository = new JdbcMessageRepository(pool);
        assertThatThrownBy(() -> repository.setRetention(Duration.ZERO)).hasMessageContaining("retention");
        assertThatThrownBy(() -> repository.setQueryTimeout(Duration.ofMillis(999)))
                .hasMessageContaining("queryTimeout");
        assertThatThrownBy(() -> repository.setQueryTimeout(Duration.ofDays(1))).hasMessageContaining("queryTimeout");
    }

    @Test
    void propertiesCreateIt() throws Exception {
        Main main = new Main();
        main.bind("dataSource", pool);
        main.addInitialProperty(
                "camel.beans.messages",
                "#class:io.github.whatsapp360.repository.JdbcMessageRepository(#bean:dataSource)");
        main.addInitialProperty("camel.beans.messages.createTables", "true");
        main.addInitialProperty("camel.beans.messages.tablePrefix", "shop_");
        main.addInitialProperty("camel.beans.messages.retention", "60d");
        main.addInitialProperty("camel.beans.messages.queryTimeout", "5s");
        main.start();
        try {
            main.getCamelContext()
                    .getRegistry()
                    .lookupByNameAndType("messages", MessageRepository.class)
                    .insert(sending("key"));
        } finally {
            main.stop();
        }

        assertThat(value("SELECT callback_data FROM shop_message")).isEqualTo("key");
    }
}
