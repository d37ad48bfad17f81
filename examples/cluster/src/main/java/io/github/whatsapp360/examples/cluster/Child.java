package io.github.whatsapp360.examples.cluster;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A process of the cluster. It ends with the process that started it, also if that one is killed. */
final class Child {

    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private Child(Process process, Path log, String readyWhen) {
        this.process = process;
        Thread reader = new Thread(
                () -> copy(process, log, readyWhen), log.getFileName().toString());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a Java program.
     *
     * @param log its output, which is appended
     * @param readyWhen part of the line that says that it can be used
     * @param properties system properties, as {@code name=value}
     */
    static Child java(Class<?> main, Path log, String readyWhen, List<String> properties, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback.xml"));
        properties.forEach(property -> command.add("-D" + property));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName(), main.getName()));
        command.addAll(List.of(arguments));
        return start(command, log, readyWhen);
    }

    /** Starts any program. It should end when its input ends. */
    static Child start(List<String> command, Path log, String readyWhen) throws IOException {
        return new Child(new ProcessBuilder(command).redirectErrorStream(true).start(), log, readyWhen);
    }

    /** Runs the class that the first argument names, until it or the input ends. */
    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // the parent lives
                }
            } catch (IOException e) {
                // as at the end
            }
            Runtime.getRuntime().halt(1);
        });
        watch.setDaemon(true);
        watch.start();
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    boolean isReady() {
        return ready.isDone() && !ready.isCompletedExceptionally() && process.isAlive();
    }

    /**
     * Waits until it can be used.
     *
     * @throws IllegalStateException if it ends before
     */
    Child awaitReady() {
        ready.join();
        return this;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGKILL, and returns when the process has ended. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops it with SIGSTOP: it does nothing until {@link #thaw()}, as in a long pause of its machine. */
    void freeze() throws IOException {
        signal("STOP");
    }

    void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .onExit()
                .join();
    }

    /** Ends its input, upon which it ends by itself. */
    void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has ended
        }
        process.onExit().join();
    }

    private void copy(Process process, Path log, String readyWhen) {
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter file =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                file.write(line);
                file.newLine();
                file.flush();
                if (!ready.isDone() && line.contains(readyWhen)) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            // the process was killed
        }
        ready.completeExceptionally(new IllegalStateException("The process has ended; see " + log));
    }
}
