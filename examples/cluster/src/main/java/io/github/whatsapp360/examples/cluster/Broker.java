package io.github.whatsapp360.examples.cluster;

import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An Artemis broker with the queues of the nodes. It keeps its messages in a folder, so it may be killed. */
public final class Broker {

    static final String READY = "The broker is ready";

    private Broker() {}

    /**
     * Starts the broker.
     *
     * @param args its port and its folder
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        Configuration config = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setConnectionTTLOverride(10_000)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + args[0]);
        // A text that cannot be sent now comes again, after 1 to 10 seconds, as often as it takes. With the broker's
        // default, it would be in the dead letter queue after 10 attempts.
        config.addAddressSetting(
                "#",
                new AddressSettings()
                        .setMaxDeliveryAttempts(-1)
                        .setRedeliveryDelay(1_000)
                        .setRedeliveryMultiplier(2)
                        .setMaxRedeliveryDelay(10_000));
        for (String queue : List.of("texts", "refused")) {
            config.addQueueConfiguration(QueueConfiguration.of(queue)
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true));
        }
        new EmbeddedActiveMQ().setConfiguration(config).start();
        System.out.println(READY);
        Thread.currentThread().join();
    }
}
