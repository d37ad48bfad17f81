package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * A change of a group: it was created, deleted or suspended, its settings changed, or people joined or left it. The
 * {@linkplain #field() fields} are {@code group_lifecycle_update}, {@code group_participants_update},
 * {@code group_settings_update} and {@code group_status_update}. The answer to a failed request has {@link #errors()}.
 * Source: Meta, "Webhooks for the Groups API".
 *
 * @param json the element of {@code groups}
 * @param origin the context of the event in its payload
 */
public record GroupEvent(JsonNode json, Origin origin) implements AccountEvent {

    public GroupEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * Returns the type, such as {@code group_create}, {@code group_delete}, {@code group_participants_add},
     * {@code group_participants_remove}, {@code group_join_request_created}, {@code group_settings_update} or
     * {@code group_suspend}.
     */
    @Override
    public String event() {
        return JsonValues.text(json, "type");
    }

    /** Returns the ID of the group. Messages can be sent to it. */
    public String groupId() {
        return JsonValues.text(json, "group_id");
    }

    /** Returns the ID of the request that the event answers; empty if the business did not cause it. */
    public String requestId() {
        return JsonValues.text(json, "request_id");
    }

    /** Returns the subject of the group; empty if not given. */
    public String subject() {
        String subject = JsonValues.text(json, "subject");
        return subject.isEmpty() ? JsonValues.text(json.path("group_subject"), "text") : subject;
    }

    /** Returns the link with which users join the group; empty if not given. */
    public String inviteLink() {
        return JsonValues.text(json, "invite_link");
    }

    /** Returns the ID of a request to join; empty if not given. */
    public String joinRequestId() {
        return JsonValues.text(json, "join_request_id");
    }

    /** Returns the user who asked to join, or no longer asks: a phone number or a user ID; empty if not given. */
    public String user() {
        return JsonValues.firstText(json, "wa_id", "user_id");
    }

    /** Returns the users who joined: phone numbers or user IDs. */
    public List<String> added() {
        return users("added_participants");
    }

    /** Returns the users who left or were removed: phone numbers or user IDs. */
    public List<String> removed() {
        return users("removed_participants");
    }

    /** Returns the users who could not be removed: phone numbers or user IDs. */
    public List<String> failed() {
        return users("failed_participants");
    }

    private List<String> users(String list) {
        return StreamSupport.stream(json.path(list).spliterator(), false)
                .map(user -> JsonValues.firstText(user, "wa_id", "user_id", "input"))
                .filter(user -> !user.isEmpty())
                .toList();
    }

    /** Returns a text with the field only, because phone numbers and contents must not be logged. */
    @Override
    public String toString() {
        return AccountEvents.text(this);
    }
}
