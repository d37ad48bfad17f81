package io.github.whatsapp360.benchmarks.workloads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** A client in its own process that posts webhooks as fast as they are answered. */
final class WebhookLoadGenerator {

    private static final AtomicLong IDS = new AtomicLong();
    private static final String STATUS =
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102290129340398\","
                    + "\"changes\":[{\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":"
                    + "\"15550783881\",\"phone_number_id\":\"106540352242922\"},\"statuses\":[{\"id\":\"wamid.%016d\","
                    + "\"status\":\"delivered\",\"timestamp\":\"1750263773\",\"recipient_id\":\"16505551234\",\"conversation\":"
                    + "{\"id\":\"6ceb9d929c9bdc4f90967a32f8639b42\",\"origin\":{\"type\":\"utility\"}},\"pricing\":{\"billable\":"
                    + "true,\"pricing_model\":\"PMP\",\"category\":\"utility\",\"type\":\"regular\"}}]},\"field\":\"messages\"}]}]}";

    private WebhookLoadGenerator() {}

    /**
     * Reads lines of the form {@code port path connections millis}, and answers with the number of accepted webhooks.
     */
    public static void main(String[] args) throws Exception {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                int connections = Integer.parseInt(words[2]);
                long end = System.nanoTime() + Long.parseLong(words[3]) * 1_000_000;
                ExecutorService pool = Executors.newFixedThreadPool(connections, task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true); // a failed thread ends the process
                    return thread;
                });
                List<Future<Long>> posting = new ArrayList<>();
                long start = System.nanoTime();
                for (int i = 0; i < connections; i++) {
                    posting.add(pool.submit(() -> post(Integer.parseInt(words[0]), words[1], end)));
                }
                long count = 0;
                for (Future<Long> one : posting) {
                    count += one.get();
                }
                System.out.println(count * 1e9 / (System.nanoTime() - start));
                pool.shutdownNow();
            }
        }
    }

    private static long post(int port, String path, long end) throws IOException {
        long count = 0;
        byte[] buffer = new byte[8192];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            while (System.nanoTime() < end) {
                String json = String.format(STATUS, IDS.incrementAndGet());
                String request = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                answer(in, buffer);
                count++;
            }
        }
        return count;
    }

    private static void answer(InputStream in, byte[] buffer) throws IOException {
        int end = 0;
        while (true) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                throw new IOException("closed");
            }
            end += read;
            String text = new String(buffer, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0) {
                continue;
            }
            if (!text.startsWith("http/1.1 20")) {
                throw new IOException(text.substring(0, text.indexOf('\r')));
            }
            boolean whole = text.startsWith("http/1.1 204")
                    || (text.contains("transfer-encoding: chunked")
                            ? text.endsWith("0\r\n\r\n")
                            : end - head - 4 == length(text));
            if (whole) {
                return;
            }
        }
    }

    private static int length(String text) {
        int at = text.indexOf("content-length:") + "content-length:".length();
        return Integer.parseInt(text.substring(at, text.indexOf('\r', at)).trim());
    }
}
