package io.github.whatsapp360.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.examples.cluster.Cluster;
import io.github.whatsapp360.examples.cluster.ClusterOptions;
import io.github.whatsapp360.load.RecordHistory.Repetition;
import io.github.whatsapp360.repository.MessageRecord;
import io.github.whatsapp360.testing.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nodes of {@code examples/cluster} with faults of every kind, while nodes and the broker are killed: no text and
 * no file is lost, and only what was in doubt for longer than the settle time is doubled.
 */
class KillTrialTest {

    private static final int NODES = 3;
    private static final int PER_SECOND = 80;
    private static final int CONTENTS = 40;
    private static final String HTML = "<html><body>Bad gateway</body></html>";

    /** Failures after which the message comes again. After some of them, the service has accepted it. */
    private static final List<Fault> FAILURES = List.of(
            new Fault.LoseAnswer(),
            new Fault.ResetAfter(0),
            new Fault.CloseAfterRequest(),
            new Fault.Silent(),
            new Fault.Drip(Duration.ofMillis(100)),
            new Fault.CutAnswerAfter(0),
            new Fault.CutAnswerAfter(5),
            new Fault.Garbage(),
            new Fault.NotHttp(),
            Fault.Status.bare(503),
            Fault.Status.meta(500, 131000, "Something went wrong"),
            Fault.Status.of(502, HTML));

    /** Answers of the service to a message that it will never accept. */
    private static final List<Fault> REFUSALS = List.of(
            Fault.Status.meta(400, 131009, "Parameter value is not valid"),
            Fault.Status.gateway(401, "Invalid api key"));

    @TempDir
    Path folder;

    private final List<Instant> kills = Collections.synchronizedList(new ArrayList<>());

    @Test
    void nothingIsLostAndNothingIsDoubled() throws Exception {
        run(new Trial("short"));
    }

    @Test
    void nothingIsLostAndNothingIsDoubledWithKafka() throws Exception {
        run(new Trial("short, Kafka").kafka().messages(100, 20));
    }

    @Test
    @Tag("long")
    void nothingIsLostAndNothingIsDoubledWithPostgreSql() throws Exception {
        run(new Trial("PostgreSQL").postgreSql().messages(2_000, 200).statusesAfter(Duration.ofSeconds(1)));
    }

    @Test
    @Tag("long")
    void nothingIsLostAndNothingIsDoubledWithHazelcast() throws Exception {
        run(new Trial("Hazelcast").hazelcast().messages(2_000, 200).statusesAfter(Duration.ofSeconds(1)));
    }

    @Test
    @Tag("long")
    void onlyWhatWasInDoubtIsDoubledIfTheStatusesComeAfterTheSettleTime() throws Exception {
        run(new Trial("statuses after the settle time")
                .postgreSql()
                .messages(700, 70)
                .statusesAfter(Duration.ofSeconds(9))
                .settleTime(Duration.ofSeconds(4)));
    }

    /** A node that is frozen for longer than its locks last handles files again that another node has moved. */
    @Test
    @Tag("long")
    void everyExchangeEndsWithConfirmDeliveredAlsoIfNodesFreeze() throws Exception {
        run(new Trial("confirm=delivered, frozen nodes")
                .postgreSql()
                .messages(700, 200)
                .statusesAfter(Duration.ofSeconds(1))
                .settleTime(Duration.ofSeconds(30))
                .freezing(Duration.ofSeconds(11))
                .confirm("delivered"));
    }

    private static void assumePostgreSql() {
        boolean isInstalled = RateStore.Kind.POSTGRESQL.isInstalled();
        if (!isInstalled) {
            System.out.println(
                    "################ NOT RUN: PostgreSQL is not installed on this machine ################");
        }
        assumeTrue(isInstalled, "PostgreSQL is not installed");
    }

