package io.github.whatsapp360.emulator.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.model.FaultRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rules of faults as JSON, and back. */
public final class FaultJson {

    private static final int MOST_RULES = 100;

    private FaultJson() {}

    public static ObjectNode rules(List<ActiveFault> rules) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("rules");
        for (ActiveFault active : rules) {
            FaultRule rule = active.rule();
            ObjectNode one = all.addObject().put("id", active.id());
            one.put("on", rule.on().name().toLowerCase(Locale.ROOT)).put("kind", kind(rule.fault()));
            one.put("rate", rule.rate())
                    .put("times", rule.times())
                    .put("to", rule.to())
                    .put("hits", active.hits())
                    .put("usedUp", active.isUsedUp());
            about(rule.fault(), one);
        }
        return json;
    }

    public static List<FaultRule> rules(JsonNode json) {
        if (!json.isArray() || json.size() > MOST_RULES) {
            throw new IllegalArgumentException("rules: a list of " + MOST_RULES + " at most");
        }
        List<FaultRule> rules = new ArrayList<>();
        for (JsonNode rule : json) {
            rules.add(new FaultRule(
                    on(rule.path("on").asText()),
                    fault(rule),
                    rule.path("rate").asDouble(1),
                    rule.path("times").asInt(),
                    rule.path("to").asText()));
        }
        return rules;
    }

    public static String kind(Fault fault) {
        if (fault instanceof Fault.Latency) {
            return "latency";
        } else if (fault instanceof Fault.Status) {
            return "status";
        } else if (fault instanceof Fault.ResetAfter) {
            return "reset-before";
        } else if (fault instanceof Fault.LoseAnswer) {
            return "reset-after";
        } else if (fault instanceof Fault.CloseAfterRequest) {
            return "close";
        } else if (fault instanceof Fault.Silent) {
            return "silent";
        } else if (fault instanceof Fault.Garbage) {
            return "garbage";
        } else if (fault instanceof Fault.NotHttp) {
            return "not-http";
        } else if (fault instanceof Fault.CutAnswerAfter) {
            return "cut";
        }
        return "drip";
    }

    private static FaultRule.On on(String name) {
        return switch (name) {
            case "messages" -> FaultRule.On.MESSAGES;
            case "media" -> FaultRule.On.MEDIA;
            case "any" -> FaultRule.On.ANY;
            case "webhook" -> FaultRule.On.WEBHOOK;
            default -> throw new IllegalArgumentException("on: messages, media, any or webhook");
        };
    }

    private static Fault fault(JsonNode json) {
        return switch (json.path("kind").asText()) {
            case "latency" -> new Fault.Latency(millis(json));
            case "status" -> status(json);
            case "reset-before" -> new Fault.ResetAfter(json.path("bytes").asLong());
            case "reset-after" -> new Fault.LoseAnswer();
            case "close" -> new Fault.CloseAfterRequest();
            case "silent" -> new Fault.Silent();
            case "garbage" ->
                json.has("body") ? new Fault.Garbage(json.path("body").asText()) : new Fault.Garbage();
            case "not-http" -> new Fault.NotHttp();
            case "cut" -> new Fault.CutAnswerAfter(json.path("bytes").asInt());
            case "drip" -> new Fault.Drip(millis(json));
            default ->
                throw new IllegalArgumentException("kind: latency, status, reset-before, reset-after, close, silent,"
                        + " garbage, not-http, cut or drip");
        };
    }

    private static Duration millis(JsonNode json) {
        long millis = json.path("millis").asLong(-1);
        if (millis < 0 || millis > 600_000) {
            throw new IllegalArgumentException("millis: from 0 to 600000");
        }
        return Duration.ofMillis(millis);
    }

    private static Fault.Status status(JsonNode json) {
        int status = json.path("status").asInt();
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status: from 200 to 599");
        }
        int code = json.path("code").asInt();
        String message = json.path("message").asText();
        Fault.Status fault =
                switch (json.path("form").asText("bare")) {
                    case "meta" -> Fault.Status.meta(status, code, message);
                    case "gateway" -> Fault.Status.gateway(status, message);
                    case "wrapped" -> Fault.Status.wrapped(status, code, message);
                    case "bare" -> Fault.Status.of(status, json.path("body").asText());
                    default -> throw new IllegalArgumentException("form: meta, gateway, wrapped or bare");
                };
        String retryAfter = json.path("retryAfter").asText();
        if (!retryAfter.matches("[\\x20-\\x7e]*")) {
            throw new IllegalArgumentException("retryAfter: seconds or a date");
        }
        return fault.retryAfter(retryAfter);
    }

    /** Adds the fields of one kind. A refusal is shown as it will be answered: it may have been made from a code. */
    private static void about(Fault fault, ObjectNode json) {
        if (fault instanceof Fault.Latency latency) {
            json.put("millis", latency.time().toMillis());
        } else if (fault instanceof Fault.Drip drip) {
            json.put("millis", drip.interval().toMillis());
        } else if (fault instanceof Fault.ResetAfter reset) {
            json.put("bytes", reset.requestBytes());
        } else if (fault instanceof Fault.CutAnswerAfter cut) {
            json.put("bytes", cut.bodyBytes());
        } else if (fault instanceof Fault.Garbage garbage) {
            json.put("body", garbage.body());
        } else if (fault instanceof Fault.Status status) {
            json.put("status", status.status()).put("form", "bare");
            json.put("body", status.body()).put("retryAfter", status.retryAfter());
        }
    }
}
