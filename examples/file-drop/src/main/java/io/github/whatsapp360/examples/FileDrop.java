package io.github.whatsapp360.examples;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/** Starts the route of {@code camel/file-drop.camel.yaml}, and a local 360dialog for it to talk to. */
public final class FileDrop {

    private static final int PORT = 3600;

    private FileDrop() {}

    public static void main(String[] args) throws Exception {
        Path inbox = Path.of("inbox").toAbsolutePath();
        fill(inbox, Path.of("..", "..", "samples"));
        try (Whatsapp360Emulator emulator = startEmulator()) {
            System.out.printf(
                    "%n  Chat page:  %s%n  Drop files: %s%n  To end:     Ctrl+C%n%n", emulator.chatPage(), inbox);
            run(emulator, inbox).run(args);
        }
    }

    /** The application, set up for an emulator and a folder. */
    static Main run(Whatsapp360Emulator emulator, Path inbox) throws IOException {
        int port = freePort();
        Main main = new Main();
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", Integer.toString(port));
        main.addInitialProperty("camel.component.whatsapp360.webhook-external-url", "http://127.0.0.1:" + port);
        main.addInitialProperty("camel.component.whatsapp360.base-url", emulator.baseUrl());
        main.addInitialProperty("camel.component.whatsapp360.api-key", emulator.apiKey());
        main.addInitialProperty("inbox", inbox.toString());
        return main;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Whatsapp360Emulator startEmulator() {
        try {
            return Whatsapp360Emulator.builder().port(PORT).start();
        } catch (UncheckedIOException e) {
            return Whatsapp360Emulator.start(); // the usual port is taken
        }
    }

    /** Puts the samples into a new inbox, so that there is something to see. */
    private static void fill(Path inbox, Path samples) throws IOException {
        if (Files.exists(inbox)) {
            return;
        }
        Files.createDirectories(inbox);
        for (String group : new String[] {"good", "bad"}) {
            if (Files.isDirectory(samples.resolve(group))) {
                try (Stream<Path> files = Files.list(samples.resolve(group))) {
                    for (Path file : files.toList()) {
                        Files.copy(file, inbox.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                    }
                }
            }
        }
    }
}
