-- The tables of JdbcMessageRepository in PostgreSQL. Each name begins with the option tablePrefix.

CREATE TABLE IF NOT EXISTS whatsapp360_message (
  id CHAR(64) PRIMARY KEY, -- the SHA-256 of the callback data, in hex
  callback_data TEXT NOT NULL,
  state VARCHAR(16) NOT NULL,
  message_id TEXT,
  version BIGINT NOT NULL,
  changed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  record_json TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS whatsapp360_message_state ON whatsapp360_message (state, changed_at);

CREATE TABLE IF NOT EXISTS whatsapp360_media_id (
  id VARCHAR(100) PRIMARY KEY,
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  media_json TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS whatsapp360_media_id_expires_at ON whatsapp360_media_id (expires_at);
