package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A sender of very many texts over one connection. An HTTP client would need more time than the emulator. */
final class Bulk {

    private Bulk() {}

    /** Sends different texts, alternately to one number and to 1,000 others. */
    static void send(Whatsapp360Emulator emulator, String number, int count) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", emulator.port())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < count; i++) {
                String to = i % 2 == 0 ? number : Integer.toString(491_700_000 + i / 2 % 1_000);
                send(socket.getOutputStream(), emulator.apiKey(), to, "Message " + i);
                assertThat(status(in)).isEqualTo(200);
            }
        }
    }

    private static void send(OutputStream out, String key, String to, String text) throws IOException {
        String body = "{\"messaging_product\":\"whatsapp\",\"to\":\"" + to
                + "\",\"type\":\"text\",\"text\":{\"body\":\"" + text + "\"}}";
        String head = "POST /messages HTTP/1.1\r\nHost: 127.0.0.1\r\nD360-API-KEY: " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        out.write((head + body).getBytes(StandardCharsets.US_ASCII));
    }

    private static int status(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
