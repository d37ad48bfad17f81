package io.github.whatsapp360.examples.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Texts in a topic of a Kafka broker, which is a process of this cluster. */
final class KafkaTexts implements Texts {

    /** Each consumer of a node sends the texts of its partitions one after another. */
    private static final int PARTITIONS = 24;

    private final Path folder;
    private final int port = Cluster.freePort();
    private final int controllerPort = Cluster.freePort();
    private final Map<String, Object> address = Map.of("bootstrap.servers", "127.0.0.1:" + port);
    private final TopicPartition refusedTopic = new TopicPartition("refused", 0);
    private final Set<String> refused = new HashSet<>();
    private final Admin admin;
    private final KafkaConsumer<String, String> refusedReader;
    private Child broker;

    KafkaTexts(Path folder) throws Exception {
        this.folder = folder;
        start();
        admin = Admin.create(address);
        admin.createTopics(List.of(
                        new NewTopic("texts", PARTITIONS, (short) 1), new NewTopic(refusedTopic.topic(), 1, (short) 1)))
                .all()
                .get();
        refusedReader = new KafkaConsumer<>(address, new StringDeserializer(), new StringDeserializer());
        refusedReader.assign(Set.of(refusedTopic));
        refusedReader.seekToBeginning(Set.of(refusedTopic));
    }

    @Override
    public List<String> properties() {
        return List.of("kafka-brokers=127.0.0.1:" + port);
    }

    @Override
    public void put(List<Text> texts) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(address, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
            for (Text text : texts) {
                byte[] phone = text.phone().getBytes(StandardCharsets.UTF_8);
                acknowledged.add(producer.send(new ProducerRecord<>(
                        "texts", null, text.invoice(), text.text(), List.of(new RecordHeader("phone", phone)))));
            }
            for (Future<RecordMetadata> one : acknowledged) {
                one.get();
            }
        }
    }

    /** Returns the number of texts behind the offsets that the nodes have committed. */
    @Override
    public long waiting() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition("texts", partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> waiting = new HashMap<>();
        admin.listOffsets(ends).all().get().forEach((partition, end) -> waiting.put(partition, end.offset()));
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("nodes")
                .partitionsToOffsetAndMetadata()
                .get();
        committed.forEach((partition, offset) -> waiting.merge(partition, -offset.offset(), Long::sum));
        return waiting.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public synchronized Set<String> refused() {
        long end = refusedReader.endOffsets(Set.of(refusedTopic)).get(refusedTopic);
        while (refusedReader.position(refusedTopic) < end) {
            refusedReader.poll(Duration.ofSeconds(1)).forEach(record -> refused.add(record.key()));
        }
        return Set.copyOf(refused);
    }

    @Override
    public void restart() throws IOException {
        broker.kill();
        start();
    }

    @Override
    public void close() {
        refusedReader.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        broker.kill();
    }

    private void start() throws IOException {
        Path data = Files.createDirectories(folder.resolve("broker"));
        broker = Child.java(
                        KafkaBroker.class,
                        folder.resolve("broker.log"),
                        KafkaBroker.READY,
                        List.of(),
                        Integer.toString(port),
                        Integer.toString(controllerPort),
                        data.toString())
                .awaitReady();
    }
}
