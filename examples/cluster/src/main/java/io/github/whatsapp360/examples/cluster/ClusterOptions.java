package io.github.whatsapp360.examples.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * The settings of a cluster.
 *
 * @param folder for the files, the broker's and the database's data, and the logs
 * @param nodes the number of nodes
 * @param database a JDBC URL of PostgreSQL, {@code postgresql}, {@code h2}, or {@code auto}
 * @param broker the URL of an Artemis broker, {@code embedded} to start one, or {@code kafka} to start a Kafka broker
 * @param repository {@code jdbc} or {@code hazelcast}: where the records of the messages and the shared rate are
 * @param properties further ones of the nodes, as {@code name=value}
 */
public record ClusterOptions(
        Path folder, int nodes, String database, String broker, String repository, List<String> properties) {

    public ClusterOptions {
        properties = List.copyOf(properties);
        if (!List.of("jdbc", "hazelcast").contains(repository)) {
            throw new IllegalArgumentException("repository must be jdbc or hazelcast");
        }
    }

    boolean usesHazelcast() {
        return repository.equals("hazelcast");
    }
}
