package io.github.whatsapp360.emulator;

import io.github.whatsapp360.emulator.access.AllowedHosts;
import io.github.whatsapp360.emulator.accounts.WebhookTarget;
import io.github.whatsapp360.emulator.model.EmulatedHosting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The options of the command line. */
final class CommandLine {

    static final String HELP =
            """
            A local 360dialog for tests, demos and failure drills.

            Usage: java -jar camel-whatsapp360-emulator.jar [options]

              --port PORT                 the port to listen on, 3600 by default; 0 takes a free one
              --bind ADDRESS              the address to listen on, loopback by default; another one needs a token and a key
              --access-token-file PATH    a file with the token that page and /emulator/ need; 16 characters or more
              --api-key KEY               a key that is accepted, emulator-key by default; again for more numbers
              --hosting HOSTING           %s; cloud by default
              --sandbox-phone NUMBER      the only number that the sandbox sends to
              --webhook URL               where statuses and customers' messages are posted
              --webhook-header 'N: V'     a header that every such post has; may come again
              --allowed-webhook NAME      a host besides this machine that webhooks are called on; may come again
              --allowed-host NAME         a name besides localhost that this may be called by; may come again
              --links local|any           whether links to other machines are fetched too; local by default
              --messages-per-second N     the throughput, 80 by default
              --unlimited                 no limits of messages, recipients, uploads and failed lookups
              --service-window            free-form messages need a customer's message within 24 hours
              --no-storage                files live for an hour
              --keep N                    how many messages are remembered, 100000 by default
              --data DIR                  messages and files survive a restart in this folder
              --state FILE                starts with what another emulator had, from its state file
              --seed N                    the same requests get the same IDs of messages and files
              --verbose                   a line for each request
              --help                      this text
            """
                    .formatted(names(EmulatedHosting.values()));

    private static final int DEFAULT_PORT = 3600;

    private final Whatsapp360Emulator.Builder builder =
            Whatsapp360Emulator.builder().port(DEFAULT_PORT);
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Set<String> webhookHosts = new LinkedHashSet<>();
    private String webhook = "";

    private CommandLine() {}

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException if one is wrong; it says which
     */
    static CommandLine parse(String[] args) {
        CommandLine line = new CommandLine();
        for (int i = 0; i < args.length; i++) {
            if (!line.flag(args[i])) {
                if (i + 1 == args.length || args[i + 1].startsWith("--")) {
                    throw new IllegalArgumentException(
                            args[i].startsWith("--")
                                    ? "A value is missing after " + args[i]
                                    : "Unknown option " + args[i]);
                }
                line.option(args[i], args[++i]);
            }
        }
        if (line.webhook.isEmpty() && !line.headers.isEmpty()) {
            throw new IllegalArgumentException("--webhook-header needs --webhook");
        }
        if (!line.webhook.isEmpty()) {
            AllowedHosts named = new AllowedHosts(line.webhookHosts);
            // Whoever starts the emulator with an address wants it to be called.
            line.builder.allowedWebhook(
                    WebhookTarget.of(line.webhook, line.headers, named).url().getHost());
        }
        return line;
    }

    Whatsapp360Emulator.Builder builder() {
        return builder;
    }

    /** Sets the webhook of the running emulator. */
    void configure(Whatsapp360Emulator emulator) {
        if (!webhook.isEmpty()) {
            emulator.webhook(URI.create(webhook), headers);
        }
    }

    private boolean flag(String name) {
        switch (name) {
            case "--unlimited" -> builder.unlimited();
            case "--service-window" -> builder.serviceWindow();
            case "--no-storage" -> builder.noStorage();
            case "--verbose" -> {} // was seen before logging began
            default -> {
                return false;
            }
        }
        return true;
    }

    private void option(String name, String value) {
        switch (name) {
            case "--port" -> builder.port(number(name, value, 0, 65_535));
            case "--bind" -> builder.bind(value);
            case "--access-token-file" -> builder.accessToken(line(Path.of(value)));
            case "--api-key" -> builder.apiKey(value);
            case "--hosting" -> builder.hosting(hosting(value));
            case "--sandbox-phone" -> builder.sandboxPhone(value);
            case "--webhook" -> webhook = value;
            case "--webhook-header" -> header(value);
            case "--allowed-webhook" -> {
                builder.allowedWebhook(value);
                webhookHosts.add(value);
            }
            case "--allowed-host" -> builder.allowedHost(value);
            case "--links" -> links(value);
            case "--messages-per-second" -> builder.messagesPerSecond(number(name, value, 1, 100_000));
            case "--keep" -> builder.keep(number(name, value, 1, 10_000_000));
            case "--state" -> builder.state(Path.of(value));
            case "--seed" -> builder.seed(number(name, value, 0, 999_999_999));
            case "--data" -> builder.data(Path.of(value));
            default -> throw new IllegalArgumentException("Unknown option " + name);
        }
    }

    private static String line(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private void header(String value) {
        int colon = value.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("A header is written as 'Name: value'");
        }
        headers.put(value.substring(0, colon), value.substring(colon + 1).strip());
    }

    private void links(String value) {
        switch (value) {
            case "any" -> builder.remoteLinks();
            case "local" -> {} // as it is without the option
            default -> throw new IllegalArgumentException("Not a place for links: " + value);
        }
    }

    private static EmulatedHosting hosting(String value) {
        return Arrays.stream(EmulatedHosting.values())
                .filter(hosting -> name(hosting).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not a hosting: " + value));
    }

    private static String names(EmulatedHosting[] hostings) {
        return Arrays.stream(hostings).map(CommandLine::name).collect(Collectors.joining(", "));
    }

    private static String name(EmulatedHosting hosting) {
        return hosting.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int number(String name, String value, int least, int most) {
        if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException(name + " is a number from " + least + " to " + most + ", not " + value);
    }
}
