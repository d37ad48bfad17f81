package io.github.whatsapp360.repository;

import io.github.whatsapp360.media.MediaIdStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A repository in a database: PostgreSQL, MySQL, MariaDB or H2. The records are in the table
 * {@code whatsapp360_message}, and media IDs are in {@code whatsapp360_media_id}. The jar contains the statements that
 * create both: {@code META-INF/whatsapp360/postgresql.sql}, {@code mysql.sql} and {@code h2.sql}.
 *
 * <p>Each record is one row: its JSON, and columns that people can query. Ages are differences of the database's clock,
 * so the clocks of the applications do not matter. Each change is one statement, which is committed when the method
 * returns. If the database rolls a statement back because of a deadlock or a conflict, it is repeated, at most twice.
 *
 * <p><b>The DataSource</b> should be a pool, and must return a connection that takes part in no transaction, because a
 * record must survive a rollback of the route. A plain pool, such as HikariCP, does this. Spring's
 * {@code TransactionAwareDataSourceProxy} does not: give its target to the repository. A pool that joins JTA
 * transactions does not either: give the repository one of its own without them (in Quarkus:
 * {@code quarkus.datasource.NAME.jdbc.transactions=disabled}). A connection that is not in auto-commit mode is set to
 * it, and set back afterwards; on some databases this takes two more round trips. The connections must lead to the
 * database that is written, and not to a read replica.
 *
 * <p>All setters must be called before the first use. Every method throws an {@link IllegalStateException} if the
 * database fails or does not answer in time.
 */
public final class JdbcMessageRepository implements MessageRepository {

    private static final int MOST_KEYS = 1024;
    private static final int BATCH = 1000;
    private static final String COLUMNS = "SELECT record_json, {age} AS age FROM {p}message";

    private final Database database;
    private final MediaIdStore mediaIds;
    private Duration retention = Duration.ofDays(90);

    /** Creates a repository over this DataSource, which the caller owns and closes. It does not connect yet. */
    public JdbcMessageRepository(DataSource dataSource) {
        Objects.requireNonNull(dataSource, "dataSource");
        database = new Database(dataSource);
        mediaIds = new JdbcMediaIdStore(database);
    }

    /**
     * Sets the beginning of the tables' names. The default is {@code whatsapp360_}. A schema belongs into the
     * DataSource (PostgreSQL: {@code currentSchema}).
     *
     * @param tablePrefix 1 to 30 ASCII letters, digits and underscores; a digit must not be the first
     * @throws IllegalArgumentException if it has other characters
     */
    public void setTablePrefix(String tablePrefix) {
        Objects.requireNonNull(tablePrefix, "tablePrefix");
        database.setPrefix(tablePrefix);
    }

    /**
     * Sets whether the tables are created at the first use if they do not exist. The default is false. Several
     * applications may start at the same time.
     */
    public void setCreateTables(boolean createTables) {
        database.setCreatesTables(createTables);
    }

    /**
     * Sets the time after the last change of a record at which {@link #cleanUp} removes it, whatever its state. It must
     * be longer than a queue or a person may take to deliver a message again, because a message without a record is
     * sent. The default is 90 days: WhatsApp tries to deliver a message for 30 days, and a webhook may be 7 days late.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public void setRetention(Duration retention) {
        Objects.requireNonNull(retention, "retention");
        if (retention.isZero() || retention.isNegative()) {
            throw new IllegalArgumentException("retention: it must be positive");
        }
        this.retention = retention;
    }

    /**
     * Sets the time after which the database cancels a statement (except H2, which has a limit of its own for locks).
     * The default is 10 seconds. After twice this time without an answer, the connection is closed, unless the
     * DataSource has a shorter limit. The time to get a connection is a setting of the pool.
     *
     * @param queryTimeout whole seconds, from 1 second to 1 hour
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public void setQueryTimeout(Duration queryTimeout) {
        Objects.requireNonNull(queryTimeout, "queryTimeout");
        database.setTimeout(queryTimeout);
    }

    /**
     * Creates the tables and their indexes, unless they exist. Several applications may do this at the same time. The
     * user of the database needs the right to create tables, unless they exist.
     *
     * @throws IllegalStateException if they do not exist and cannot be created
     */
    public void createTables() {
        database.createTables();
    }

