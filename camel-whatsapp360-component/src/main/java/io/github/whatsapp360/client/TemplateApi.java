package io.github.whatsapp360.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.api.MessageTemplate;
import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.api.OutcomeUnknownException;
import io.github.whatsapp360.files.MediaFile;
import io.github.whatsapp360.files.MimeTypes;
import io.github.whatsapp360.files.Upload;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The message templates of the account of a number of the Cloud API. Sources: 360dialog's API reference, "Templates"
 * and "Media uploads"; Meta, "Message templates" and "Resumable upload". The older path {@code /v1/configs/templates}
 * is not used.
 */
public final class TemplateApi {

    /** The largest number of templates that are read. Source: Meta, "Templates": a verified business has 6,000. */
    public static final int MAX_TEMPLATES = 10_000;

    private static final String TEMPLATES = "/message_templates";
    private static final String FIELDS = "fields=id,name,language,status,category,parameter_format,components,"
            + "rejected_reason,quality_score,previous_category,message_send_ttl_seconds";

    /** The templates of a page, so that it is below the largest answer. */
    private static final int PAGE = 50;

    private final Http http;
    private final ObjectMapper mapper;

    TemplateApi(Http http, ObjectMapper mapper) {
        this.http = http;
        this.mapper = mapper;
    }

    /** Returns all templates that the filter accepts, in the order of the service. */
    public List<MessageTemplate> list(Predicate<MessageTemplate> filter) {
        List<MessageTemplate> templates = new ArrayList<>();
        Set<String> read = new HashSet<>(); // so that cursors which lead back cause no endless loop
        String after = "";
        while (read.add(after) && read.size() <= MAX_TEMPLATES / PAGE) {
            JsonNode page = page(after);
            page.path("data").forEach(json -> {
                MessageTemplate template = new MessageTemplate(json);
                if (filter.test(template)) {
                    templates.add(template);
                }
            });
            boolean more =
                    page.path("paging").hasNonNull("next") || page.path("data").size() >= PAGE;
            after = more ? page.path("paging").path("cursors").path("after").asText("") : "";
        }
        return List.copyOf(templates);
    }

    private JsonNode page(String after) {
        String cursor = after.isEmpty() ? "" : "&after=" + encoded(after);
        return http.call(
                "GET", TEMPLATES + "?" + FIELDS + "&limit=" + PAGE + cursor, null, "", json -> Optional.of(json)
                        .filter(answer -> answer.path("data").isArray()));
    }

    /** Returns the template with this ID. */
    public MessageTemplate get(String id) {
        return http.call("GET", TEMPLATES + "/" + encoded(id) + "?" + FIELDS, null, "", json -> Optional.of(json)
                .filter(JsonNode::isObject)
                .map(MessageTemplate::new));
    }

    /**
     * Submits a template for review.
     *
     * @return the template with its ID and status; the service may have changed its category
     */
    public MessageTemplate create(MessageTemplate template) {
        ObjectNode json = template.json() instanceof ObjectNode object ? object.deepCopy() : mapper.createObjectNode();
        // what only the service sets
        json.remove(List.of("id", "status", "rejected_reason", "quality_score", "previous_category"));
        return http.call("POST", TEMPLATES, JsonBody.of(json, mapper), "", answer -> JsonBody.text(answer, "id")
                .map(id -> new MessageTemplate(merged(json, answer))));
    }

    private static ObjectNode merged(ObjectNode json, JsonNode answer) {
        ObjectNode created = json.deepCopy();
        answer.properties().forEach(field -> created.set(field.getKey(), field.getValue()));
        return created;
    }

    /** Deletes all languages of the template with this name. */
    public void delete(String name) {
        http.call("DELETE", TEMPLATES + "?name=" + encoded(name), null, "", JsonBody::done);
    }

    /** Deletes one language of a template. */
    public void delete(MessageTemplate template) {
        String query = "?hsm_id=" + encoded(template.id()) + "&name=" + encoded(template.name());
        http.call("DELETE", TEMPLATES + query, null, "", JsonBody::done);
    }

    /**
     * Uploads a sample file for the header of a template, or a profile picture.
     *
     * @param file a file whose size is known
     * @return the handle of the file
     */
    public String uploadSample(Upload file) {
        String session = http.call("POST", "/uploads" + query(file), null, "", json -> JsonBody.text(json, "id"));
        ApiRequest content = ApiRequest.of("POST", "/" + session, Map.of("file_offset", "0"))
                .withBody(file.file(), MimeTypes.withoutParameters(file.mimeType()));
        ApiAnswer answer = http.call(content, () -> {
            throw noHandle();
        });
        return JsonBody.text(answer.json(), "h").orElseThrow(TemplateApi::noHandle);
    }

    private static OutcomeUnknownException noHandle() {
        return new OutcomeUnknownException(
                "360dialog took the sample file, but the answer has no handle, so it is not what its API documents",
                "");
    }

    private static String query(Upload file) {
        return "?file_name=" + encoded(file.filename()) + "&file_length=" + length(file.file()) + "&file_type="
                + encoded(MimeTypes.withoutParameters(file.mimeType()));
    }

    private static long length(MediaFile file) {
        try {
            return file.length().orElseThrow(() -> new IOException("its size is not known"));
        } catch (IOException e) {
            throw NotSentException.localFile("The file cannot be read", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
