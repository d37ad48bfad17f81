package io.github.whatsapp360.examples.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.examples.cluster.Texts.Text;
import io.github.whatsapp360.repository.JdbcMessageRepository;
import io.github.whatsapp360.repository.MessageRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Nodes in processes of their own, and all that they share: a broker, a folder, a database, a service, and the address
 * of the webhooks.
 */
public final class Cluster implements AutoCloseable {

    /** The line that camel-main logs when it has started. */
    private static final String STARTED = " started in ";

    private static final int GRID_MEMBERS = 2;

    /** The rules of alerts, as seen from the folder of this example, where it is started. */
    private static final Path RULES = Path.of("..", "..", "docs", "monitoring", "alerts.yml");

    private final ClusterOptions options;
    private final Whatsapp360Emulator emulator;
    private final Path inbox;
    private final Database database;
    private final Texts texts;
    private final List<Child> grid = new ArrayList<>();
    private final String gridMembers;
    private HazelcastInstance gridClient;
    private final MessageRepository messages;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Integer> metricsPorts = new ArrayList<>();
    private final List<Child> nodes = new ArrayList<>();
    private final Front front;
    private int given;

    private Cluster(ClusterOptions options, Whatsapp360Emulator emulator) throws Exception {
        this.options = options;
        this.emulator = emulator;
        Path folder = Files.createDirectories(options.folder());
        inbox = Files.createDirectories(folder.resolve("inbox"));
        database = Database.start(options.database(), folder);
        texts = Texts.of(options.broker(), folder);
        gridMembers = options.usesHazelcast() ? startGrid(folder) : "";
        messages = options.usesHazelcast() ? Grid.messages(gridClient) : new JdbcMessageRepository(database.pool());
        for (int node = 0; node < options.nodes(); node++) {
            ports.add(freePort());
            metricsPorts.add(freePort());
        }
        Files.writeString(folder.resolve("prometheus.yml"), prometheus(options.nodes()));
        front = new Front(ports.stream()
                .map(port -> URI.create("http://127.0.0.1:" + port))
                .toList());
        emulator.webhook(front.url().resolve("/whatsapp"), Map.of("X-Webhook-Secret", "change-me"));
    }

    /** Starts all, and returns when the nodes are starting. */
    public static Cluster start(ClusterOptions options, Whatsapp360Emulator emulator) throws Exception {
        Cluster cluster = new Cluster(options, emulator);
        for (int node = 0; node < options.nodes(); node++) {
            cluster.nodes.add(cluster.startNode(node));
        }
        return cluster;
    }

    /** Returns the folder that the nodes share. */
    public Path inbox() {
        return inbox;
    }

    /** Returns the address of the database. */
    public String databaseUrl() {
        return database.url();
    }

    /** Returns the message repository of the nodes. */
    public MessageRepository messages() {
        return messages;
    }

    /** Returns the number of nodes that have started. */
    public synchronized int nodesReady() {
        return (int) nodes.stream().filter(Child::isReady).count();
    }

    /** Waits until all nodes have started. */
    public void awaitNodes() {
        List<Child> all;
        synchronized (this) {
            all = List.copyOf(nodes);
        }
        all.forEach(Child::awaitReady);
    }

