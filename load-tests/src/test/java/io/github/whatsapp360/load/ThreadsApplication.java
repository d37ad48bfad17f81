package io.github.whatsapp360.load;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.apache.camel.Exchange;

/**
 * An application in a process of its own: hands over messages from one thread, and says what threads there are then.
 */
final class ThreadsApplication {

    private static final Pattern VIRTUAL = Pattern.compile("\"virtual\": *true");

    private ThreadsApplication() {}

    /** Arguments: base URL, API key, how many messages, a file that does not exist yet. */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // the log
        int messages = Integer.parseInt(args[2]);
        try (Application application = new Application(args[0], args[1], options -> options.setMessagesPerSecond(0))) {
            application.sendTo("whatsapp360:send");
            CompletableFuture<?>[] sent = IntStream.range(0, messages)
                    .mapToObj(n -> application.send("hello", Map.of("CamelWhatsapp360To", Application.recipient(n))))
                    .toArray(CompletableFuture[]::new);
            out.println("ended " + ended(sent));
            System.in.read();
            Map<Thread, StackTraceElement[]> platform = Thread.getAllStackTraces();
            out.println("platform " + platform.size());
            out.println("workers "
                    + platform.keySet().stream()
                            .filter(thread -> thread.getName().contains("Whatsapp360Worker"))
                            .count());
            out.println("calling "
                    + platform.values().stream()
                            .filter(ThreadsApplication::isCalling)
                            .count());
            out.println("camel "
                    + platform.keySet().stream()
                            .filter(thread -> thread.getName().contains("Camel"))
                            .count());
            out.println("virtual " + virtual(Path.of(args[3])));
            CompletableFuture.allOf(sent).join();
            out.println("ended " + ended(sent));
        }
    }

    private static long ended(CompletableFuture<?>[] sent) {
        return Arrays.stream(sent)
                .filter(CompletableFuture::isDone)
                .map(one -> (Exchange) one.join())
                .filter(exchange -> exchange.getException() == null)
                .count();
    }

    /** Returns whether it waits for the service's answer. */
    private static boolean isCalling(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("io.github.whatsapp360.client."));
    }

    /** Returns the number of virtual threads; a JVM that knows none has no such dump. */
    private static long virtual(Path dump) throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            beans.invoke(
                    new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                    "dumpThreads",
                    new Object[] {dump.toAbsolutePath().toString(), "JSON"},
                    new String[] {String.class.getName(), String.class.getName()});
        } catch (ReflectionException e) {
            return 0;
        }
        return VIRTUAL.matcher(Files.readString(dump)).results().count();
    }
}
