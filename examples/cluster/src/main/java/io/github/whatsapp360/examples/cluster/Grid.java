package io.github.whatsapp360.examples.cluster;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.core.HazelcastInstance;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import io.github.whatsapp360.repository.JCacheMediaIdStore;
import io.github.whatsapp360.repository.JCacheMessageRepository;
import javax.cache.CacheManager;
import org.apache.camel.spi.Registry;

/** The message repository and the shared rate in Hazelcast, whose members are processes of their own. */
final class Grid {

    /** The caches, which {@link GridMember} sets up. */
    static final String MESSAGES = "messages";

    static final String MEDIA_IDS = "media-ids";

    private Grid() {}

    /**
     * Connects to the grid and binds {@code messages} and {@code rates}.
     *
     * @param members addresses, separated by commas
     */
    static void bind(Registry registry, String members) {
        HazelcastInstance client = connect(members);
        registry.bind("messages", messages(client));
        registry.bind(
                "rates",
                Bucket4jHazelcast.entryProcessorBasedBuilder(client.<String, byte[]>getMap("rates"))
                        .build());
    }

    static HazelcastInstance connect(String members) {
        ClientConfig config = new ClientConfig();
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().addAddress(members.split(","));
        config.getConnectionStrategyConfig().setReconnectMode(ReconnectMode.ON);
        return HazelcastClient.newHazelcastClient(config);
    }

    static JCacheMessageRepository messages(HazelcastInstance client) {
        CacheManager caches = new HazelcastClientCachingProvider()
                .getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(client));
        return new JCacheMessageRepository(
                caches.getCache(MESSAGES, String.class, String.class),
                new JCacheMediaIdStore(caches.getCache(MEDIA_IDS, String.class, String.class)));
    }
}