    /** Gives texts to the broker, of which every customer gets one in turn. Returns their business keys. */
    public Set<String> putTexts(String run, int count, List<String> phones) throws Exception {
        List<Text> all = IntStream.range(0, count)
                .mapToObj(n -> new Text(
                        "text-" + run + "-" + n,
                        phones.get(n % phones.size()),
                        "Your invoice " + run + "-" + n + " is ready."))
                .toList();
        texts.put(all);
        given += count;
        return all.stream().map(Text::invoice).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Puts files into the folder, each at once, so that no node sees a half of it. Returns the business keys that the
     * nodes give them.
     */
    public Set<String> putFiles(String run, List<Path> contents, int count, List<String> phones) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (int n = 0; n < count; n++) {
            Path content = contents.get(n % contents.size());
            String end = content.getFileName().toString().replaceAll(".*\\.", "");
            String name = phones.get(n % phones.size()) + "-" + run + "-" + n + "." + end;
            Path half = options.folder().resolve(name);
            Files.copy(content, half);
            keys.add(name + "/" + Files.getLastModifiedTime(half).toMillis());
            Files.move(half, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        given += count;
        return keys;
    }

    /** Sends SIGKILL to a node. */
    public synchronized void kill(int node) {
        nodes.get(node).kill();
    }

    /** Starts a node that was killed. */
    public synchronized void restart(int node) throws IOException {
        nodes.set(node, startNode(node));
    }

    /** Stops a node, so that it does nothing until {@link #thaw(int)}, as in a long pause of its machine. */
    public synchronized void freeze(int node) throws IOException {
        nodes.get(node).freeze();
    }

    /** Lets a frozen node go on. */
    public synchronized void thaw(int node) throws IOException {
        nodes.get(node).thaw();
    }

    /** Kills the broker, and starts it again with its messages. */
    public void restartBroker() throws Exception {
        texts.restart();
    }

    /** Returns the invoices of texts that the service or the component has refused for good. */
    public Set<String> refusedTexts() throws Exception {
        return texts.refused();
    }

    /** Returns the number of texts that no node has finished with. */
    public long waitingTexts() throws Exception {
        return texts.waiting();
    }

    /**
     * Returns the names of the files in the inbox.
     *
     * @param state empty for those that wait; {@code .sent} or {@code .refused} for those that a node has moved there
     */
    public Set<String> files(String state) throws IOException {
        Path folder = inbox.resolve(state);
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(folder, state.isEmpty() ? 1 : 2)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Counts the messages at this moment. */
    public Counts counts() throws Exception {
        List<ChatMessage> arrived = emulator.messages();
        Set<String> different = new HashSet<>();
        arrived.forEach(message -> different.add(key(message)));
        int refused = texts.refused().size() + files(".refused").size();
        return new Counts(
                given,
                different.size(),
                arrived.size() - different.size(),
                refused,
                texts.waiting() + files("").size(),
                messages.unresolved(Duration.ZERO, 100_000).size());
    }

    /** Returns the business key of a message that has arrived. */
    public static String key(ChatMessage message) {
        return message.json().path("biz_opaque_callback_data").asText();
    }

    @Override
    public void close() {
        synchronized (this) {
            nodes.forEach(Child::kill);
        }
        front.close();
        texts.close();
        if (gridClient != null) {
            gridClient.shutdown();
        }
        grid.forEach(Child::kill);
        database.close();
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns the addresses at which the nodes show their metrics. */
    public List<URI> metrics() {
        return metricsPorts.stream()
                .map(port -> URI.create("http://127.0.0.1:" + port + "/observe/metrics"))
                .toList();
    }

    /** Returns the configuration of a Prometheus that reads the metrics of all nodes and evaluates our rules. */
    private String prometheus(int nodes) {
        StringBuilder targets = new StringBuilder();
        for (int node = 0; node < nodes; node++) {
            targets.append(
                    """
                          - targets: ["127.0.0.1:%d"]
                            labels: {instance: node-%d}
                    """
                            .formatted(metricsPorts.get(node), node + 1));
        }
        return """
                global:
                  scrape_interval: 5s
                  evaluation_interval: 5s
                rule_files:
                  - "%s"
                scrape_configs:
                  - job_name: whatsapp360
                    metrics_path: /observe/metrics
                    static_configs:
                """
                        .formatted(RULES.toAbsolutePath().normalize())
                + targets;
    }

    private String startGrid(Path folder) throws IOException {
        List<Integer> memberPorts = new ArrayList<>();
        for (int member = 0; member < GRID_MEMBERS; member++) {
            memberPorts.add(freePort());
        }
        String members = memberPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int port : memberPorts) {
            grid.add(Child.java(
                    GridMember.class,
                    folder.resolve("grid.log"),
                    GridMember.READY,
                    List.of(),
                    Integer.toString(port),
                    members));
        }
        grid.forEach(Child::awaitReady);
        gridClient = Grid.connect(members);
        return members;
    }

    private Child startNode(int node) throws IOException {
        List<String> properties = new ArrayList<>(List.of(
                "camel.main.name=node-" + (node + 1),
                "camel.component.whatsapp360.base-url=" + emulator.baseUrl(),
                "camel.component.whatsapp360.api-key=" + emulator.apiKey(),
                "camel.server.port=" + ports.get(node),
                "camel.management.port=" + metricsPorts.get(node),
                "database-url=" + database.url(),
                "inbox=" + inbox,
                "grid=" + gridMembers));
        properties.addAll(texts.properties());
        properties.addAll(options.properties());
        return Child.java(Node.class, options.folder().resolve("node-" + (node + 1) + ".log"), STARTED, properties);
    }

    /**
     * The messages at one moment.
     *
     * @param given the texts and files that were given to the broker and the folder
     * @param accepted the different messages that the service has accepted
     * @param doubled the messages that arrived once more
     * @param refused the texts and files that were refused for good
     * @param waiting the texts and files that no node has finished with
     * @param unresolved the messages whose record waits for a status
     */
    public record Counts(int given, int accepted, int doubled, int refused, long waiting, int unresolved) {

        /** Returns whether nothing waits any more. */
        public boolean isDone() {
            return waiting == 0 && unresolved == 0 && accepted + refused >= given;
        }

        @Override
        public String toString() {
            return "given %d, accepted %d, doubled %d, refused %d, waiting %d, unresolved %d"
                    .formatted(given, accepted, doubled, refused, waiting, unresolved);
        }
    }
}