    @Override
    public Map<String, MessageRecord> find(Collection<String> callbackData) {
        Objects.requireNonNull(callbackData, "callbackData");
        List<String> ids = callbackData.stream().map(JdbcMessageRepository::id).toList();
        Map<String, MessageRecord> found = new HashMap<>();
        for (int from = 0; from < ids.size(); from += MOST_KEYS) {
            List<String> some = filledUp(ids.subList(from, Math.min(from + MOST_KEYS, ids.size())));
            for (MessageRecord record :
                    database.query(JdbcMessageRepository::read, COLUMNS + " WHERE id IN " + list(some), some)) {
                found.put(record.callbackData(), record);
            }
        }
        return found;
    }

    @Override
    public boolean insert(MessageRecord record) {
        Objects.requireNonNull(record, "record");
        return database.insert(
                "INSERT INTO {p}message (id, callback_data, state, message_id, version, changed_at, record_json)"
                        + " VALUES (?, ?, ?, NULLIF(?, ''), ?, {now}, ?)",
                id(record.callbackData()),
                record.callbackData(),
                record.state().name(),
                record.messageId(),
                record.version(),
                record.toJson());
    }

    @Override
    public boolean replace(MessageRecord before, MessageRecord after) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        return database.update(
                        "UPDATE {p}message SET state = ?, message_id = NULLIF(?, ''), version = ?, changed_at = {now},"
                                + " record_json = ? WHERE id = ? AND version = ?",
                        after.state().name(),
                        after.messageId(),
                        after.version(),
                        after.toJson(),
                        id(before.callbackData()),
                        before.version())
                == 1;
    }

    @Override
    public boolean remove(MessageRecord record) {
        Objects.requireNonNull(record, "record");
        return database.update(
                        "DELETE FROM {p}message WHERE id = ? AND version = ?",
                        id(record.callbackData()),
                        record.version())
                == 1;
    }

    @Override
    public List<MessageRecord> unresolved(Duration age, int limit) {
        Objects.requireNonNull(age, "age");
        return database.query(
                JdbcMessageRepository::read,
                COLUMNS + " WHERE state IN ('SENDING', 'ACCEPTED') AND changed_at < {ago} ORDER BY changed_at LIMIT ?",
                List.of(Database.microseconds(age), (long) limit));
    }

    /**
     * Removes the records that are older than the {@linkplain #setRetention retention}, and the media IDs that the
     * service has deleted. Each statement removes at most 1,000 rows. Several applications may do this at the same
     * time.
     */
    @Override
    public void cleanUp() {
        long age = Database.microseconds(retention);
        for (MessageRecord.State state : MessageRecord.State.values()) {
            // state by state, so that the index for the unresolved ones serves here too
            removeAll("{p}message WHERE state = '" + state + "' AND changed_at < {ago}", age);
        }
        removeAll("{p}media_id WHERE expires_at < {ago}", 0);
    }

    @Override
    public Optional<MediaIdStore> mediaIds() {
        return Optional.of(mediaIds);
    }

    /** Removes rows by their keys, in batches, so that no statement locks a large part of a table. */
    private void removeAll(String old, long age) {
        List<String> ids;
        do {
            ids = database.query(
                    row -> row.getString(1), "SELECT id FROM " + old + " LIMIT ?", List.of(age, (long) BATCH));
            if (!ids.isEmpty()) {
                List<Object> parameters = new ArrayList<>(List.of(age));
                parameters.addAll(ids);
                database.update("DELETE FROM " + old + " AND id IN " + list(ids), parameters.toArray());
            }
        } while (ids.size() == BATCH);
    }

    private static MessageRecord read(ResultSet row) throws SQLException {
        // below zero if the row was changed after the query's time of the database
        long age = Math.max(0, row.getLong(2));
        return MessageRecord.fromJson(row.getString(1)).withAge(Duration.of(age, ChronoUnit.MICROS));
    }

    /** Repeats the last key up to a power of two, so that there are few different statements to prepare. */
    private static List<String> filledUp(List<String> ids) {
        List<String> filled = new ArrayList<>(ids);
        while (Integer.bitCount(filled.size()) != 1) {
            filled.add(ids.get(ids.size() - 1));
        }
        return filled;
    }

    private static String list(List<?> values) {
        return "(?" + ", ?".repeat(values.size() - 1) + ")";
    }

    /** Returns the key of a row: databases may ignore upper and lower case, and spaces at the end. */
    private static String id(String callbackData) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(callbackData.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
