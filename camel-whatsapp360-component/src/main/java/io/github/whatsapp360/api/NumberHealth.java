package io.github.whatsapp360.api;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The answer to whether a number can send messages: a view of its JSON. Sources: docs.360dialog.com, "Messaging health
 * status"; Meta, "Health status".
 *
 * @param json the complete JSON of the answer; must not be changed
 */
public record NumberHealth(JsonNode json) {

    public NumberHealth {
        Objects.requireNonNull(json, "json");
    }

    /**
     * A part that is needed to send messages, such as the number or its account: a view of its JSON.
     *
     * @param json the element of {@code entities}; must not be changed
     */
    public record Entity(JsonNode json) {

        public Entity {
            Objects.requireNonNull(json, "json");
        }

        @Override
        @JsonValue
        public JsonNode json() {
            return json;
        }

        /** Returns the type: {@code PHONE_NUMBER}, {@code WABA}, {@code BUSINESS}, {@code APP} or another one. */
        public String type() {
            return JsonTexts.first(json, "entity_type");
        }

        /** Returns the ID. */
        public String id() {
            return JsonTexts.first(json, "id");
        }

        /** Returns whether it can send messages: {@code AVAILABLE}, {@code LIMITED} or {@code BLOCKED}. */
        public String status() {
            return JsonTexts.first(json, "can_send_message");
        }

        /** Returns the reasons why it is limited or blocked, with what helps; empty if it is available. */
        public List<String> problems() {
            Stream<String> errors = StreamSupport.stream(json.path("errors").spliterator(), false)
                    .map(error -> JsonTexts.first(error, "error_description") + help(error));
            return Stream.concat(errors, JsonTexts.list(json.path("additional_info")).stream())
                    .filter(problem -> !problem.isBlank())
                    .toList();
        }

        private static String help(JsonNode error) {
            String solution = JsonTexts.first(error, "possible_solution");
            return solution.isEmpty() ? "" : " " + solution;
        }
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /** Returns whether the number can send messages: {@code AVAILABLE}, {@code LIMITED} or {@code BLOCKED}. */
    public String status() {
        return JsonTexts.first(json.path("health_status"), "can_send_message");
    }

    /** Returns whether the number can send messages, with or without a limit. */
    public boolean canSend() {
        return status().equals("AVAILABLE") || status().equals("LIMITED");
    }

    /** Returns the parts that are needed to send messages. */
    public List<Entity> entities() {
        return StreamSupport.stream(json.path("health_status").path("entities").spliterator(), false)
                .map(Entity::new)
                .toList();
    }

    /** Returns the reasons why the number is limited or blocked, with what helps; empty if it is available. */
    public List<String> problems() {
        return entities().stream().flatMap(entity -> entity.problems().stream()).toList();
    }

    /** Returns the ID of the number, which webhooks contain too; empty if not given. */
    public String phoneNumberId() {
        return id("PHONE_NUMBER");
    }

    /** Returns the ID of the WhatsApp Business Account, which webhooks contain too; empty if not given. */
    public String accountId() {
        return id("WABA");
    }

    private String id(String type) {
        return entities().stream()
                .filter(entity -> entity.type().equals(type))
                .map(Entity::id)
                .findFirst()
                .orElse("");
    }

    /** Returns a text with the status only. */
    @Override
    public String toString() {
        return "NumberHealth[" + status() + "]";
    }
}
