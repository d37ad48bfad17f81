package io.github.whatsapp360.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service's paths: who may call what, and how every answer is recorded. */
final class CloudApi implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CloudApi.class);

    private static final Pattern MEDIA_ID = Pattern.compile("/\\d{1,32}");
    private static final String ATTACHMENTS = "/whatsapp_business/attachments/";

    private final Set<String> keys;
    private final Supplier<Memory> memories;
    private final MediaApi mediaApi;
    private final MessagesApi messagesApi;

    CloudApi(Set<String> keys, Supplier<Memory> memories, Clock clock) {
        this.keys = keys;
        this.memories = memories;
        this.mediaApi = new MediaApi(clock);
        this.messagesApi = new MessagesApi(clock);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Memory memory = memories.get();
        Call call = new Call(exchange);
        String route = route(call.path());
        Answer answer = answer(call, route, memory);
        call.drain();
        memory.requests().add(call.recorded(answer.status()));
        LOG.debug("{} {} answered with {}", call.method(), route, answer.status());
        try (exchange) {
            answer.write(exchange);
        }
    }

    private Answer answer(Call call, String route, Memory memory) throws IOException {
        try {
            if (route.isEmpty()) {
                throw ApiError.gateway(404, "Path not found").refused();
            }
            if (!keys.contains(call.key())) {
                throw ApiError.gateway(401, "Invalid api key").refused();
            }
            List<String> methods = route.equals("/{media-id}")
                    ? List.of("GET", "DELETE")
                    : List.of(route.equals(ATTACHMENTS) ? "GET" : "POST");
            if (!methods.contains(call.method())) {
                throw ApiError.gateway(405, "Method not allowed").refused();
            }
            return dispatch(call, route, memory);
        } catch (ApiError.Refused e) {
            return Answer.of(e.error());
        } catch (RuntimeException | IOException e) {
            LOG.warn("{} {} failed", call.method(), route, e);
            return Answer.of(ApiError.gateway(500, "Internal server error"));
        }
    }

    private Answer dispatch(Call call, String route, Memory memory) throws IOException, ApiError.Refused {
        return switch (route) {
            case "/media" -> mediaApi.upload(call, memory.media());
            case "/messages" -> messagesApi.post(call, memory);
            case ATTACHMENTS -> mediaApi.download(call, memory.media());
            default -> {
                String id = call.path().substring(1);
                yield call.method().equals("GET")
                        ? mediaApi.info(call, memory.media(), id)
                        : mediaApi.delete(call, memory.media(), id);
            }
        };
    }

    /** The path's name as the documentation writes it; empty if there is no such path. */
    private static String route(String path) {
        if (MEDIA_ID.matcher(path).matches()) {
            return "/{media-id}";
        }
        return Set.of("/media", "/messages", ATTACHMENTS).contains(path) ? path : "";
    }
}
