package io.github.whatsapp360.emulator.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A client of the service's API and of the emulator's own API. */
final class Api {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> TYPES = Map.of(
            "pdf", "application/pdf",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "txt", "text/plain",
            "jpg", "image/jpeg",
            "png", "image/png",
            "webp", "image/webp",
            "mp4", "video/mp4",
            "ogg", "audio/ogg",
            "mp3", "audio/mpeg");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Whatsapp360Emulator emulator;

    Api(Whatsapp360Emulator emulator) {
        this.emulator = emulator;
    }

    static Path sample(String name) {
        return Path.of(System.getProperty("samples.dir"), "good", name);
    }

    /** Makes a call that must succeed. Returns the JSON of the answer; null if it is empty. */
    JsonNode call(String method, String path, String body) {
        HttpResponse<String> answer = answer(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return json(answer.body());
    }

    HttpResponse<String> answer(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(emulator.baseUrl() + path))
                .header("D360-API-KEY", emulator.apiKey())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return send(request.build());
    }

    /** Sends a message to the usual number and returns its ID. */
    String message(String type, String content) {
        return message(Page.NUMBER, type, content);
    }

    String message(String to, String type, String content) {
        return post("{\"messaging_product\":\"whatsapp\",\"to\":\"" + to + "\",\"type\":\"" + type + "\",\"" + type
                + "\":" + content + "}");
    }

    String post(String json) {
        return call("POST", "/messages", json).at("/messages/0/id").asText();
    }

    String text(String to, String text) {
        return message(to, "text", "{\"body\":" + quoted(text) + "}");
    }

    /** Uploads a sample and returns its media ID. */
    String upload(String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        write(form, "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n");
        write(
                form,
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: "
                        + type + "\r\n\r\n");
        form.write(Files.readAllBytes(sample(name)));
        write(form, "\r\n--b--\r\n");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(emulator.baseUrl() + "/media"))
                .header("D360-API-KEY", emulator.apiKey())
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body()).path("id").asText();
    }

    static String kind(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (name.endsWith(".webp")) {
            return "sticker";
        }
        String top = type.substring(0, type.indexOf('/'));
        return top.equals("application") || top.equals("text") ? "document" : top;
    }

    byte[] bytes(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(path)).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    private static void write(ByteArrayOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? null : JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
