-- besides the tables of the message repository, which JdbcMessageRepository.createTables() creates
CREATE TABLE IF NOT EXISTS rates(id VARCHAR(255) PRIMARY KEY, state BYTEA, expires_at BIGINT);
-- the locks of files, as Camel's JdbcOrphanLockAwareIdempotentRepository creates it
CREATE TABLE IF NOT EXISTS CAMEL_MESSAGEPROCESSED(
    processorName VARCHAR(255), messageId VARCHAR(100), createdAt TIMESTAMP, PRIMARY KEY(processorName, messageId));
