package io.github.whatsapp360.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all hostings have in common: who may call what, and how every answer is recorded. */
final class Service implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Accounts accounts;
    private final Supplier<Memory> memories;
    private final Api api;

    Service(Accounts accounts, Supplier<Memory> memories, Api api) {
        this.accounts = accounts;
        this.memories = memories;
        this.api = api;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        Memory memory = memories.get();
        Call call = new Call(exchange);
        String route = api.route(call.path());
        Answer answer = answer(call, route, memory);
        call.drain();
        memory.requests()
                .add(
                        call.recorded(answer.status()),
                        memory.setup().clock().instant(),
                        System.nanoTime() - start,
                        answer);
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
            if (!accounts.has(call.key())) {
                throw ApiError.gateway(401, "Invalid api key").refused();
            }
            if (!api.methods(route).contains(call.method())) {
                throw ApiError.gateway(405, "Method not allowed").refused();
            }
            return api.answer(call, route, memory);
        } catch (ApiError.Refused e) {
            return Answer.of(e.error());
        } catch (RuntimeException | IOException e) {
            LOG.warn("{} {} failed", call.method(), route, e);
            return Answer.of(ApiError.gateway(500, "Internal server error"));
        }
    }
}
