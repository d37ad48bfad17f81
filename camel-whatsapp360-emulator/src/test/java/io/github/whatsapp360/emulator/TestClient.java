package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends exactly the given bytes, with one connection for each request. */
final class TestClient {

    static final String NUMBER = "4915112345678";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final String key;

    TestClient(Whatsapp360Emulator emulator) {
        this(emulator.baseUrl(), emulator.apiKey());
    }

    TestClient(String baseUrl, String key) {
        this.base = URI.create(baseUrl);
        this.key = key;
    }

    record Response(int status, Map<String, String> headers, byte[] bytes) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new AssertionError(text(), e);
            }
        }

        /** Returns Meta's error code, or 360dialog's {@code http_code}. */
        int code() {
            return json().at("/error/code").asInt(json().at("/meta/http_code").asInt());
        }

        String message() {
            return json().at("/error/message")
                    .asText(json().at("/meta/developer_message").asText());
        }

        String details() {
            return json().at("/error/error_data/details").asText();
        }
    }

    /** Returns the address of a path, for clients that understand chunks. */
    URI uri(String path) {
        return URI.create(base + path);
    }

    Response get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Response delete(String path) {
        return send("DELETE", path, null);
    }

    /** Sends a message with this type and content to the usual number. */
    Response message(String type, String content) {
        return post("""
                {"messaging_product":"whatsapp","to":"%s","type":"%s","%s":%s}"""
                .formatted(NUMBER, type, type, content));
    }

    Response post(String json) {
        return send("POST", "/messages", json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    String upload(Sample sample) {
        Response response = upload(sample.bytes(), sample.name(), sample.mimeType());
        if (response.status() != 200) {
            throw new AssertionError(response.text());
        }
        return response.json().path("id").asText();
    }

    Response upload(byte[] bytes, String filename, String mimeType) {
        return send("POST", "/media", Form.of(bytes, filename, mimeType), "Content-Type: " + Form.CONTENT_TYPE);
    }

    Response send(String method, String path, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder(
                method + " " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nConnection: close\r\n");
        if (!key.isEmpty()) {
            head.append("D360-API-KEY: ").append(key).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        Arrays.stream(headers).forEach(header -> head.append(header).append("\r\n"));
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes);
            if (body != null) {
                socket.getOutputStream().write(body);
            }
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Reads until the connection ends. */
    static Response read(InputStream in) throws IOException {
        byte[] all = in.readAllBytes();
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no HTTP: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Response(
                Integer.parseInt(lines[0].split(" ")[1]), headers, Arrays.copyOfRange(all, end + 4, all.length));
    }

    /** Multipart forms, byte by byte. */
    static final class Form {

        static final String BOUNDARY = "----test-boundary";
        static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

        private Form() {}

        static byte[] of(byte[] bytes, String filename, String mimeType) {
            String name = filename.replace("\\", "\\\\").replace("\"", "\\\"");
            return of(
                    field("messaging_product", "whatsapp"),
                    field("type", mimeType),
                    part(
                            "Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: "
                                    + mimeType,
                            bytes));
        }

        static byte[] field(String name, String value) {
            return part(
                    "Content-Disposition: form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
        }

        static byte[] part(String headers, byte[] content) {
            return concat(
                    ("--" + BOUNDARY + "\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.UTF_8),
                    content,
                    new byte[] {'\r', '\n'});
        }

        static byte[] of(byte[]... parts) {
            return concat(concat(parts), ("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        private static byte[] concat(byte[]... arrays) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            Arrays.stream(arrays).forEach(all::writeBytes);
            return all.toByteArray();
        }
    }
}
