package io.github.whatsapp360.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.UploadedMedia;
import java.util.Objects;
import java.util.Optional;
import javax.cache.Cache;

/**
 * A store of media IDs in a JCache (JSR 107). Several applications can share it, and it survives a restart if the cache
 * does. Keys and values are texts, and the values are JSON, so a cache server needs no class of this component.
 */
public final class JCacheMediaIdStore implements MediaIdStore {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Cache<String, String> cache;

    /**
     * Creates a store in this cache, which the caller owns and closes. If the cache drops an entry, the file is
     * uploaded again.
     */
    public JCacheMediaIdStore(Cache<String, String> cache) {
        this.cache = Objects.requireNonNull(cache, "cache");
    }

    @Override
    public Optional<UploadedMedia> get(String key) {
        Objects.requireNonNull(key, "key");
        return Optional.ofNullable(cache.get(key)).map(JCacheMediaIdStore::read);
    }

    @Override
    public void put(String key, UploadedMedia media) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(media, "media");
        cache.put(key, MAPPER.valueToTree(media).toString());
    }

    @Override
    public void remove(String key) {
        Objects.requireNonNull(key, "key");
        cache.remove(key);
    }

    private static UploadedMedia read(String text) {
        try {
            return MAPPER.readValue(text, UploadedMedia.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The cache holds something else than a media ID", e);
        }
    }
}
