package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.api.ApiException;
import io.github.whatsapp360.api.DeliveryFailedException;
import io.github.whatsapp360.api.InvalidMessageException;
import io.github.whatsapp360.api.Whatsapp360Exception;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.repository.MessageRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of docs/guide/never-twice.md that the kill trial does not have. */
class NeverTwiceRecipesTest {

    private static final Predicate REFUSED = exchange -> {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        return failure instanceof InvalidMessageException
                || failure instanceof DeliveryFailedException
                || failure instanceof ApiException answer && !answer.isRetryable();
    };

    private static final Processor COMMIT = exchange -> exchange.getMessage()
            .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
            .commit();

    private final MessageRepository messages = MessageRepository.inMemory(1_000);
    private Whatsapp360Emulator emulator;
    private Application application;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        emulator = Whatsapp360Emulator.builder().unlimited().start();
    }

    @AfterEach
    void stop() {
        application.close();
        emulator.close();
    }

    @Test
    void recordsOfKafkaAreSentOnceInTheirOrder() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder, "invoices")) {
            int count = 20;
            put(broker, 0, count);
            emulator.faults(
                    FaultRule.on(FaultRule.On.MESSAGES, new Fault.LoseAnswer()).times(1),
                    FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.bare(503))
                            .times(6)); // two more than a delivery makes
            application = kafka(broker, "shop");
            await().until(() -> emulator.messages().size() >= count);
            assertThat(keys()).isEqualTo(invoices(count));
            application.close();
            put(broker, count, count + 2);
            emulator.faults(
                    FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.meta(400, 131009, "Parameter value is not valid"))
                            .times(1));
            application = kafka(broker, "another"); // to which everything is delivered again
            await().until(() -> emulator.messages().size() > count);
            List<String> sent = new ArrayList<>(invoices(count + 2));
            String refused = sent.remove(count);
            assertThat(keys()).isEqualTo(sent);
            await().untilAsserted(() -> assertThat(refused(broker)).containsExactly(refused));
        }
    }

    @Test
    void filesStayInTheirFolderUntilTheyAreSentOrRefused() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("sent.txt"), "an invoice");
        emulator.faults(
                FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.bare(503)).times(6));
        application = files(inbox);
        await().until(() -> Files.exists(inbox.resolve(".sent/sent.txt")));
        assertThat(emulator.messages()).hasSize(1);
        emulator.faults(
                FaultRule.on(FaultRule.On.MESSAGES, Fault.Status.meta(400, 131009, "Parameter value is not valid")));
        Files.writeString(inbox.resolve("refused.txt"), "another invoice");
        await().until(() -> Files.exists(inbox.resolve(".refused/refused.txt")));
        assertThat(emulator.messages()).hasSize(1);
    }

    private Application kafka(KafkaBroker broker, String group) throws Exception {
        return application().add(new RouteBuilder() {
            @Override
            public void configure() {
                from("kafka:invoices?autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true"
                                + "&pollOnError=RECONNECT&maxPollRecords=50&autoOffsetReset=earliest&groupId=" + group
                                + "&brokers="
                                + broker.bootstrapServers())
                        .onException(Whatsapp360Exception.class)
                        .onWhen(REFUSED)
                        .handled(true)
                        .to("kafka:refused?synchronous=true&brokers=" + broker.bootstrapServers())
                        .process(COMMIT)
                        .end()
                        .setHeader("CamelWhatsapp360CallbackData", header(KafkaConstants.KEY))
                        .setHeader("CamelWhatsapp360To", constant(Application.recipient(1)))
                        .to("whatsapp360:send?synchronous=true")
                        .process(COMMIT);
            }
        });
    }

    private Application files(Path inbox) throws Exception {
        return application().add(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?readLock=changed&readLockMinAge=1s"
                                + "&move=${exchangeProperty.folder}/${file:name}")
                        .onException(Whatsapp360Exception.class)
                        .onWhen(REFUSED)
                        .handled(true)
                        .setProperty("folder", constant(".refused"))
                        .end()
                        .setProperty("folder", constant(".sent"))
                        .setHeader(
                                "CamelWhatsapp360CallbackData", simple("${file:name}/${header.CamelFileLastModified}"))
                        .setHeader("CamelWhatsapp360To", constant(Application.recipient(1)))
                        .to("whatsapp360:send");
            }
        });
    }

    private Application application() throws Exception {
        return new Application(emulator.baseUrl(), emulator.apiKey(), options -> {
                    options.setMessageRepository(messages);
                    options.setMaxRetries(3);
                    options.setRetryDelay(20);
                })
                .listen(exchange -> {});
    }

    private static void put(KafkaBroker broker, int from, int to) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int n = from; n < to; n++) {
                producer.send(new ProducerRecord<>("invoices", "invoice-" + n, "Your invoice " + n));
            }
        }
    }

    private static List<String> refused(KafkaBroker broker) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            Set<TopicPartition> all = Set.of(new TopicPartition("refused", 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            List<String> keys = new ArrayList<>();
            consumer.poll(Duration.ofSeconds(1)).forEach(record -> keys.add(record.key()));
            return keys;
        }
    }

    private static List<String> invoices(int count) {
        return IntStream.range(0, count).mapToObj(n -> "invoice-" + n).toList();
    }

    private List<String> keys() {
        return emulator.messages().stream()
                .map(ChatMessage::json)
                .map(json -> json.path("biz_opaque_callback_data").asText())
                .toList();
    }
}
