package io.github.whatsapp360.emulator.junit5;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The threads, descriptors and connections that a JVM holds at one moment and has to give back. */
record Resources(Set<String> descriptors, Set<Thread> threads) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static Resources now() {
        return new Resources(openDescriptors(), lastingThreads());
    }

    /** Describes the resources that are here and were not there. */
    List<String> without(Resources earlier) {
        List<String> left = new ArrayList<>();
        descriptors.stream()
                .filter(descriptor -> !earlier.descriptors.contains(descriptor))
                .flatMap(Resources::describe)
                .forEach(left::add);
        threads.stream()
                .filter(thread -> !earlier.threads.contains(thread))
                .forEach(thread -> left.add("running: thread " + thread.getName()));
        return left;
    }

    private static Stream<String> describe(String descriptor) {
        return Connections.isSocket(descriptor)
                ? Connections.describe(descriptor).stream()
                : Stream.of("open: " + descriptor);
    }

    /**
     * Lists descriptors by their targets: sockets and pipes have a number of their own there. Empty where there is no
     * /proc.
     */
    private static Set<String> openDescriptors() {
        Set<String> open = new LinkedHashSet<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return open;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (!isOfTheJvm(target)) {
                    open.add(target);
                }
            }
        } catch (IOException e) {
            return open;
        }
        return open;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed in between
        }
    }

    /** Returns whether the JVM opens and keeps a target at the first use of a class or library: it is no leak. */
    private static boolean isOfTheJvm(String target) {
        return target.isEmpty()
                || target.startsWith("/dev/")
                || target.startsWith("/proc/")
                || target.startsWith("anon_inode:")
                || Stream.of(".jar", ".so", "/lib/modules", ".jfr").anyMatch(target::endsWith);
    }

    private static Set<Thread> lastingThreads() {
        Set<Thread> threads = new LinkedHashSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.isAlive() && !thread.isDaemon() && !thread.getName().startsWith("junit-")) {
                threads.add(thread);
            }
        }
        return threads;
    }
}
