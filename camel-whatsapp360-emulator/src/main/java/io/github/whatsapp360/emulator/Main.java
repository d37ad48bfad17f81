package io.github.whatsapp360.emulator;

import java.io.UncheckedIOException;

/** Starts an emulator and keeps it until the process is ended. */
public final class Main {

    static final int DEFAULT_PORT = 3600;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        int port = DEFAULT_PORT;
        if (args.length == 2 && args[0].equals("--port") && args[1].matches("[0-9]{1,5}")) {
            port = Integer.parseInt(args[1]);
        } else if (args.length > 0) {
            System.err.println("usage: [--port NUMBER]   (default " + DEFAULT_PORT + ", 0 for a free one)");
            System.exit(2);
        }
        try (Whatsapp360Emulator emulator =
                Whatsapp360Emulator.builder().port(port).start()) {
            System.out.println("Chats: " + emulator.chatPage() + "   API: " + emulator.baseUrl() + "   D360-API-KEY: "
                    + emulator.apiKey());
            Thread.currentThread().join();
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage() + ": give another one with --port");
            System.exit(1);
        }
    }
}
