package io.github.whatsapp360.emulator.junit5;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The TCP connections of descriptors that are sockets, from Linux' tables of connections. */
final class Connections {

    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final List<String> STATES = List.of(
            "?",
            "established",
            "syn sent",
            "syn received",
            "fin wait 1",
            "fin wait 2",
            "time wait",
            "closed",
            "close wait",
            "last ack",
            "listening",
            "closing");

    private Connections() {}

    static boolean isSocket(String descriptor) {
        return descriptor.startsWith("socket:[");
    }

    /**
     * Returns the ends of a TCP connection; empty for other sockets, such as those that the JVM makes for its own use.
     */
    static Optional<String> describe(String descriptor) {
        String inode = descriptor.substring("socket:[".length(), descriptor.length() - 1);
        for (Path table : TABLES) {
            for (String line : lines(table)) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9 && columns[9].equals(inode)) {
                    return Optional.of("connection from port " + port(columns[1]) + " to port " + port(columns[2])
                            + ", " + STATES.get(Integer.parseInt(columns[3], 16) % STATES.size()));
                }
            }
        }
        return Optional.empty();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            return List.of();
        }
    }
}
