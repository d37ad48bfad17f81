package io.github.whatsapp360.examples.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/** A Kafka broker in KRaft mode. It keeps its messages in a folder, so it may be killed. */
public final class KafkaBroker {

    static final String READY = "The broker is ready";

    private KafkaBroker() {}

    /**
     * Starts the broker.
     *
     * @param args its port, the port of its controller, and its folder
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[2]);
        Path data = folder.resolve("data");
        Path settings = folder.resolve("server.properties");
        Files.writeString(
                settings,
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$s
                listeners=PLAINTEXT://127.0.0.1:%1$s,CONTROLLER://127.0.0.1:%2$s
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                # there is one broker only
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                """
                        .formatted(args[0], args[1], data));
        if (!Files.exists(data.resolve("meta.properties"))) {
            String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString()};
            if (StorageTool.execute(format, System.out) != 0) {
                throw new IllegalStateException("The broker's folder could not be formatted");
            }
        }
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(Utils.loadProps(settings.toString())), Time.SYSTEM);
        server.startup();
        System.out.println(READY);
        server.awaitShutdown();
    }
}
