package io.github.whatsapp360.emulator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.whatsapp360.emulator.access.AccessToken;
import io.github.whatsapp360.emulator.chats.ChatJson;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Query;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.media.FileResponse;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.media.StoredMedia;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The page that shows the chats, and what it loads. */
public final class ChatPage implements HttpHandler {

    private static final Set<String> FILES =
            Set.of(("index.html chat.svg page.css controls.css chats.css chat.css composer.css content.css tools.css"
                            + " address.js announce.js api.js app.js bill.js bubble.js business.js call.js changes.js chat.js chats.js choices.js composer.js content.js copier.js customer.js"
                            + " dom.js faults.js flow.js format.js inspector.js interactive.js log.js media.js more.js notify.js number.js order.js permalink.js place.js reactions.js scenarios.js"
                            + " search.js settings.js state.js store.js stream.js summary.js template.js templates.js text.js"
                            + " tools.js trigger.js")
                    .split(" "));

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private static final String MEDIA = "/emulator/media/";
    private static final String LINKS = "/emulator/links/";

    private final Supplier<EmulatorState> states;
    private final AdminApi admin;
    private final String apiKey;
    private final AccessToken token;

    public ChatPage(Supplier<EmulatorState> states, AdminApi admin, String apiKey, AccessToken token) {
        this.token = token;
        this.states = states;
        this.admin = admin;
        this.apiKey = apiKey;
    }

    public boolean has(String path) {
        return FILES.contains(file(path))
                || path.startsWith("/emulator/")
                || path.equals(Monitoring.HEALTH)
                || path.equals(Monitoring.METRICS);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Headers headers = exchange.getResponseHeaders();
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
                        + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        try (exchange) {
            if (!path.equals(Monitoring.HEALTH) && !token.allows(exchange)) {
                refuse(exchange);
            } else if (admin.has(path)) {
                admin.answer(exchange).write(exchange);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                Response.of(ApiError.gateway(405, "Method not allowed")).write(exchange);
            } else if (path.equals("/emulator/events")) {
                new EventStream(states).write(exchange);
            } else {
                answer(path, exchange).write(exchange);
            }
        }
    }

    /** Asks for the token, after the body: a client that is still sending would not see the reason. */
    private static void refuse(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().skip(AdminApi.MAX_DRAINED_BYTES);
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"emulator\", charset=\"UTF-8\"");
        String reason = "The emulator's access token is missing or wrong";
        Response.json(401, JsonNodeFactory.instance.objectNode().put("error", reason))
                .write(exchange);
    }

    private Response answer(String path, HttpExchange exchange) throws IOException {
        if (path.equals(Monitoring.HEALTH)) {
            return Monitoring.health();
        }
        if (path.equals(Monitoring.METRICS)) {
            return Monitoring.metrics(states.get());
        }
        if (FILES.contains(file(path))) {
            return resource(file(path));
        }
        EmulatorState state = states.get();
        if (path.startsWith(LINKS)) {
            return Response.json(200, ChatJson.links(state.links().await(path.substring(LINKS.length()))));
        }
        if (path.startsWith(MEDIA)) {
            Optional<StoredMedia> media = state.media().received(path.substring(MEDIA.length()));
            if (media.isPresent()) {
                return file(media.get(), state, exchange);
            }
        }
        return Response.of(ApiError.gateway(404, "Path not found"));
    }

    private static String file(String path) {
        return path.equals("/") ? "index.html" : path.substring(1);
    }

    private Response resource(String file) throws IOException {
        try (InputStream in = ChatPage.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            byte[] bytes = text.replace("{{apiKey}}", html(apiKey)).getBytes(StandardCharsets.UTF_8);
            return new Response.Bytes(200, TYPES.get(file.substring(file.indexOf('.') + 1)), bytes, 0);
        }
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Answers a file. Files that a browser plays without running anything are shown; all others are for download. */
    private static Response file(StoredMedia media, EmulatorState state, HttpExchange exchange) {
        String filename = state.chats()
                .find(Query.parameter(exchange.getRequestURI(), "message"))
                .flatMap(entry -> filename(media, entry.message().json()))
                .orElse(media.filename());
        boolean shown = !MediaTypes.kind(media.mimeType()).equals("document");
        exchange.getResponseHeaders()
                .set(
                        "Content-Disposition",
                        (shown ? "inline" : "attachment") + "; filename*=UTF-8''" + rfc5987(filename));
        String range = exchange.getRequestHeaders().getFirst("Range");
        return FileResponse.of(media, range == null ? "" : range);
    }

    /** The name that a message, or a header inside of it, gives to a file. */
    private static Optional<String> filename(StoredMedia media, JsonNode message) {
        return message.findParents("id").stream()
                .filter(parent -> parent.path("id").asText().equals(media.id()))
                .map(parent -> parent.path("filename").asText())
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static String rfc5987(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
