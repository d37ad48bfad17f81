package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.repository.MessageRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as a process: it is killed in the middle, started again, and gets the same file again. */
class CampaignTest {

    private static final Path LOG = Path.of("target", "CampaignTest.log");

    /** The customers whose messages the service answers at once. */
    private static final List<Integer> ANSWERED = numbers(1, 8);

    /** Pairs of customers with one phone: one of each pair waits for the answer to the other one. */
    private static final List<Integer> PAIRS = numbers(12, 23);

    private static final int NOT_DELIVERED = 31;

    /** The bad rows and what their reasons contain. */
    private static final Map<String, String> REASONS = Map.of(
            "C-31", "it was not delivered: code 131026",
            "C-32", "is not a phone number with its country code",
            "C-33", "A column is empty",
            "C-34", "A column is empty",
            "C-35", "The file cannot be read");

    @TempDir
    Path folder;

    private Whatsapp360Emulator service;
    private String database;
    private int port;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(LOG.getParent());
        Files.deleteIfExists(LOG);
        service = Whatsapp360Emulator.builder().template(Campaign.TEMPLATE).start();
        database = Campaign.h2(folder.resolve("messages"));
        port = Campaign.freePort();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
        service.close();
    }

    @Test
    void everyCustomerGetsOneMessageAlsoAfterAKillAndIfTheFileComesAgain() throws Exception {
        // "delivered" comes before "sent", and both come after the kill
        StatusReports statuses =
                StatusReports.inOrder().ordered(StatusReports.Order.REVERSED).failing(131026, phone(NOT_DELIVERED));
        service.statuses(statuses.delayedBy(Duration.ofHours(1)));
        service.faults(PAIRS.stream()
                .map(customer -> FaultRule.on(FaultRule.On.MESSAGES, new Fault.Latency(Duration.ofHours(1)))
                        .to(phone(customer)))
                .toArray(FaultRule[]::new));
        drop();
        run();
        int accepted = ANSWERED.size() + PAIRS.size() / 2 + 1;
        whileItRuns().until(() -> service.messages().size() == accepted);
        process.destroyForcibly().waitFor(); // SIGKILL

        List<MessageRecord> table = Campaign.table(database);
        assertThat(table).hasSize(accepted);
        assertThat(table)
                .as("messages that the service has accepted, unknown to the killed process")
                .filteredOn(record -> record.state() == MessageRecord.State.SENDING)
                .hasSizeGreaterThanOrEqualTo(PAIRS.size() / 2);

        service.faults();
        service.statuses(statuses);
        run();
        whileItRuns().until(this::isListening);
        service.advance(Duration.ofHours(2));
        stopWhenDone();
        checkAll();

        drop();
        run();
        stopWhenDone();
        checkAll();
        assertThat(Files.readString(LOG)).doesNotContain(phone(0).substring(0, 9), "Anna");
    }

    @Test
    void aStoppedCampaignGoesOnWithTheNextStart() throws Exception {
        service.statuses(StatusReports.inOrder().failing(131026, phone(NOT_DELIVERED)));
        drop();
        run("-Dcamel.component.whatsapp360.messages-per-second=1");
        whileItRuns().until(() -> service.messages().size() >= 2);
        process.destroy(); // SIGTERM
        process.waitFor();
        assertThat(folder.resolve("may.csv")).exists();
        assertThat(Csv.read(folder.resolve("errors/may.csv").toString()))
                .as("rows that are only not sent yet are no bad rows")
                .allSatisfy(row -> assertThat(REASONS).containsKey(row.get("customer")));

        run();
        stopWhenDone();
        checkAll();
    }

    @Test
    void ofAFileThatIsNoCsvNothingIsSent() throws Exception {
        Files.writeString(
                folder.resolve("may.csv"),
                "customer,phone,name,amount,file\n" + row(1, phone(1), "Anna", "invoice.pdf")
                        + "\n\"C-2,no closing quote");
        run();
        stopWhenDone();
        assertThat(service.messages()).isEmpty();
        assertThat(Csv.read(folder.resolve("errors/may.csv").toString()))
                .singleElement()
                .extracting(Map::toString)
                .asString()
                .contains("closing quote");
    }

    private void checkAll() throws Exception {
        List<Integer> valid = new ArrayList<>(ANSWERED);
        valid.addAll(PAIRS);
        valid.add(NOT_DELIVERED);
        assertThat(service.messages())
                .extracting(message ->
                        message.json().path("biz_opaque_callback_data").asText())
                .as("one message for each customer")
                .containsExactlyInAnyOrder(valid.stream().map(CampaignTest::key).toArray(String[]::new));
        assertThat(service.requests())
                .filteredOn(request -> request.path().equals("/media"))
                .as("uploads of the one PDF")
                .hasSize(1);

        assertThat(Campaign.table(database)).hasSize(valid.size()).allSatisfy(record -> {
            boolean failed = record.callbackData().equals(key(NOT_DELIVERED));
            assertThat(record.state()).isEqualTo(failed ? MessageRecord.State.FAILED : MessageRecord.State.DELIVERED);
            assertThat(record.errorCode()).isEqualTo(failed ? OptionalInt.of(131026) : OptionalInt.empty());
        });

        assertThat(Csv.read(folder.resolve("errors/may.csv").toString()))
                .hasSize(REASONS.size())
                .allSatisfy(row -> assertThat(row.get("reason")).contains(REASONS.get(row.get("customer"))))
                .extracting(row -> row.get("customer"))
                .doesNotHaveDuplicates();
    }

    private void drop() throws IOException {
        List<String> lines = new ArrayList<>();
        Stream.concat(ANSWERED.stream(), Stream.concat(PAIRS.stream(), Stream.of(NOT_DELIVERED)))
                .forEach(customer -> lines.add(row(customer, phone(customer), "Anna", "invoice.pdf")));
        lines.add(row(32, "0151 1234532", "Anna", "invoice.pdf"));
        lines.add(row(33, phone(33), "", "invoice.pdf"));
        lines.add("C-34," + phone(34) + ",Anna");
        lines.add(row(35, phone(35), "Anna", "lost.pdf"));
        lines.add(0, "customer,phone,name,amount,file");
        Files.write(folder.resolve("may.csv"), lines);
    }

    private static String row(int customer, String phone, String name, String file) {
        return String.join(",", "C-" + customer, phone, name, "\"1,000.00 EUR\"", file);
    }

    /** Two of {@link #PAIRS} have one phone. */
    private static String phone(int customer) {
        return "49151123450" + (PAIRS.contains(customer) ? 40 + customer / 2 * 2 : 10 + customer);
    }

    private static String key(int customer) {
        return "may/C-" + customer;
    }

    private static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private void run(String... options) throws IOException {
        process = Campaign.application(service, folder, database, port, options)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
    }

    private void stopWhenDone() throws InterruptedException {
        whileItRuns().until(() -> !Files.exists(folder.resolve("may.csv")));
        whileItRuns().until(() -> service.webhooks().waiting() == 0);
        process.destroy(); // SIGTERM
        process.waitFor();
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private ConditionFactory whileItRuns() {
        return await().failFast("the example has ended, see " + LOG, () -> !process.isAlive());
    }
}
