package io.github.whatsapp360.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.UploadedMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The media IDs in the second table of a {@link JdbcMessageRepository}. */
final class JdbcMediaIdStore implements MediaIdStore {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Database database;

    JdbcMediaIdStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<UploadedMedia> get(String key) {
        return database
                .query(
                        row -> read(row.getString(1)),
                        "SELECT media_json FROM {p}media_id WHERE id = ? AND expires_at > {now}",
                        List.of(key))
                .stream()
                .findFirst();
    }

    /** Stores the expiry as a time from now on, so that only the database's clock counts. */
    @Override
    public void put(String key, UploadedMedia media) {
        String json = MAPPER.valueToTree(media).toString();
        long lives = Database.microseconds(Duration.between(media.expiresAt(), Instant.now()));
        int updated = database.update(
                "UPDATE {p}media_id SET expires_at = {ago}, media_json = ? WHERE id = ?", lives, json, key);
        if (updated == 0) {
            // false if another application has just stored it: its ID is as good
            database.insert(
                    "INSERT INTO {p}media_id (id, expires_at, media_json) VALUES (?, {ago}, ?)", key, lives, json);
        }
    }

    @Override
    public void remove(String key) {
        database.update("DELETE FROM {p}media_id WHERE id = ?", key);
    }

    private static UploadedMedia read(String json) {
        try {
            return MAPPER.readValue(json, UploadedMedia.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The table of media IDs holds something else than a media ID", e);
        }
    }
}
