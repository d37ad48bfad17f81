package io.github.whatsapp360.emulator.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.whatsapp360.emulator.accounts.Accounts;
import io.github.whatsapp360.emulator.faults.ActiveFault;
import io.github.whatsapp360.emulator.faults.FaultyResponse;
import io.github.whatsapp360.emulator.faults.MatchedFault;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handler of API calls on every hosting: it checks key, path and method, and records every answer. */
public final class ServiceHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceHandler.class);

    private final Accounts accounts;
    private final Supplier<EmulatorState> states;
    private final HostingApi api;

    public ServiceHandler(Accounts accounts, Supplier<EmulatorState> states, HostingApi api) {
        this.accounts = accounts;
        this.states = states;
        this.api = api;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        EmulatorState state = states.get();
        ApiCall call = new ApiCall(exchange);
        String route = api.route(call.path());
        MatchedFault met = meet(call, route, state);
        Response answer = answer(call, route, state, met);
        pause(met.latency());
        state.requests()
                .add(
                        call.recorded(answer.status()),
                        state.config().clock().instant(),
                        System.nanoTime() - start,
                        answer,
                        met.kind(),
                        isAboutMessages(route) ? call.namedRecipient() : "");
        LOG.debug("{} {} answered with {}", call.method(), route, answer.status());
        try (exchange) {
            answer.write(exchange);
        }
    }

    private static boolean isAboutMessages(String route) {
        return route.contains("messages");
    }

    private static MatchedFault meet(ApiCall call, String route, EmulatorState state) throws IOException {
        FaultRule.On on = isAboutMessages(route)
                ? FaultRule.On.MESSAGES
                : route.contains("media") || route.contains("attachments") ? FaultRule.On.MEDIA : FaultRule.On.ANY;
        boolean toSomebody = on == FaultRule.On.MESSAGES && state.faults().needRecipient();
        return state.faults().meet(on, toSomebody ? call.recipient() : "");
    }

    /** Waits before an answer is sent. The request is processed already, so its statuses may come first. */
    private static void pause(Duration latency) {
        if (!latency.isZero()) {
            try {
                Thread.sleep(latency.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Response answer(ApiCall call, String route, EmulatorState state, MatchedFault met) throws IOException {
        Fault fault = met.fault();
        List<ActiveFault> rules = state.faults().all();
        if (fault instanceof Fault.ResetAfter reset) {
            call.read(reset.requestBytes());
            return new FaultyResponse(fault, null, state.faults(), rules);
        }
        boolean seen = fault == null
                || fault instanceof Fault.LoseAnswer
                || fault instanceof Fault.Drip
                || fault instanceof Fault.CutAnswerAfter;
        Response answer = seen ? answer(call, route, state) : null;
        if (!seen && isAboutMessages(route)) {
            call.recipient(); // it is shown whom a message was for, whatever became of it
        }
        call.drain();
        return fault == null ? answer : new FaultyResponse(fault, answer, state.faults(), rules);
    }

    private Response answer(ApiCall call, String route, EmulatorState state) throws IOException {
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
            return api.answer(call, route, state);
        } catch (ApiError.Refused e) {
            return Response.of(e.error());
        } catch (RuntimeException | IOException e) {
            LOG.warn("{} {} failed with {}", call.method(), route, e.getClass().getName());
            LOG.debug("It failed so", e); // with a message that may have something of the request
            return Response.of(ApiError.gateway(500, "Internal server error"));
        }
    }
}
