package io.github.whatsapp360.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** The connections, time limits and tables of a {@link JdbcMessageRepository}. */
final class Database {

    static final String DEFAULT_PREFIX = "whatsapp360_";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,29}");
    private static final int TRIES = 3;
    private static final long MOST_MICROSECONDS = TimeUnit.MICROSECONDS.convert(ChronoUnit.CENTURIES.getDuration());

    private final DataSource dataSource;
    private String prefix = DEFAULT_PREFIX;
    private Duration timeout = Duration.ofSeconds(10);
    private boolean createsTables;
    private volatile boolean hasTables;

    Database(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    void setPrefix(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("tablePrefix: it needs 1 to 30 letters, digits and underscores, and a"
                    + " digit must not be the first");
        }
        this.prefix = prefix;
    }

    void setTimeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("queryTimeout: it must be between 1 second and 1 hour");
        }
        this.timeout = timeout;
    }

    void setCreatesTables(boolean createsTables) {
        this.createsTables = createsTables;
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Runs a query. A statement has its parameters as {@code ?}, the {@linkplain SqlDialect parts that differ} in
     * braces, and {@code {p}} before the name of each table.
     *
     * @param parameters texts and long integers
     */
    <T> List<T> query(Row<T> row, String template, List<?> parameters) {
        return run((connection, dialect) -> {
            try (PreparedStatement statement = prepare(connection, dialect, template, parameters);
                    ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row.read(rows));
                }
                return found;
            }
        });
    }

    /** Runs an update, and returns the number of rows that it changed. */
    int update(String template, Object... parameters) {
        return run((connection, dialect) -> {
            try (PreparedStatement statement = prepare(connection, dialect, template, List.of(parameters))) {
                return statement.executeUpdate();
            }
        });
    }

    /** Runs an insertion, and returns false if there is a row with its key already. */
    boolean insert(String template, Object... parameters) {
        return run((connection, dialect) -> {
            try (PreparedStatement statement =
                    prepare(connection, dialect, template + "{unlessThere}", List.of(parameters))) {
                return statement.executeUpdate() == 1;
            } catch (SQLException e) {
                if (hasState(e, "23")) { // integrity constraint violation
                    return false;
                }
                throw e;
            }
        });
    }

    /** Returns a time span as a parameter: microseconds, at most a hundred years, with the sign. */
    static long microseconds(Duration span) {
        long all = TimeUnit.MICROSECONDS.convert(span);
        return Math.max(-MOST_MICROSECONDS, Math.min(all, MOST_MICROSECONDS));
    }

    /** Creates the tables that do not exist. */
    void createTables() {
        call((connection, dialect) -> {
            createTables(connection, dialect);
            return null;
        });
        hasTables = true;
    }

    private void createTables(Connection connection, SqlDialect dialect) throws SQLException {
        if (tablesExist(connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String each : schema(dialect).split(";")) {
                if (!each.isBlank()) {
                    create(statement, each);
                }
            }
        }
    }

    /**
     * Creates a table or an index, unless it exists. If two applications do this at the same time, PostgreSQL has an
     * error for one of them after the other one has finished. Then the next try finds it.
     */
    private static void create(Statement statement, String sql) throws SQLException {
        for (int n = 1; ; n++) {
            try {
                statement.execute(sql);
                return;
            } catch (SQLException e) {
                if (n == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Returns whether they can be read. An application without the right to create tables finds those of another. */
    private boolean tablesExist(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement
                    .executeQuery("SELECT 1 FROM " + prefix + "message WHERE 1 = 0")
                    .close();
            statement
                    .executeQuery("SELECT 1 FROM " + prefix + "media_id WHERE 1 = 0")
                    .close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private String schema(SqlDialect dialect) {
        try (InputStream file = Database.class.getResourceAsStream(dialect.schemaFile())) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("--.*", "")
                    .replace(DEFAULT_PREFIX, prefix);
        } catch (IOException e) {
            throw new IllegalStateException("The component's jar cannot be read", e);
        }
    }

    private PreparedStatement prepare(Connection connection, SqlDialect dialect, String template, List<?> parameters)
            throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(dialect.sql(template).replace("{p}", prefix));
        if (dialect.hasStatementTimeout()) {
            statement.setQueryTimeout((int) timeout.toSeconds());
        }
        for (int n = 0; n < parameters.size(); n++) {
            if (parameters.get(n) instanceof Long number) {
                statement.setLong(n + 1, number);
            } else {
                statement.setString(n + 1, (String) parameters.get(n));
            }
        }
        return statement;
    }

    private interface Work<T> {
        T run(Connection connection, SqlDialect dialect) throws SQLException;
    }

    private <T> T run(Work<T> work) {
        if (createsTables && !hasTables) {
            createTables();
        }
        return call(work);
    }

    private <T> T call(Work<T> work) {
        for (int n = 1; ; n++) {
            try (Connection connection = dataSource.getConnection();
                    Settings settings = new Settings(connection)) {
                settings.apply();
                return work.run(
                        connection, SqlDialect.of(connection.getMetaData().getDatabaseProductName()));
            } catch (SQLException e) {
                // a deadlock, or a conflict of serializable transactions: the database has undone this one
                if (n == TRIES || !hasState(e, "40")) {
                    throw new IllegalStateException(
                            "The database of the message repository failed, with the SQLState " + e.getSQLState()
                                    + ". If its tables do not exist, set createTables, or run"
                                    + " META-INF/whatsapp360/postgresql.sql, mysql.sql or h2.sql of the component's"
                                    + " jar",
                            e);
                }
            }
        }
    }

    private static boolean hasState(SQLException e, String beginning) {
        return e.getSQLState() != null && e.getSQLState().startsWith(beginning);
    }

    /** The settings of a connection while it is used here. Closing restores those that it had. */
    private final class Settings implements AutoCloseable {
        private final Connection connection;
        private final boolean autoCommit;
        private final int networkTimeout;

        Settings(Connection connection) throws SQLException {
            this.connection = connection;
            networkTimeout = connection.getNetworkTimeout();
            autoCommit = connection.getAutoCommit();
        }

        void apply() throws SQLException {
            // after the statement's timeout, so that the database can report it
            long most = 2 * timeout.toMillis();
            setNetworkTimeout((int) (networkTimeout == 0 ? most : Math.min(networkTimeout, most)));
            setAutoCommit(true);
        }

        @Override
        public void close() throws SQLException {
            if (!connection.isClosed()) {
                setAutoCommit(autoCommit);
                setNetworkTimeout(networkTimeout);
            }
        }

        private void setAutoCommit(boolean value) throws SQLException {
            if (!autoCommit) {
                connection.setAutoCommit(value);
            }
        }

        private void setNetworkTimeout(int millis) throws SQLException {
            try {
                connection.setNetworkTimeout(Runnable::run, millis);
            } catch (SQLFeatureNotSupportedException e) {
                // a driver without such a limit; the statement's is left
            }
        }
    }
}
