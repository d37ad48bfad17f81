package io.github.whatsapp360.benchmarks.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import io.github.whatsapp360.message.MessageJson;
import io.github.whatsapp360.message.MessageRules;
import io.github.whatsapp360.message.OutgoingMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of the conversions from a message to its bytes and back, and from a webhook's bytes to events, compared
 * with Jackson's tree.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class CodecBenchmark {

    private static final String TEMPLATE =
            "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"4915112345678\",\"type\":"
                    + "\"template\",\"template\":{\"name\":\"order_shipped\",\"language\":{\"code\":\"en_US\"},\"components\":"
                    + "[{\"type\":\"header\",\"parameters\":[{\"type\":\"document\",\"document\":{\"id\":\"1013859600285441\","
                    + "\"filename\":\"invoice.pdf\"}}]},{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"4711\"},"
                    + "{\"type\":\"text\",\"text\":\"tomorrow\"}]}]}}";
    private static final byte[] INBOUND =
            ("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102290129340398\","
                            + "\"changes\":[{\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":"
                            + "\"15550783881\",\"phone_number_id\":\"106540352242922\"},\"contacts\":[{\"profile\":{\"name\":\"Jo\"},"
                            + "\"wa_id\":\"16505551234\"}],\"messages\":[{\"from\":\"16505551234\",\"id\":\"wamid.HBgL\","
                            + "\"timestamp\":\"1749416383\",\"type\":\"text\",\"text\":{\"body\":\"Does it come in another color?\"}}]},"
                            + "\"field\":\"messages\"}]}]}")
                    .getBytes(StandardCharsets.UTF_8);

    private final ObjectMapper mapper = new ObjectMapper();
    private final OutgoingMessage text = OutgoingMessage.text(
                    "Your order 4711 has left our house and arrives tomorrow.")
            .withTo("4915112345678");
    private final ObjectNode templateJson = tree(TEMPLATE);
    private final OutgoingMessage template = MessageJson.read(templateJson);

    @Benchmark
    public byte[] textToBytes() throws IOException {
        return mapper.writeValueAsBytes(MessageJson.write(text));
    }

    @Benchmark
    public byte[] templateToBytes() throws IOException {
        return mapper.writeValueAsBytes(MessageJson.write(template));
    }

    @Benchmark
    public byte[] templateTreeToBytes() throws IOException {
        return mapper.writeValueAsBytes(templateJson);
    }

    @Benchmark
    public OutgoingMessage templateFromTree() {
        return MessageJson.read(templateJson);
    }

    @Benchmark
    public Object textRules() {
        return MessageRules.problems(text);
    }

    @Benchmark
    public Object templateRules() {
        return MessageRules.problems(template);
    }

    @Benchmark
    public List<WebhookEvent> webhookToEvents() {
        return WebhookJson.read(INBOUND);
    }

    @Benchmark
    public JsonNode webhookToTree() throws IOException {
        return mapper.readTree(INBOUND);
    }

    private ObjectNode tree(String json) {
        try {
            return (ObjectNode) mapper.readTree(json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
