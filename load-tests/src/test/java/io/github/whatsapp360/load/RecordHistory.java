package io.github.whatsapp360.load;

import io.github.whatsapp360.repository.MessageRecord;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** All changes of the records in a PostgreSQL, which a trigger keeps with the times of the database. */
final class RecordHistory implements AutoCloseable {

    private final Connection connection;

    private RecordHistory(Connection connection) {
        this.connection = connection;
    }

    /** Keeps the changes from now on. */
    static RecordHistory of(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE history AS
                        SELECT callback_data, version, changed_at, record_json FROM whatsapp360_message WHERE false;
                    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN
                            INSERT INTO history
                                VALUES (NEW.callback_data, NEW.version, NEW.changed_at, NEW.record_json);
                            RETURN NULL;
                        END';
                    CREATE TRIGGER keep AFTER INSERT OR UPDATE ON whatsapp360_message
                        FOR EACH ROW EXECUTE FUNCTION keep();
                    """);
        }
        return new RecordHistory(connection);
    }

    /** Returns the attempts that were made while the outcome of the attempt before was not known. */
    List<Repetition> repetitions() throws SQLException {
        List<Repetition> repetitions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT record_json, changed_at FROM history ORDER BY callback_data, version")) {
            MessageRecord before = null;
            Instant since = null;
            while (rows.next()) {
                MessageRecord record = MessageRecord.fromJson(rows.getString(1));
                Instant at = rows.getObject(2, OffsetDateTime.class).toInstant();
                if (before != null
                        && before.callbackData().equals(record.callbackData())
                        && before.state() == MessageRecord.State.SENDING
                        && record.state() == MessageRecord.State.SENDING) {
                    repetitions.add(new Repetition(record.callbackData(), record.attempt(), since, at));
                }
                before = record;
                since = at;
            }
        }
        return repetitions;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /**
     * An attempt whose message was in doubt.
     *
     * @param attempt its number, from 2
     * @param doubtful the time at which the attempt in doubt began
     * @param again the time at which this one began
     */
    record Repetition(String key, int attempt, Instant doubtful, Instant again) {

        Duration pause() {
            return Duration.between(doubtful, again);
        }
    }
}
