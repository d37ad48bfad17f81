package io.github.whatsapp360.examples;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.emulator.model.StatusReports;
import io.github.whatsapp360.repository.MessageRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the emulator, and the routes of {@link CampaignRoutes} in a process of their own, which can be killed and
 * started again.
 */
public final class Campaign {

    private static final int PORT = 3600;
    private static final String CSV = "invoices-2026-05.csv";

    /** The template that the messages use, as it is created at the service. */
    static final String TEMPLATE =
            """
            {"name": "invoice", "language": "en", "components": [
              {"type": "HEADER", "format": "DOCUMENT"},
              {"type": "BODY", "text": "Hello {{1}}, here is your invoice of {{2}}."}
            ]}""";

    private final Whatsapp360Emulator emulator;
    private final Path folder;
    private final String database;
    private final int port;
    private Process process;

    private Campaign(Whatsapp360Emulator emulator, Path folder, String database) throws IOException {
        this.emulator = emulator;
        this.folder = folder;
        this.database = database;
        this.port = freePort();
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of("campaign").toAbsolutePath();
        String database = System.getenv().getOrDefault("DATABASE_URL", h2(folder.resolve("messages")));
        try (Whatsapp360Emulator emulator = startEmulator()) {
            emulator.statuses(StatusReports.inOrder().failing(131026, "4915112345699"));
            System.out.printf(
                    "%n  Chat page: %s%n  Folder:    %s%n%n"
                            + "  kill   kills the application, shows the table of messages, and starts it again%n"
                            + "  again  puts the CSV file into the folder again%n"
                            + "  end    stops the application, and shows the table%n%n",
                    emulator.chatPage(), folder);
            new Campaign(emulator, folder, database).run();
        }
    }

    /** Returns the URL of a database in a file: what is committed is there also after a kill. */
    static String h2(Path file) {
        return "jdbc:h2:file:" + file.toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    /**
     * Returns what starts the application.
     *
     * @param folder the folder with the CSV files
     * @param port the port for webhooks
     * @param options further ones of the JVM
     */
    static ProcessBuilder application(
            Whatsapp360Emulator emulator, Path folder, String database, int port, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcamel.component.whatsapp360.base-url=" + emulator.baseUrl(),
                "-Dcampaign=" + folder,
                "-Dfiles="
                        + Path.of("..", "..", "samples", "good")
                                .toAbsolutePath()
                                .normalize(),
                "-Dcamel.server.enabled=true",
                "-Dcamel.server.host=127.0.0.1",
                "-Dcamel.server.port=" + port,
                "-Dapplication-url=http://127.0.0.1:" + port));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.apache.camel.main.Main"));
        ProcessBuilder process = new ProcessBuilder(command).inheritIO();
        process.environment().put("D360_API_KEY", emulator.apiKey());
        process.environment().put("DATABASE_URL", database);
        return process;
    }

    /** Returns the records of the messages, while the application does not use a database in a file. */
    static List<MessageRecord> table(String database) throws SQLException {
        List<MessageRecord> records = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT record_json FROM whatsapp360_message ORDER BY callback_data")) {
            while (rows.next()) {
                records.add(MessageRecord.fromJson(rows.getString(1)));
            }
        }
        return records;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void run() throws Exception {
        putCsv();
        start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroy()));
        BufferedReader console = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = console.readLine(); line != null; line = console.readLine()) {
            switch (line.trim()) {
                case "kill" -> {
                    process.destroyForcibly().waitFor();
                    showTable();
                    start();
                }
                case "again" -> putCsv();
                case "end" -> {
                    process.destroy();
                    process.waitFor();
                    showTable();
                    return;
                }
                default -> System.out.println("kill, again or end?");
            }
        }
        process.waitFor();
    }

    /** Starts the application, slow enough for a person to kill it in the middle. */
    private void start() throws IOException {
        process = application(emulator, folder, database, port, "-Dcamel.component.whatsapp360.messages-per-second=2")
                .start();
    }

    private void putCsv() throws IOException {
        Files.createDirectories(folder);
        Files.copy(Path.of(CSV), folder.resolve(CSV), StandardCopyOption.REPLACE_EXISTING);
    }

    private void showTable() {
        try {
            for (MessageRecord record : table(database)) {
                System.out.printf(
                        "  %-24s %-10s %s %s%n",
                        record.callbackData(),
                        record.state(),
                        record.messageId(),
                        record.errorCode().isPresent() ? record.errorCode().getAsInt() : "");
            }
        } catch (SQLException e) {
            System.out.println("  There is no table yet: " + e.getMessage()); // killed before the first message
        }
    }

    private static Whatsapp360Emulator startEmulator() {
        Whatsapp360Emulator.Builder builder = Whatsapp360Emulator.builder().template(TEMPLATE);
        try {
            return builder.port(PORT).start();
        } catch (UncheckedIOException e) {
            return builder.port(0).start(); // the usual port is taken
        }
    }
}
