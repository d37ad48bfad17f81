package io.github.whatsapp360.emulator.junit5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.whatsapp360.emulator.Chat;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.ChatMessage;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job, for each runtime that an application may run in: a folder of real files arrives in the chat, each with
 * its confirmation by webhook, and a customer who writes is answered. A runtime's test extends this class and says how
 * its application is started; it runs as a process of its own, which is ended with the test. Its log is
 * {@code target/NAME-OF-THE-TEST.log}.
 *
 * <p>The files are those in {@code good} and {@code bad} of the folder that the system property {@code samples.dir}
 * names. Afterwards {@code target/runtimes} holds what was tried, as a row for a table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = FileDropJourney.PATIENCE * 2, unit = TimeUnit.SECONDS)
public abstract class FileDropJourney {

    /** The recipient that the application must send to. */
    protected static final String TO = "4915112345678";

    /** The seconds that a condition may take, with the start, also on a busy machine. */
    static final int PATIENCE = 180;

    /** The number of files that a stop meets: as many as a recipient gets at once after what came before. */
    private static final int FOLDER = 20;

    private static final Path SAMPLES = Path.of(System.getProperty("samples.dir", "samples"));

    @TempDir
    static Path folder;

    /** The application logs this for each event with the status "delivered". */
    private static final String DELIVERED = "A message was delivered";

    private final Map<String, String> confidential = new TreeMap<>(Map.of("recipient's number", TO));
    private final Path log = Path.of("target", getClass().getSimpleName() + ".log");
    private Whatsapp360Emulator emulator;
    private int port;
    private Process process;

    /**
     * The command that starts the application. It must send each file of a folder to {@link #TO}, move it to
     * {@code .sent} in that folder when its delivery was confirmed, and to {@code .failed} when it was not sent; what a
     * stop kept from being sent stays where it is. It must log at DEBUG, which includes all that it logs at INFO.
     *
     * <p>It must receive webhooks with {@code from("whatsapp360:events")} at {@link #url} and register them on start
     * with {@link #webhookToken}. It must answer the text of a customer with a text that ends with "You wrote: " and
     * that text, and log "A message was delivered" for each event with this status.
     *
     * @param inbox the folder; it exists
     * @param service the emulator; the application must use its address and API key
     */
    protected abstract ProcessBuilder application(Path inbox, Whatsapp360Emulator service) throws IOException;

    /**
     * Describes the run for the table: the runtime, its version, what was started, and what else was shown beside the
     * journey.
     *
     * @param output the output of the application, which contains the versions
     */
    protected abstract List<String> row(String output);

    @BeforeAll
    @Timeout(PATIENCE * 2)
    final void start() throws IOException {
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        Files.createDirectories(inbox());
        Files.deleteIfExists(rowFile());
        emulator = Whatsapp360Emulator.builder().apiKey(secret("API key")).start();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        drop(SAMPLES.resolve("good/invoice.pdf"), "invoice.pdf"); // lies there before the application starts
        run();
    }

    @AfterAll
    @Timeout(PATIENCE)
    final void end() throws Exception {
        try {
            stop();
            writeRow();
        } finally {
            emulator.close();
        }
    }

    @Test
    @Order(1)
    public final void aFolderOfRealFilesArrivesInTheChat() throws Exception {
        Map<String, String> dropped = new TreeMap<>();
        for (Path sample : list(SAMPLES.resolve("good"))) {
            dropped.put(sample.getFileName().toString(), sha256(sample));
        }
        await("the file that lay there arrives", () -> messages().size() == 1);
        for (String name : dropped.keySet()) {
            if (!name.equals("invoice.pdf")) {
                drop(SAMPLES.resolve("good").resolve(name), name);
            }
        }
        await("all are sent", () -> names(inbox().resolve(".sent")).equals(dropped.keySet()));
        assertEquals(dropped, arrived(), "what arrived, by name and SHA-256");
        assertEquals(dropped.size(), messages().size(), "messages");
    }

    @Test
    @Order(2)
    public final void aFileThatWhatsAppDoesNotTakeIsKeptAside() throws Exception {
        Path picture = SAMPLES.resolve("bad/picture.bmp");
        int before = messages().size();
        drop(picture, "picture.bmp");
        Path failed = inbox().resolve(".failed/picture.bmp");
        await("it is in .failed", () -> Files.exists(failed));
        assertEquals(-1, Files.mismatch(picture, failed), "the first byte that differs");
        assertEquals(before, messages().size(), "messages");
    }

    @Test
    @Order(3)
    public final void aCustomerIsAnsweredAndTheStatusesOfAllMessagesComeBack() {
        Chat customer = emulator.chat(confidential("customer's number", "4930987654321"));
        String text = confidential("customer's text", "Does it come by bicycle?");
        customer.writes(text);
        await("the customer is answered", () -> customer.messages().stream()
                .anyMatch(message -> message.text().endsWith("You wrote: " + text)));
        await(
                "each message has one event of its delivery",
                () -> occurrences(DELIVERED) == emulator.messages().size());
    }

