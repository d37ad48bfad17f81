package io.github.whatsapp360.examples.cluster;

import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.select_for_update.AbstractSelectForUpdateBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.select_for_update.LockAndGetResult;
import io.github.bucket4j.distributed.proxy.generic.select_for_update.SelectForUpdateBasedTransaction;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** A shared rate in H2, for which Bucket4j has no module. */
final class H2Rates extends AbstractSelectForUpdateBasedProxyManager<String> {

    private final DataSource database;

    H2Rates(DataSource database) {
        super(ClientSideConfig.getDefault());
        this.database = database;
    }

    @Override
    protected SelectForUpdateBasedTransaction allocateTransaction(String key, Optional<Long> timeout) {
        try {
            return new Transaction(database.getConnection(), key);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void removeProxy(String key) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM rates WHERE id = ?")) {
            delete.setString(1, key);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isExpireAfterWriteSupported() {
        return false;
    }

    private static final class Transaction implements SelectForUpdateBasedTransaction {
        private final Connection connection;
        private final String key;

        Transaction(Connection connection, String key) {
            this.connection = connection;
            this.key = key;
        }

        @Override
        public void begin(Optional<Long> timeout) {
            run(() -> connection.setAutoCommit(false));
        }

        @Override
        public void rollback() {
            run(connection::rollback);
        }

        @Override
        public void commit(Optional<Long> timeout) {
            run(connection::commit);
        }

        @Override
        public void release() {
            run(connection::close); // the pool sets it back to auto-commit
        }

        @Override
        public LockAndGetResult tryLockAndGet(Optional<Long> timeout) {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT state FROM rates WHERE id = ? FOR UPDATE")) {
                select.setString(1, key);
                ResultSet row = select.executeQuery();
                return row.next() ? LockAndGetResult.locked(row.getBytes(1)) : LockAndGetResult.notLocked();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean tryInsertEmptyData(Optional<Long> timeout) {
            try (PreparedStatement insert = connection.prepareStatement("MERGE INTO rates(id) VALUES(?)")) {
                insert.setString(1, key);
                return insert.executeUpdate() > 0;
            } catch (SQLException e) {
                return false; // another node has just inserted it
            }
        }

        @Override
        public void update(byte[] data, RemoteBucketState state, Optional<Long> timeout) {
            try (PreparedStatement update = connection.prepareStatement("UPDATE rates SET state = ? WHERE id = ?")) {
                update.setBytes(1, data);
                update.setString(2, key);
                update.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void run(Step step) {
            try {
                step.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private interface Step {
        void run() throws SQLException;
    }
}
