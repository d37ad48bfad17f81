package io.github.whatsapp360.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The page for people: static files, the messages as server-sent events, and the files to look at. */
final class ChatPage implements HttpHandler {

    private static final Map<String, String> STATIC =
            Map.of("/", "index.html", "/chat.css", "chat.css", "/chat.js", "chat.js");
    private static final Map<String, String> TYPES = Map.of(
            "html",
            "text/html; charset=utf-8",
            "css",
            "text/css; charset=utf-8",
            "js",
            "text/javascript; charset=utf-8");
    /** Shown in the page itself; everything else is only offered as a download. */
    private static final Set<String> INLINE = Set.of("image", "video", "audio", "sticker");

    private static final int HEARTBEAT_SECONDS = 15;

    private final MediaStore media;
    private final Chats chats;
    private final String apiKey;
    private volatile boolean closed;

    ChatPage(MediaStore media, Chats chats, String apiKey) {
        this.media = media;
        this.chats = chats;
        this.apiKey = apiKey;
    }

    void close() {
        closed = true;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            String path = http.getRequestURI().getPath();
            http.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            http.getResponseHeaders().set("Cache-Control", "no-store");
            http.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
            if (!http.getRequestMethod().matches("GET|HEAD")) {
                Web.text(http, 405, "only GET");
            } else if (STATIC.containsKey(path)) {
                page(http, STATIC.get(path));
            } else if (path.equals("/emulator/events")) {
                events(http);
            } else if (path.matches("/emulator/media/[0-9]+")) {
                file(http, path.substring(path.lastIndexOf('/') + 1));
            } else {
                Web.text(http, 404, "not found");
            }
        }
    }

    private void page(HttpExchange http, String name) throws IOException {
        try (InputStream in = ChatPage.class.getResourceAsStream(name)) {
            byte[] bytes = in.readAllBytes();
            if (name.equals("index.html")) {
                String base = "http://" + http.getRequestHeaders().getFirst("Host");
                String html = new String(bytes, StandardCharsets.UTF_8)
                        .replace("{{baseUrl}}", base.replaceAll("[^A-Za-z0-9:/.\\[\\]-]", ""))
                        .replace("{{apiKey}}", apiKey.replaceAll("[^A-Za-z0-9_.-]", "?"));
                bytes = html.getBytes(StandardCharsets.UTF_8);
            }
            Web.bytes(http, 200, TYPES.get(name.substring(name.indexOf('.') + 1)), bytes);
        }
    }

    /** All messages so far, then each new one as it comes (text/event-stream). */
    private void events(HttpExchange http) throws IOException {
        BlockingQueue<ChatMessage> queue = new LinkedBlockingQueue<>();
        Consumer<ChatMessage> listener = queue::add;
        chats.listen(listener);
        http.getResponseHeaders().set("Content-Type", "text/event-stream");
        http.sendResponseHeaders(200, 0);
        try (OutputStream out = http.getResponseBody()) {
            List<ChatMessage> before = chats.all();
            List<Map<String, Object>> snapshot = new ArrayList<>();
            before.forEach(message -> snapshot.add(view(message)));
            event(out, "snapshot", snapshot);
            while (!closed) {
                ChatMessage message = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (message == null) {
                    out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                } else if (!before.contains(message)) {
                    event(out, "message", view(message));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            chats.unlisten(listener);
        }
    }

    private static void event(OutputStream out, String name, Object data) throws IOException {
        String event = "event: " + name + "\ndata: " + Web.JSON.writeValueAsString(data) + "\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Map<String, Object> view(ChatMessage message) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", message.id());
        view.put("to", message.to());
        view.put("type", message.type());
        view.put("text", message.text());
        view.put("caption", message.caption());
        view.put("filename", message.filename());
        view.put("mimeType", message.mimeType());
        view.put("size", message.size());
        view.put("mediaId", message.mediaId());
        view.put("link", message.link());
        view.put("at", message.receivedAt().toEpochMilli());
        return view;
    }

    private void file(HttpExchange http, String id) throws IOException {
        MediaStore.Media found = media.get(id).orElse(null);
        if (found == null) {
            Web.text(http, 404, "not found");
            return;
        }
        boolean inline = INLINE.contains(MediaTypes.kind(found.mimeType()));
        String name =
                URLEncoder.encode(found.filename(), StandardCharsets.UTF_8).replace("+", "%20");
        http.getResponseHeaders()
                .set("Content-Disposition", (inline ? "inline" : "attachment") + "; filename*=UTF-8''" + name);
        Web.file(http, found.path(), found.mimeType());
    }
}
