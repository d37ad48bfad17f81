package io.github.whatsapp360.benchmarks.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Debian's PostgreSQL with its defaults and a new folder for its data. It runs as a user that is not root. */
public final class PostgreSql implements AutoCloseable {

    private static final Path PG_CTL = Path.of("/usr/lib/postgresql/15/bin/pg_ctl");

    private final int port = freePort();
    private final String folder;
    private final Thread atExit = new Thread(this::stop);

    /** Starts it, and returns when it can be used. */
    public PostgreSql() {
        folder = run("folder=$(mktemp -d -t benchmark.XXXXXX) && cd $folder && "
                + PG_CTL + " initdb -D $folder -o '-A trust -U benchmark' >/dev/null && "
                + PG_CTL + " start -w -D $folder -l $folder/log -o \"-p " + port
                + " -h 127.0.0.1 -k $folder\" >/dev/null && echo $folder");
        if (folder.isEmpty()) {
            throw new IllegalStateException("PostgreSQL did not start");
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PG_CTL);
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=benchmark";
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a shell command, and returns its output. */
    private static String run(String command) {
        Stream<String> user = "root".equals(System.getProperty("user.name"))
                ? Stream.of("runuser", "-u", "postgres", "--")
                : Stream.of();
        List<String> words = Stream.concat(user, Stream.of("sh", "-c", command)).toList();
        try {
            Process process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        run(PG_CTL + " stop -m immediate -D " + folder + " >/dev/null; rm -rf " + folder);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        stop();
    }
}
