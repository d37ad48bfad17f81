package io.github.whatsapp360.examples.cluster;

import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.DurationConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.TimedExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.TimedExpiryPolicyFactoryConfig.ExpiryPolicyType;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import java.util.concurrent.TimeUnit;

/** A Hazelcast member in a process of its own. */
public final class GridMember {

    static final String READY = "The member is ready";

    private GridMember() {}

    /**
     * Starts the member.
     *
     * @param args its port, and the addresses of all members, separated by commas
     */
    public static void main(String[] args) {
        Config config = new Config();
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().setPort(Integer.parseInt(args[0])).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).addMember(args[1]);
        config.addCacheConfig(cache(Grid.MESSAGES));
        config.addCacheConfig(cache(Grid.MEDIA_IDS));
        Hazelcast.newHazelcastInstance(config);
        System.out.println(READY);
    }

    /** Returns a cache that keeps all entries for 90 days, each on two members. By default, Hazelcast keeps 10,000. */
    private static CacheSimpleConfig cache(String name) {
        CacheSimpleConfig cache = new CacheSimpleConfig();
        cache.setName(name);
        cache.setKeyType(String.class.getName());
        cache.setValueType(String.class.getName());
        cache.setBackupCount(1);
        cache.setEvictionConfig(new EvictionConfig().setSize(100_000_000));
        cache.setExpiryPolicyFactoryConfig(new ExpiryPolicyFactoryConfig(
                new TimedExpiryPolicyFactoryConfig(ExpiryPolicyType.MODIFIED, new DurationConfig(90, TimeUnit.DAYS))));
        return cache;
    }
}