    @Test
    @Order(Integer.MAX_VALUE - 2)
    public final void whatIsNotSentAtAStopStaysInTheInboxAndIsSentOnceAfterTheNextStart() throws Exception {
        int before = messages().size();
        Set<String> dropped = new TreeSet<>();
        emulator.faults(FaultRule.on(FaultRule.On.MESSAGES, new Fault.Latency(Duration.ofSeconds(1))));
        for (int n = 1; n <= FOLDER; n++) {
            String name = "stop-" + n + ".txt";
            dropped.add(name);
            Files.writeString(folder.resolve(name), "Invoice " + n);
            drop(folder.resolve(name), name);
        }
        await("some have arrived", () -> messages().size() > before + 1);
        stop();

        Set<String> arrived = new TreeSet<>(arrived().keySet());
        arrived.retainAll(dropped);
        Set<String> sent = names(inbox().resolve(".sent"));
        sent.retainAll(dropped);
        Set<String> left = names(inbox());
        assertEquals(arrived, sent, "what is in .sent");
        assertEquals(FOLDER - sent.size(), left.size(), "what is left in the inbox");
        assertFalse(left.isEmpty(), "all were sent before the stop");

        emulator.faults();
        run();
        await("all are sent", () -> names(inbox()).isEmpty());
        assertTrue(names(inbox().resolve(".sent")).containsAll(dropped), "all are in .sent");
        assertEquals(before + FOLDER, messages().size(), "messages");
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    public final void aRestartGoesOnAndSendsNothingAgain() throws Exception {
        int before = messages().size();
        stop();
        drop(SAMPLES.resolve("good/photo.jpg"), "dropped-meanwhile.jpg");
        run();
        await("it is sent", () -> Files.exists(inbox().resolve(".sent/dropped-meanwhile.jpg")));
        assertEquals(before + 1, messages().size(), "messages");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    public final void theLogTellsNothingConfidentialNotEvenAtDebug() {
        String output = output();
        assertTrue(output.contains("DEBUG"), "nothing at DEBUG is in " + log);
        confidential.forEach((what, value) -> assertFalse(output.contains(value), "the " + what + " is in " + log));
    }

    /**
     * Registers a value that the application gets and must not log: a number, a text or a secret.
     *
     * @param value not so short that it could be part of something else
     */
    protected final String confidential(String what, String value) {
        confidential.put(what, value);
        return value;
    }

    /** A secret for the application that is like no other, and that it must not log. */
    protected final String secret(String what) {
        return confidential.computeIfAbsent(what, any -> "s3cret-" + UUID.randomUUID());
    }

    /** The port on which the application must listen, at the loopback address. */
    protected final int port() {
        return port;
    }

    /** The address at which the service reaches the application, without the path of its webhooks. */
    protected final String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The secret that the application must register with its webhooks. */
    protected final String webhookToken() {
        return secret("webhook's token");
    }

    /** The folder that the application reads. */
    protected final Path inbox() {
        return folder.resolve("inbox");
    }

    /** The service that the application talks to. */
    protected final Whatsapp360Emulator emulator() {
        return emulator;
    }

    /** Returns the application's output so far. */
    protected final String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a copy of a file into the inbox; it appears there whole. */
    protected final void drop(Path file, String name) throws IOException {
        Path part = Files.copy(file, folder.resolve("part"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Waits for a condition, for three minutes at most.
     *
     * @throws AssertionError if it does not hold by then, or the application ends; it quotes the application's log
     */
    protected final void await(String what, BooleanSupplier condition) {
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
            while (!condition.getAsBoolean()) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    fail("Not so: " + what + ". The inbox holds " + names(inbox()) + ", the application "
                            + (process.isAlive() ? "runs" : "ended with " + process.exitValue()) + " and said:\n"
                            + output());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("Interrupted while waiting: " + what, e);
        }
    }

    /** The first group of the first match; fails if there is none. */
    protected static String find(String regex, String text) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        assertTrue(matcher.find(), () -> regex + " is not in:\n" + text);
        return matcher.group(1);
    }

    private void run() throws IOException {
        process = application(inbox(), emulator)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Ends the process and those that it started, as an operating system does: it asks first. */
    private void stop() throws Exception {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE / 2, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            fail("It did not end when it was told to:\n" + output());
        }
    }

    private long occurrences(String text) {
        return output().lines().filter(line -> line.contains(text)).count();
    }

    private List<ChatMessage> messages() {
        return emulator.chat(TO).messages();
    }

    private Map<String, String> arrived() {
        return messages().stream()
                .collect(Collectors.toMap(
                        ChatMessage::filename, ChatMessage::sha256, (first, second) -> "twice", TreeMap::new));
    }

    private void writeRow() throws IOException {
        List<String> cells = new ArrayList<>(row(output()));
        String shown = "existing and new files arrive unchanged, each confirmed by the webhook of its delivery; a file "
                + "that WhatsApp does not accept is moved aside, a customer is answered, each message's delivery is an "
                + "event in `from(\"whatsapp360:events\")`, a restart continues and sends nothing twice, a stop in "
                + "the middle of a folder loses and duplicates "
                + "nothing, the log contains no number and no key, even at DEBUG";
        cells.add(cells.size() > 3 ? shown + "; " + cells.remove(3) : shown);
        cells.add("`" + getClass().getSimpleName() + "`");
        Files.createDirectories(rowFile().getParent());
        Files.writeString(rowFile(), "| " + String.join(" | ", cells) + " |\n");
    }

    private Path rowFile() {
        return Path.of("target", "runtimes", getClass().getSimpleName() + ".md");
    }

    private static TreeSet<String> names(Path directory) {
        return list(directory).stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
