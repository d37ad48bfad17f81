-- The tables of JdbcMessageRepository in MySQL and MariaDB. Each name begins with the option tablePrefix.
-- All times are UTC.

CREATE TABLE IF NOT EXISTS whatsapp360_message (
  id CHAR(64) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, -- the SHA-256 of the callback data, in hex
  callback_data TEXT NOT NULL,
  state VARCHAR(16) NOT NULL,
  message_id TEXT,
  version BIGINT NOT NULL,
  changed_at DATETIME(6) NOT NULL,
  record_json MEDIUMTEXT NOT NULL,
  INDEX whatsapp360_message_state (state, changed_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS whatsapp360_media_id (
  id VARCHAR(100) PRIMARY KEY,
  expires_at DATETIME(6) NOT NULL,
  media_json TEXT NOT NULL,
  INDEX whatsapp360_media_id_expires_at (expires_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
