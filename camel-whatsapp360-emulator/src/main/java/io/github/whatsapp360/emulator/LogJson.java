package io.github.whatsapp360.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Requests and deliveries as the page gets them. */
final class LogJson {

    /** In place of what may be secret. */
    static final String MASK = "***";

    private static final int ANSWER_BYTES = 64 * 1024;

    private LogJson() {}

    static ObjectNode line(RequestLog.Line line) {
        RecordedRequest request = line.request();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", line.id())
                .put("at", line.at().toString())
                .put("method", request.method())
                .put("path", request.path().replaceAll("\\?.*", ""))
                .put("status", request.status())
                .put("millis", millis(Duration.ofNanos(line.nanos())))
                .put("bytes", request.bodyLength())
                .put("code", line.answer().code())
                .put("fault", line.fault())
                .put("chat", line.chat());
    }

    static ObjectNode details(RequestLog.Line line) {
        RecordedRequest request = line.request();
        ObjectNode json = line(line);
        json.set("headers", headers(request.headers()));
        json.put("query", request.path().contains("?") ? request.path().replaceAll("^[^?]*\\?", "") : "");
        json.put("body", request.body());
        ArrayNode parts = json.putArray("parts");
        for (RecordedPart part : request.parts()) {
            parts.addObject()
                    .put("name", part.name())
                    .put("value", part.value())
                    .put("filename", part.filename())
                    .put("contentType", part.contentType())
                    .put("size", part.size())
                    .put("sha256", part.sha256());
        }
        byte[] answer = line.answer().bytes();
        String text = new String(answer, 0, Math.min(answer.length, ANSWER_BYTES), StandardCharsets.UTF_8);
        return json.put("answer", text).put("answerType", line.answer().contentType());
    }

    static ObjectNode line(DeliveryLog.Line line) {
        WebhookDelivery attempt = line.attempt();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", line.id())
                .put("at", attempt.at().toString())
                .put("what", attempt.what())
                .put("messageId", attempt.messageId())
                .put("chat", line.delivery().chat())
                .put("attempt", attempt.attempt())
                .put("status", attempt.status())
                .put("millis", millis(attempt.duration()))
                .put(
                        "outcome",
                        attempt.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .put("error", line.error());
    }

    static ObjectNode details(DeliveryLog.Line line) {
        ObjectNode json = line(line).put("url", line.attempt().url().toString());
        json.set("headers", masked(line.delivery().target().headers()));
        return json.put("body", line.delivery().payload().get().toString());
    }

    /** Headers that were configured may be secret, all of them. */
    static ObjectNode masked(Map<String, String> headers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        headers.keySet().forEach(name -> json.put(name, MASK));
        return json;
    }

    private static ObjectNode headers(Map<String, String> headers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        headers.forEach(json::put);
        return json;
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
