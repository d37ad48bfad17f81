package io.github.whatsapp360.emulator;

import java.io.PrintStream;

/** Runs the emulator from the command line until it is stopped. */
public final class Main {

    private static final int DEFAULT_PORT = 3600;
    private static final String USAGE =
            "Usage: [--port PORT] [--api-key KEY] [--hosting cloud|sandbox|on-premise] [--links local|any]"
                    + "   (default: port " + DEFAULT_PORT + ", key " + Whatsapp360Emulator.DEFAULT_API_KEY + ", cloud)";

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        Whatsapp360Emulator emulator;
        try {
            emulator = start(args, System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            System.exit(2);
            return;
        } catch (java.io.UncheckedIOException e) {
            System.err.println(e.getMessage() + ": " + e.getCause().getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "whatsapp360-emulator-close"));
        Thread.currentThread().join();
    }

    static Whatsapp360Emulator start(String[] args, PrintStream out) {
        Whatsapp360Emulator.Builder builder = Whatsapp360Emulator.builder().port(DEFAULT_PORT);
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("A value is missing after " + args[i]);
            }
            switch (args[i]) {
                case "--port" -> builder.port(port(args[i + 1]));
                case "--api-key" -> builder.apiKey(args[i + 1]);
                case "--links" -> links(args[i + 1], builder);
                case "--hosting" -> builder.hosting(hosting(args[i + 1]));
                default -> throw new IllegalArgumentException("Unknown option " + args[i]);
            }
        }
        Whatsapp360Emulator emulator = builder.start();
        out.println("Chat page: " + emulator.chatPage());
        out.println("Base URL:  " + emulator.baseUrl());
        out.println("API key:   " + emulator.apiKey());
        return emulator;
    }

    private static void links(String value, Whatsapp360Emulator.Builder builder) {
        switch (value) {
            case "any" -> builder.remoteLinks();
            case "local" -> {} // as it is without the option
            default -> throw new IllegalArgumentException("Not a place for links: " + value);
        }
    }

    private static Hosting hosting(String value) {
        return switch (value) {
            case "cloud" -> Hosting.CLOUD;
            case "sandbox" -> Hosting.SANDBOX;
            case "on-premise" -> Hosting.ON_PREMISE;
            default -> throw new IllegalArgumentException("Not a hosting: " + value);
        };
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported with all other wrong ports.
        }
        throw new IllegalArgumentException("Not a port: " + value);
    }
}
