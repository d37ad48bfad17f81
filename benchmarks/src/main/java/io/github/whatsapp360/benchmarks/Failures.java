package io.github.whatsapp360.benchmarks;

import io.github.whatsapp360.benchmarks.WireServer.Fault;
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
import org.apache.camel.CamelExecutionException;

/** The errors of each way after a failure, and the time until they are reported. */
final class Failures {

    private static final int RESPONSE_TIMEOUT = 2_000;
    private static final int PATIENCE_SECONDS = 15;
    private static final int FILE_BYTES = 100_000;
    private static final int MAX_TEXT = 160;

    private Failures() {}

    /** Runs all failures. Returns the results of each, in the order of {@link #ways}. */
    static Map<String, List<String>> run() throws Exception {
        Map<String, List<String>> cases = new LinkedHashMap<>();
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        cases.put("a text, connection refused", each(closed, way -> outcome(() -> way.text("4915112345678", "Hello"))));
        cases.put("a text, the server is silent", withFault(Fault.SILENT));
        cases.put("a text, HTTP 401", withFault(Fault.UNAUTHORIZED));
        cases.put("a text, the answer breaks off", withFault(Fault.CUT_OFF));
        List<String> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (WireServer server = new WireServer()) {
                streams.add(stream(server, ways(server.port()).get(i)));
            }
        }
        cases.put("a stream of 100,000 bytes, one HTTP 503, then redelivery", streams);
        return cases;
    }

    private static List<String> withFault(Fault fault) throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (WireServer server = new WireServer()) {
                server.next(fault);
                Way way = ways(server.port()).get(i);
                String outcome = outcome(() -> way.text("4915112345678", "Hello"));
                outcomes.add(outcome + "; the server saw " + server.requests()
                        + (server.requests() == 1 ? " request" : " requests"));
                way.close();
            }
        }
        return outcomes;
    }

    private static String stream(WireServer server, Way way) throws InterruptedException {
        byte[] pdf = new byte[FILE_BYTES];
        Arrays.fill(pdf, (byte) 'x');
        System.arraycopy("%PDF-1.7\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, pdf, 0, 9);
        server.next(Fault.UNAVAILABLE);
        String outcome = outcome(() -> way.stream(new ByteArrayInputStream(pdf)));
        long arrived = Math.min(server.lastBody(), FILE_BYTES);
        way.close();
        return outcome + "; the body accepted had "
                + (arrived == FILE_BYTES
                        ? "the whole file"
                        : String.format(Locale.ROOT, "%,d bytes, form included", arrived));
    }

    private static List<String> each(int port, java.util.function.Function<Way, String> action) {
        List<String> outcomes = new ArrayList<>();
        for (Way way : ways(port)) {
            outcomes.add(action.apply(way));
            way.close();
        }
        return outcomes;
    }

    /** Returns all three ways, with a response timeout where it can be set. */
    static List<Way> ways(int port) {
        return List.of(
                new ComponentWay(port, RESPONSE_TIMEOUT), new PeerWay(port), new ByHandWay(port, RESPONSE_TIMEOUT));
    }

    private static String outcome(Callable<String> action) {
        long start = System.nanoTime();
        CompletableFuture<String> ended = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                ended.complete(action.call());
            } catch (Exception e) {
                ended.completeExceptionally(e);
            }
        });
        caller.setDaemon(true); // the call may never return
        caller.start();
        String what;
        try {
            ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            what = "succeeds";
        } catch (TimeoutException e) {
            return "**still waiting** after " + PATIENCE_SECONDS + " s";
        } catch (ExecutionException e) {
            what = describe(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return what + String.format(Locale.ROOT, " after %.1f s", (System.nanoTime() - start) / 1e9);
    }

    private static String describe(Throwable failure) {
        Throwable cause =
                failure instanceof CamelExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        String text = String.valueOf(cause.getMessage())
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1")
                .replaceAll("\\s+", " ")
                .replace("|", "/");
        return "`" + cause.getClass().getSimpleName() + "`: “"
                + (text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text) + "”";
    }
}
