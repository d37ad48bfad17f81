package io.github.whatsapp360.examples.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The texts that the nodes send, in a broker that they share. */
interface Texts extends AutoCloseable {

    /**
     * Connects to a broker.
     *
     * @param broker {@code embedded} to start an Artemis broker, {@code kafka} to start a Kafka broker, or the URL of
     *     an Artemis broker
     */
    static Texts of(String broker, Path folder) throws Exception {
        return broker.equals("kafka") ? new KafkaTexts(folder) : new JmsTexts(broker, folder);
    }

    /** Returns the properties by which a node finds the texts. */
    List<String> properties();

    /** Gives texts to the broker; they are there for good when this returns. */
    void put(List<Text> texts) throws Exception;

    /** Returns the number of texts that no node has finished with. */
    long waiting() throws Exception;

    /** Returns the invoices of the texts that were refused. */
    Set<String> refused() throws Exception;

    /** Kills the broker, and starts it again with its messages. */
    void restart() throws IOException;

    @Override
    void close();

    /** A text to a customer. */
    record Text(String invoice, String phone, String text) {}
}
