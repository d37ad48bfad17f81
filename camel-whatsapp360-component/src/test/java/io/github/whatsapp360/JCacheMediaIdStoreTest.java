package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.media.MediaIdStore;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.UploadedMedia;
import io.github.whatsapp360.repository.JCacheMediaIdStore;
import java.time.Instant;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Media IDs in a cache of a real provider, and what remains of them there. */
class JCacheMediaIdStoreTest extends EmulatorTest {

    private final CacheManager manager = Caching.getCachingProvider().getCacheManager();
    private Cache<String, String> cache;

    @Override
    void configure(Whatsapp360Configuration options) {
        super.configure(options);
        if (cache == null) {
            cache = manager.createCache(
                    "media-ids", new MutableConfiguration<String, String>().setTypes(String.class, String.class));
        }
        options.setMediaIdStore(new JCacheMediaIdStore(cache));
    }

    @BeforeEach
    void nothingIsKnown() {
        cache.clear();
    }

    @AfterEach
    void end() {
        manager.destroyCache("media-ids");
    }

    @Test
    void whatIsPutComesBackAndCanBeForgotten() throws Exception {
        MediaIdStore store = new JCacheMediaIdStore(cache);
        UploadedMedia media = UploadedMedia.of("123", MediaKind.AUDIO, "audio/ogg", Instant.now())
                .withFilename("grüße \"1\".ogg")
                .withSize(5_000_000_000L)
                .withSha256("ab");

        store.put("key", media);

        assertThat(store.get("key")).contains(media);
        assertThat(new ObjectMapper().readTree(cache.get("key")).path("id").asText())
                .isEqualTo("123");
        store.remove("key");
        assertThat(store.get("key")).isEmpty();
        cache.put("key", "something else");
        assertThatThrownBy(() -> store.get("key")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anotherApplicationKnowsTheFile() throws Exception {
        send("whatsapp360:send", sample("good/invoice.pdf"));
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            configure(other.getComponent("whatsapp360", Whatsapp360Component.class)
                    .getConfiguration());
            other.start();
            other.createProducerTemplate().sendBody("whatsapp360:send", sample("good/invoice.pdf"));
        }

        assertThat(uploads()).hasSize(1);
        assertThat(messages()).hasSize(2);
    }
}