    private void run(Trial trial) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println("kill trial, " + trial.name + ": seed " + seed);
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.builder()
                        .unlimited()
                        .webhookRetryDelay(Duration.ofMillis(200))
                        .start();
                Cluster cluster = Cluster.start(trial.options(seed), emulator);
                RecordHistory history = trial.inTime() ? null : RecordHistory.of(cluster.databaseUrl())) {
            emulator.statuses(StatusReports.inOrder().delayedBy(trial.statusDelay));
            emulator.faults(faults(trial));
            cluster.awaitNodes();
            long start = System.nanoTime();
            List<String> customers =
                    IntStream.range(0, 500).mapToObj(Application::recipient).toList();
            Set<String> fileKeys = cluster.putFiles("run", contents(), trial.files, customers);
            Set<String> textKeys = cluster.putTexts("run", trial.texts, customers);
            ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
            Cluster.Counts counts;
            try {
                int seconds = trial.texts > 500 ? 10 : 4;
                killer.scheduleAtFixedRate(() -> killOne(cluster, random), seconds / 2, seconds, TimeUnit.SECONDS);
                if (!trial.freeze.isZero()) {
                    long pause = trial.freeze.toSeconds();
                    killer.scheduleAtFixedRate(
                            () -> freezeOne(cluster, random, killer, pause), 1, pause + 1, TimeUnit.SECONDS);
                }
                killer.schedule(
                        () -> {
                            cluster.restartBroker();
                            return null;
                        },
                        seconds,
                        TimeUnit.SECONDS);
                counts = awaitEnd(cluster);
            } finally {
                killer.shutdownNow();
                killer.awaitTermination(1, TimeUnit.MINUTES);
            }
            double took = (System.nanoTime() - start) / 1e9;

            Map<String, List<ChatMessage>> arrived =
                    emulator.messages().stream().collect(Collectors.groupingBy(Cluster::key));
            Set<String> refused = new TreeSet<>(cluster.refusedTexts());
            assertThat(cluster.files("")).as("stuck").isEmpty();
            assertSame("filed as sent", names(keys(fileKeys, arrived.keySet(), true)), cluster.files(".sent"));
            assertSame("filed as refused", names(keys(fileKeys, arrived.keySet(), false)), cluster.files(".refused"));
            assertRefused(keys(textKeys, arrived.keySet(), false), refused);
            assertThat(arrived.size()).isEqualTo(counts.accepted());

            Set<String> doubled = arrived.entrySet().stream()
                    .filter(entry -> entry.getValue().size() > 1)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            // the last webhooks may come again, because a node that starts answers 404
            await().untilAsserted(
                            () -> assertThat(records(cluster, arrived.keySet()).values())
                                    .extracting(MessageRecord::state)
                                    .as("statuses")
                                    .containsOnly(MessageRecord.State.DELIVERED));
            Map<String, MessageRecord> records = records(cluster, arrived.keySet());
            String rule = "none";
            if (trial.inTime()) {
                assertThat(doubled).as("doubled; killed at " + kills).isEmpty();
            } else {
                List<Repetition> repetitions = history.repetitions();
                assertThat(repetitions.stream().filter(one -> one.pause().compareTo(trial.settleTime) < 0))
                        .as("sent again in doubt before the settle time was over")
                        .isEmpty();
                assertSame("doubled", doubledByRule(repetitions, records, arrived), doubled);
                assertThat(doubled).as("doubled because statuses came late").isNotEmpty();
                rule = "exactly those that had been accepted of %d sent again in doubt after the settle time"
                        .formatted(repetitions.stream()
                                .map(Repetition::key)
                                .distinct()
                                .count());
            }

            int most = mostInASecond(emulator);
            assertThat(most).as("messages in a second").isLessThanOrEqualTo(PER_SECOND);
            assertThat(kills).isNotEmpty();
            Figures.report(
                    "kill trial, %s: %d texts and files, %d accepted, %d refused, 0 lost, %d doubled (%s),"
                            + " %d kills, at most %d in a second, %.0f s",
                    trial.name,
                    trial.texts + trial.files,
                    arrived.size(),
                    counts.refused(),
                    doubled.size(),
                    rule,
                    kills.size(),
                    most,
                    took);
        }
    }

    /**
     * Returns the faults. None refuses a message that may be sent again in the trial: one attempt may be refused, and
     * another one accepted. A real service would refuse both.
     */
    private static FaultRule[] faults(Trial trial) {
        List<Fault> kinds = new ArrayList<>(FAILURES);
        if (trial.inTime() && trial.freeze.isZero()) {
            kinds.addAll(REFUSALS);
        }
        Stream<FaultRule> calls = kinds.stream()
                .map(fault -> FaultRule.on(FaultRule.On.ANY, fault).rate(0.1 / kinds.size()));
        Stream<FaultRule> webhooks = Stream.of(
                        new Fault.LoseAnswer(), new Fault.CloseAfterRequest(), Fault.Status.bare(500))
                .map(fault -> FaultRule.on(FaultRule.On.WEBHOOK, fault).rate(0.03));
        FaultRule latency = FaultRule.on(FaultRule.On.ANY, new Fault.Latency(Duration.ofMillis(50)));
        return Stream.of(calls, webhooks, Stream.of(latency))
                .flatMap(rules -> rules)
                .toArray(FaultRule[]::new);
    }

    private List<Path> contents() throws Exception {
        List<Path> contents = new ArrayList<>();
        for (int n = 0; n < CONTENTS; n++) {
            contents.add(Files.writeString(folder.resolve("content-" + n + ".txt"), "Invoice " + n));
        }
        return contents;
    }

    /** Kills a node, if all are up, and starts it again. */
    private void killOne(Cluster cluster, Random random) {
        try {
            if (cluster.nodesReady() == NODES) {
                int node = random.nextInt(NODES);
                kills.add(Instant.now());
                cluster.kill(node);
                cluster.restart(node);
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    /** Freezes a node for some seconds. */
    private static void freezeOne(Cluster cluster, Random random, ScheduledExecutorService timer, long seconds) {
        try {
            int node = random.nextInt(NODES);
            cluster.freeze(node);
            timer.schedule(
                    () -> {
                        cluster.thaw(node);
                        return null;
                    },
                    seconds,
                    TimeUnit.SECONDS);
        } catch (IOException e) {
            e.printStackTrace();
        }
    }

    /** Waits until nothing waits any more, however long it takes as long as something happens. */
    private static Cluster.Counts awaitEnd(Cluster cluster) throws Exception {
        Cluster.Counts[] counts = {cluster.counts()};
        while (!counts[0].isDone()) {
            Cluster.Counts before = counts[0];
            await().ignoreExceptions().pollInterval(Duration.ofSeconds(1)).until(() -> {
                counts[0] = cluster.counts();
                return counts[0].isDone() || !counts[0].equals(before);
            });
        }
        return counts[0];
    }

    /** Returns the keys that are, or are not, among those of the messages that arrived. */
    private static Set<String> keys(Set<String> given, Set<String> arrived, boolean wanted) {
        return given.stream()
                .filter(key -> arrived.contains(key) == wanted)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Checks that each text that did not arrive was refused. A few refused texts may have arrived: when the broker is
     * killed, the deliveries in progress go on without their sessions, and the broker delivers their texts again. If
     * the service refuses the new delivery of a text, and then accepts the old one, the text is in both. With Kafka,
     * this also happens if a node is killed after the refusal and before the commit. A real service would refuse the
     * text again.
     */
    private static void assertRefused(Set<String> notArrived, Set<String> refused) {
        assertNoneMissing("refused texts", notArrived, refused);
        assertThat(refused.stream().filter(key -> !notArrived.contains(key)))
                .as("refused in one delivery, and accepted in another")
                .hasSizeLessThanOrEqualTo(NODES);
    }

    /** Compares sets of many elements, and shows only the differences. */
    private static void assertSame(String what, Set<String> expected, Set<String> actual) {
        assertNoneMissing(what, expected, actual);
        assertThat(actual.stream().filter(element -> !expected.contains(element)))
                .as(what + ", unexpected")
                .isEmpty();
    }

    private static void assertNoneMissing(String what, Set<String> expected, Set<String> actual) {
        assertThat(expected.stream().filter(element -> !actual.contains(element)))
                .as(what + ", missing")
                .isEmpty();
    }

    private static Set<String> names(Set<String> fileKeys) {
        return fileKeys.stream().map(key -> key.replaceAll("/.*", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the messages that the guarantee allows to be doubled: the service had accepted one, its outcome was not
     * known when the settle time was over, and the service accepted it again.
     */
    private static Set<String> doubledByRule(
            List<Repetition> repetitions, Map<String, MessageRecord> records, Map<String, List<ChatMessage>> arrived) {
        return repetitions.stream()
                .filter(repetition -> {
                    List<ChatMessage> copies = arrived.get(repetition.key());
                    int attempts = records.get(repetition.key()).attempt() - repetition.attempt() + 1;
                    long since = copies.stream()
                            .filter(copy -> !copy.receivedAt().isBefore(repetition.again()))
                            .count();
                    // on a very busy machine, the emulator may take a request only when the next attempt has begun
                    boolean acceptedBefore = since < copies.size() || since > attempts;
                    return acceptedBefore && since > 0;
                })
                .map(Repetition::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, MessageRecord> records(Cluster cluster, Set<String> keys) {
        List<String> all = List.copyOf(keys);
        Map<String, MessageRecord> records = new HashMap<>();
        for (int from = 0; from < all.size(); from += 1_000) {
            records.putAll(cluster.messages().find(all.subList(from, Math.min(all.size(), from + 1_000))));
        }
        assertThat(records.keySet()).containsAll(all);
        return records;
    }

    private static int mostInASecond(Whatsapp360Emulator emulator) {
        List<Instant> arrivals = emulator.messages().stream()
                .map(ChatMessage::receivedAt)
                .sorted()
                .toList();
        int most = 0;
        for (int first = 0, last = 0; last < arrivals.size(); last++) {
            while (!arrivals.get(first).plusSeconds(1).isAfter(arrivals.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** The settings of one trial; those of the first test are the defaults. */
    private final class Trial {
        private final String name;
        private String database = "h2";
        private String broker = "embedded";
        private String repository = "jdbc";
        private int texts = 200;
        private int files = 20;
        private Duration statusDelay = Duration.ofMillis(500);
        private Duration settleTime = Duration.ofSeconds(8);
        private Duration freeze = Duration.ZERO;
        private String confirm = "accepted";

        Trial(String name) {
            this.name = name;
        }

        Trial postgreSql() {
            assumePostgreSql();
            database = "postgresql";
            return this;
        }

        Trial hazelcast() {
            database = "auto";
            repository = "hazelcast";
            return this;
        }

        Trial kafka() {
            broker = "kafka";
            return this;
        }

        Trial messages(int texts, int files) {
            this.texts = texts;
            this.files = files;
            return this;
        }

        Trial statusesAfter(Duration statusDelay) {
            this.statusDelay = statusDelay;
            return this;
        }

        Trial settleTime(Duration settleTime) {
            this.settleTime = settleTime;
            return this;
        }

        Trial freezing(Duration freeze) {
            this.freeze = freeze;
            return this;
        }

        Trial confirm(String confirm) {
            this.confirm = confirm;
            return this;
        }

        /** Returns whether every status comes within the settle time. */
        boolean inTime() {
            return statusDelay.compareTo(settleTime) < 0;
        }

        ClusterOptions options(long seed) throws IOException {
            return new ClusterOptions(
                    Files.createDirectories(Path.of("target", "kill-trial", name.replaceAll("\\W+", "-") + "-" + seed))
                            .toAbsolutePath(),
                    NODES,
                    database,
                    broker,
                    repository,
                    List.of(
                            "camel.component.whatsapp360.settle-time=" + settleTime.toMillis(),
                            "camel.component.whatsapp360.connect-timeout=1s",
                            "camel.component.whatsapp360.response-timeout=3s",
                            "camel.component.whatsapp360.retry-delay=200ms",
                            "camel.component.whatsapp360.confirm=" + confirm,
                            "consumers=" + (confirm.equals("delivered") ? 60 : 30)));
        }
    }
}
