package io.github.whatsapp360.emulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Runs the emulator from the command line until it is stopped. */
public final class Main {

    private static final String LOGBACK = "logback.configurationFile";

    /** The time for requests and webhooks that have begun when the process is stopped; containers have 10 seconds. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "io/github/whatsapp360/emulator/logback-app.xml");
        }
        if (List.of(args).contains("--verbose")) {
            System.setProperty("whatsapp360.emulator.log", "DEBUG");
        }
        if (List.of(args).contains("--help") || List.of(args).contains("-h")) {
            System.out.print(CommandLine.HELP);
            return;
        }
        Whatsapp360Emulator emulator;
        try {
            emulator = start(args, System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + "--help tells all options");
            System.exit(2);
            return;
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage() + ": " + e.getCause().getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> emulator.stop(GRACE), "whatsapp360-emulator-stop"));
        Thread.currentThread().join();
    }

    static Whatsapp360Emulator start(String[] args, PrintStream out) {
        CommandLine line = CommandLine.parse(args);
        Whatsapp360Emulator emulator = line.builder().start();
        line.configure(emulator);
        out.println("Chat page: " + emulator.chatPage());
        out.println("Base URL:  " + emulator.baseUrl());
        boolean isOne = emulator.numbers().size() == 1;
        emulator.numbers()
                .forEach((key, number) -> out.println("API key:   " + key + (isOne ? "" : " of the number " + number)));
        return emulator;
    }
}
