package io.github.whatsapp360.emulator.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.whatsapp360.emulator.access.HostGuard;
import io.github.whatsapp360.emulator.accounts.Account;
import io.github.whatsapp360.emulator.billing.BillJson;
import io.github.whatsapp360.emulator.chats.ChatJson;
import io.github.whatsapp360.emulator.chats.Chats;
import io.github.whatsapp360.emulator.faults.FaultJson;
import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Query;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.CustomerIdentity;
import io.github.whatsapp360.emulator.state.EmulatorState;
import io.github.whatsapp360.emulator.state.RequestJson;
import io.github.whatsapp360.emulator.state.SettingsJson;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import io.github.whatsapp360.emulator.webhooks.DeliveryJson;
import io.github.whatsapp360.emulator.webhooks.Fixtures;
import io.github.whatsapp360.emulator.webhooks.LoggedDelivery;
import io.github.whatsapp360.emulator.webhooks.Repeat;
import io.github.whatsapp360.emulator.wire.WireExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The emulator's own HTTP API, {@code docs/guide/emulator-api.md}: for the page, and for tests in other languages. */
public final class AdminApi {

    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);

    private static final Pattern PATH = Pattern.compile(
            "/emulator/(chats|messages|requests|webhooks|fixtures|templates|billing|faults|scenarios|settings|clock|wait|state)(?:/([^/]+)(?:/(messages|read|flow|customer))?)?");
    static final long MAX_DRAINED_BYTES = 256L << 20;
    private static final int MOST_LINES = 1_000;
    private static final String BUSINESS = "business";

    private final Supplier<EmulatorState> states;
    private final Runnable reset;
    private final Consumer<Path> restore;
    private final HostGuard guard;

    public AdminApi(Supplier<EmulatorState> states, Runnable reset, Consumer<Path> restore, HostGuard guard) {
        this.states = states;
        this.reset = reset;
        this.restore = restore;
        this.guard = guard;
    }

    boolean has(String path) {
        return PATH.matcher(path).matches();
    }

    Response answer(HttpExchange exchange) throws IOException {
        try {
            if (!exchange.getRequestMethod().equals("GET")) {
                guard.requireOrigin(exchange);
            }
            return route(exchange, states.get());
        } catch (HostGuard.Refused e) {
            exchange.getRequestBody().skip(MAX_DRAINED_BYTES); // a client that is still sending gets the reason too
            return Response.json(e.status(), error(e.getMessage()));
        } catch (BadRequest e) {
            return Response.json(e.status(), error(e.getMessage()));
        } catch (ApiError.Refused e) {
            return Response.json(
                    400, error(e.error().body().at("/error/message").asText()));
        } catch (JsonProcessingException e) {
            return Response.json(400, error("The body is not valid JSON"));
        } catch (IllegalArgumentException e) {
            return Response.json(400, error(e.getMessage()));
        }
    }

    private Response route(HttpExchange exchange, EmulatorState state)
            throws IOException, BadRequest, ApiError.Refused {
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        if (!path.matches()) {
            throw new BadRequest(404, "There is no such path");
        }
        String id = Optional.ofNullable(path.group(2)).orElse("");
        String what = exchange.getRequestMethod() + " " + path.group(1) + (id.isEmpty() ? "" : "/id")
                + (path.group(3) == null ? "" : "/" + path.group(3));
        URI uri = exchange.getRequestURI();
        switch (what) {
            case "GET chats" -> {
                int most = number(uri, "limit", Chats.CHATS);
                Predicate<Account> business = state.business(Query.parameter(uri, BUSINESS));
                return Response.json(
                        200,
                        ChatJson.chats(state.chats()
                                .summaries(number(uri, "offset", 0), most, Query.parameter(uri, "words"), business)));
            }
            case "DELETE chats" -> {
                LOG.info("Reset: everything is forgotten");
                reset.run();
            }
            case "GET chats/id/messages" -> {
                int before = number(uri, "before", Integer.MAX_VALUE);
                int after = number(uri, "after", -1);
                int most = Math.min(number(uri, "limit", 100), MOST_LINES);
                Predicate<Account> business = state.business(Query.parameter(uri, BUSINESS));
                if (after >= 0) {
                    return Response.json(200, ChatJson.messages(state.chats().after(id, business, after, most)));
                }
                return Response.json(200, ChatJson.messages(state.chats().before(id, business, before, most)));
            }
            case "POST chats/id/messages" -> {
                return Response.json(201, ChatJson.message(new InboxForm(state).write(id, exchange)));
            }
            case "POST chats/id/read" -> {
                ArrayNode read = EmulatorJson.MAPPER.createArrayNode();
                JsonNode json = AdminRequestBody.read(exchange);
                Predicate<Account> business = state.business(json.path(BUSINESS).asText());
                state.read(id, business, json.path("messageId").asText()).forEach(read::add);
                return Response.json(200, EmulatorJson.MAPPER.createObjectNode().set("read", read));
            }
            case "POST chats/id/customer" -> {
                String number = new CustomerIdentity(state).change(id, AdminRequestBody.read(exchange));
                return Response.json(
                        200, ChatJson.customer(number, state.chats().customer(number)));
            }
            case "GET messages" -> {
                return new SearchApi(state).find(uri);
            }
            case "DELETE messages" -> {
                return new SearchApi(state).delete(uri);
            }
            case "POST chats/id/flow" -> {
                return new FlowApi(state).play(id, AdminRequestBody.read(exchange));
            }
            case "GET requests" -> {
                return lines(state.requests().after(number(uri, "after", -1), most(uri)).stream()
                        .map(RequestJson::line)
                        .toList());
            }
            case "GET requests/id" -> {
                return found(state.requests().find(number(id)).map(RequestJson::details));
            }
            case "GET webhooks" -> {
                return lines(state.deliveries().log().after(number(uri, "after", -1), most(uri)).stream()
                        .map(DeliveryJson::line)
                        .toList());
            }
            case "POST webhooks" -> {
                JsonNode change = AdminRequestBody.read(exchange);
                if (change.has("payload")) {
                    state.trigger(change.path("payload"), repeat(change));
                    return Response.json(202, (ObjectNode) change);
                }
                state.report(change.path("field").asText(), change.path("value"));
                return Response.json(202, (ObjectNode) change);
            }
            case "POST webhooks/id" -> {
                Optional<LoggedDelivery> line = state.deliveries().log().find(number(id));
                Repeat how = repeat(AdminRequestBody.read(exchange));
                line.ifPresent(delivery -> state.redeliver(delivery, how));
                return found(202, line.map(DeliveryJson::line));
            }
            case "GET webhooks/id" -> {
                return found(state.deliveries().log().find(number(id)).map(DeliveryJson::details));
            }
            case "GET fixtures" -> {
                return lines(Fixtures.list());
            }
            case "GET fixtures/id" -> {
                return Response.json(200, state.fixtures().get(id));
            }
            case "GET templates" -> {
                return lines(state.templatesOfAll());
            }
            case "POST templates/id" -> {
                return Response.json(200, state.review(id, AdminRequestBody.read(exchange)));
            }
            case "GET billing" -> {
                return Response.json(
                        200, BillJson.all(state.bill(), state.config().accounts()));
            }
            case "GET faults" -> {
                return Response.json(200, FaultJson.rules(state.faults().all()));
            }
            case "PUT faults" -> {
                state.faults()
                        .set(FaultJson.rules(AdminRequestBody.read(exchange).path("rules")));
                return Response.json(200, FaultJson.rules(state.faults().all()));
            }
            case "DELETE faults" -> state.faults().set(List.of());
            case "GET scenarios" -> {
                return Response.json(200, state.scenario().json());
            }
            case "POST scenarios" -> {
                state.scenario().begin(AdminRequestBody.read(exchange));
                return Response.json(202, state.scenario().json());
            }
            case "DELETE scenarios" -> state.scenario().end();
            case "GET settings" -> {
                return Response.json(200, state.settings().json());
            }
            case "PUT settings" -> {
                state.settings().change(AdminRequestBody.read(exchange));
                return Response.json(200, state.settings().json());
            }
            case "POST clock" -> {
                state.config()
                        .clock()
                        .advance(SettingsJson.duration(
                                AdminRequestBody.read(exchange).path("advance")));
                state.settings().changed();
                String now = state.config().clock().instant().toString();
                return Response.json(200, EmulatorJson.MAPPER.createObjectNode().put("now", now));
            }
            case "GET state" -> {
                return new StateApi(restore).save(state);
            }
            case "PUT state" -> {
                LOG.info("A state file replaces everything");
                return new StateApi(restore).restore(exchange);
            }
            case "GET wait" -> {
                return new WaitApi(states)
                        .answer(uri, () -> exchange instanceof WireExchange wire && wire.isAbandoned());
            }
            default -> throw new BadRequest(405, "This cannot be done here");
        }
        return new Response.Bytes(204, "application/json", new byte[0], 0);
    }

    private static Response lines(List<ObjectNode> lines) {
        ArrayNode all = EmulatorJson.MAPPER.createArrayNode();
        lines.forEach(all::add);
        return Response.json(200, all);
    }

    private static Response found(Optional<ObjectNode> json) throws BadRequest {
        return found(200, json);
    }

    private static Response found(int status, Optional<ObjectNode> json) throws BadRequest {
        return Response.json(
                status, json.orElseThrow(() -> new BadRequest(404, "There is none with this ID, or no more")));
    }

    private static Repeat repeat(JsonNode json) {
        return new Repeat(
                json.path("copies").asInt(json.has("copies") ? 0 : 1),
                json.has("delay") ? SettingsJson.duration(json.path("delay")) : Duration.ZERO);
    }

    private static int most(URI uri) {
        return Math.min(number(uri, "limit", 200), MOST_LINES);
    }

    private static int number(URI uri, String name, int otherwise) {
        String value = Query.parameter(uri, name);
        return value.isEmpty() ? otherwise : (int) number(value);
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("A number is expected");
        }
        return Long.parseLong(text);
    }

    private static ObjectNode error(String message) {
        return JsonNodeFactory.instance.objectNode().put("error", message);
    }
}
