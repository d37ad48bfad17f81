package io.github.whatsapp360.load;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;

/** A Hazelcast member in a process of its own. */
final class HazelcastMember {

    private HazelcastMember() {}

    public static void main(String[] args) {
        Config config = new Config();
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().setPort(Integer.parseInt(args[0])).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        Hazelcast.newHazelcastInstance(config);
    }
}
