package io.github.whatsapp360.api;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The result of blocking or unblocking users: a view of its JSON. It may have failed for some of them. Source: Meta,
 * "Block users".
 *
 * @param json the field {@code block_users} of the answer; must not be changed
 */
public record BlockResult(JsonNode json) {

    public BlockResult {
        Objects.requireNonNull(json, "json");
    }

    /**
     * A user who was not blocked or unblocked: a view of its JSON.
     *
     * @param json the element of {@code failed_users}; must not be changed
     */
    public record Failure(JsonNode json) {

        public Failure {
            Objects.requireNonNull(json, "json");
        }

        @Override
        @JsonValue
        public JsonNode json() {
            return json;
        }

        /** Returns the user as in the request. */
        public String user() {
            return BlockResult.user(json);
        }

        /** Returns Meta's error code, see {@link ErrorCode}; empty if not given. */
        public OptionalInt code() {
            JsonNode code = json.path("errors").path(0).path("code");
            int value = code.asInt(-1); // a number, or a text
            return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
        }

        /** Returns the reason; empty if not given. It may contain a phone number. */
        public String details() {
            JsonNode error = json.path("errors").path(0);
            String details = JsonTexts.first(error.path("error_data"), "details");
            return details.isEmpty() ? JsonTexts.first(error, "message") : details;
        }

        /** Returns a text with the code only, because the user must not be logged. */
        @Override
        public String toString() {
            return "Failure[" + (code().isPresent() ? code().getAsInt() : "") + "]";
        }
    }

    @Override
    @JsonValue
    public JsonNode json() {
        return json;
    }

    /** Returns the users who were blocked or unblocked, as in the request. */
    public List<String> changed() {
        return Stream.of("added_users", "removed_users")
                .flatMap(list -> StreamSupport.stream(json.path(list).spliterator(), false))
                .map(BlockResult::user)
                .toList();
    }

    /** Returns the users who were not blocked or unblocked. */
    public List<Failure> failed() {
        return StreamSupport.stream(json.path("failed_users").spliterator(), false)
                .map(Failure::new)
                .toList();
    }

    private static String user(JsonNode json) {
        return JsonTexts.first(json, "input", "wa_id", "user_id");
    }

    /** Returns a text with the numbers of users only. */
    @Override
    public String toString() {
        return "BlockResult[changed=" + changed().size() + ", failed=" + failed().size() + "]";
    }
}
