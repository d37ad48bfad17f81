package io.github.whatsapp360.benchmarks.workloads;

import io.github.whatsapp360.benchmarks.implementations.CamelHttpClient;
import io.github.whatsapp360.benchmarks.implementations.CamelWhatsappClient;
import io.github.whatsapp360.benchmarks.implementations.Client;
import io.github.whatsapp360.benchmarks.implementations.ComponentClient;
import io.github.whatsapp360.benchmarks.server.BenchmarkServer;
import io.github.whatsapp360.benchmarks.server.BenchmarkServer.Fault;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.camel.CamelExecutionException;

/** Failures of the server, and the error that each client reports, with the time until then. */
public final class FailureCases {

    private static final int RESPONSE_TIMEOUT = 2_000;
    private static final int TIME_LIMIT_SECONDS = 15;
    private static final int FILE_BYTES = 100_000;
    private static final int MAX_MESSAGE_LENGTH = 160;

    private FailureCases() {}

    /** Runs all cases. Returns the results of each case, in the order of {@link #clients}. */
    public static Map<String, List<String>> run() throws Exception {
        Map<String, List<String>> cases = new LinkedHashMap<>();
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        cases.put(
                "a text, connection refused",
                each(closed, client -> outcome(() -> client.text("4915112345678", "Hello"))));
        cases.put("a text, no response", withFault(Fault.SILENT));
        cases.put("a text, HTTP 401", withFault(Fault.UNAUTHORIZED));
        cases.put("a text, the connection ends within the response", withFault(Fault.CUT_OFF));
        List<String> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (BenchmarkServer server = new BenchmarkServer()) {
                streams.add(stream(server, clients(server.port()).get(i)));
            }
        }
        cases.put("a stream of 100,000 bytes, HTTP 503 once, then a redelivery", streams);
        return cases;
    }

    private static List<String> withFault(Fault fault) throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (BenchmarkServer server = new BenchmarkServer()) {
                server.next(fault);
                Client client = clients(server.port()).get(i);
                String outcome = outcome(() -> client.text("4915112345678", "Hello"));
                outcomes.add(outcome + "; the server received " + server.requests()
                        + (server.requests() == 1 ? " request" : " requests"));
                client.close();
            }
        }
        return outcomes;
    }

    private static String stream(BenchmarkServer server, Client client) throws InterruptedException {
        byte[] pdf = new byte[FILE_BYTES];
        Arrays.fill(pdf, (byte) 'x');
        System.arraycopy("%PDF-1.7\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, pdf, 0, 9);
        server.next(Fault.UNAVAILABLE);
        String outcome = outcome(() -> client.stream(new ByteArrayInputStream(pdf)));
        long arrived = Math.min(server.lastBody(), FILE_BYTES);
        client.close();
        return outcome + "; the server accepted "
                + (arrived == FILE_BYTES
                        ? "the whole file"
                        : String.format(Locale.ROOT, "a form of %,d bytes", arrived));
    }

    private static List<String> each(int port, Function<Client, String> action) {
        List<String> outcomes = new ArrayList<>();
        for (Client client : clients(port)) {
            outcomes.add(action.apply(client));
            client.close();
        }
        return outcomes;
    }

    /** Returns all three clients, with a response timeout where it can be set. */
    private static List<Client> clients(int port) {
        return List.of(
                new ComponentClient(port, RESPONSE_TIMEOUT),
                new CamelWhatsappClient(port),
                new CamelHttpClient(port, RESPONSE_TIMEOUT));
    }

    private static String outcome(Callable<String> action) {
        long start = System.nanoTime();
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                done.complete(action.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        caller.setDaemon(true); // the call may never return
        caller.start();
        String result;
        try {
            done.get(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
            result = "succeeds";
        } catch (TimeoutException e) {
            return "**still waiting** after " + TIME_LIMIT_SECONDS + " s";
        } catch (ExecutionException e) {
            result = describe(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return result + String.format(Locale.ROOT, " after %.1f s", (System.nanoTime() - start) / 1e9);
    }

    private static String describe(Throwable failure) {
        Throwable cause =
                failure instanceof CamelExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        String text = String.valueOf(cause.getMessage())
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1")
                .replaceAll("\\s+", " ")
                .replace("|", "/");
        return "`" + cause.getClass().getSimpleName() + "`: “"
                + (text.length() > MAX_MESSAGE_LENGTH ? text.substring(0, MAX_MESSAGE_LENGTH) + "…" : text) + "”";
    }
}
