package io.github.whatsapp360.emulator.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.emulator.model.RecordedPart;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.emulator.util.EmulatorJson;
import java.time.Duration;
import java.util.Map;

/** Requests as the page gets them. */
public final class RequestJson {

    private RequestJson() {}

    public static ObjectNode line(LoggedRequest line) {
        RecordedRequest request = line.request();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", line.id())
                .put("at", line.at())
                .put("method", request.method())
                .put("path", request.path().replaceAll("\\?.*", ""))
                .put("status", request.status())
                .put("millis", EmulatorJson.millis(Duration.ofNanos(line.nanos())))
                .put("bytes", request.bodyLength())
                .put("code", line.code())
                .put("fault", line.fault())
                .put("chat", line.chat());
    }

    public static ObjectNode details(LoggedRequest line) {
        RecordedRequest request = line.request();
        ObjectNode json = line(line);
        json.set("headers", headers(request.headers()));
        json.put("query", request.path().contains("?") ? request.path().replaceAll("^[^?]*\\?", "") : "");
        json.put("body", request.body());
        ArrayNode parts = json.putArray("parts");
        for (RecordedPart part : request.parts()) {
            parts.addObject()
                    .put("headers", part.headers())
                    .put("name", part.name())
                    .put("value", part.value())
                    .put("filename", part.filename())
                    .put("contentType", part.contentType())
                    .put("size", part.size())
                    .put("sha256", part.sha256());
        }
        return json.put("answer", line.answer()).put("answerType", line.answerType());
    }

    private static ObjectNode headers(Map<String, String> headers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        headers.forEach(json::put);
        return json;
    }
}
