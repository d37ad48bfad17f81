package io.github.whatsapp360.benchmarks.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A child JVM with the same class path. It reads lines from its input and answers each with a line. */
public class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;

    public ChildJvm(List<String> jvmOptions, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns the next line; null if the process has ended. */
    public final String read() throws IOException {
        return out.readLine();
    }

    public final String ask(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return read();
    }

    /** Waits until the process ends. Returns its next line; empty if it fails or does not end within this time. */
    public final Optional<String> lastLine(long seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(read());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
