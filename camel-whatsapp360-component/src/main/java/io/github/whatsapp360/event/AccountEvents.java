package io.github.whatsapp360.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Reads the changes that are neither messages nor statuses, each into the type of its field. */
final class AccountEvents {

    static final String STANDBY = "standby";
    private static final String ECHOES = "message_echoes";

    private static final List<String> GROUPS = List.of("groups");

    /** The lists of the fields whose value has several events. */
    private static final Map<String, List<String>> LISTS = Map.of(
            "user_preferences",
            List.of("user_preferences"),
            UserEvent.IDS,
            List.of(UserEvent.IDS),
            "calls",
            List.of("calls", EventLists.STATUSES),
            "group_lifecycle_update",
            GROUPS,
            "group_participants_update",
            GROUPS,
            "group_settings_update",
            GROUPS,
            "group_status_update",
            GROUPS,
            STANDBY,
            List.of(EventLists.MESSAGES, EventLists.STATUSES, ECHOES));

    /** The fields of an event that name its user, with whom its contact is found. */
    private static final List<String> USERS = List.of(
            "wa_id",
            "user_id",
            "from",
            "from_user_id",
            "to",
            "to_user_id",
            "recipient",
            "recipient_id",
            "recipient_user_id");

    private AccountEvents() {}

    /**
     * Reads the lists of a change.
     *
     * @param change the change without its value
     * @return false if the field has no lists, or the value does not have their documented form
     */
    static boolean read(
            JsonNode value, ObjectNode change, JsonNode entry, JsonNode payload, List<WebhookEvent> events) {
        String field = JsonValues.text(change, "field");
        JsonNode holder = holder(field, value);
        List<String> lists = LISTS.getOrDefault(field, List.of()).stream()
                .filter(holder::has)
                .toList();
        if (!lists.stream().allMatch(list -> isOfObjects(holder.path(list)))
                || lists.stream().allMatch(list -> holder.path(list).isEmpty())) {
            return false;
        }
        ObjectNode rest = JsonValues.without(change);
        rest.set(CloudPayload.VALUE, with(field, value, JsonValues.without(holder, lists.toArray(String[]::new))));
        EventContacts contacts = new EventContacts(EventContacts.areIn(holder) ? holder : value);
        boolean alone =
                lists.stream().mapToInt(list -> holder.path(list).size()).sum() == 1;
        for (String list : lists) {
            for (JsonNode json : holder.path(list)) {
                CallbackJson event = CallbackJson.read(json);
                JsonNode contact = contacts.of(user(list, json), alone, USERS);
                Origin origin = new Origin(field, value, contact, rest, entry, payload)
                        .withList(list)
                        .withTraceparent(event.traceparent());
                events.add(of(event.json(), origin));
            }
        }
        return true;
    }

    /** Returns the event with the type of its field. */
    static AccountEvent of(JsonNode json, Origin origin) {
        boolean isListed = !origin.list().isEmpty();
        if (!json.isObject() || LISTS.containsKey(origin.field()) != isListed) {
            return new OtherEvent(json, origin);
        }
        return switch (origin.field()) {
            case "message_template_status_update",
                    "message_template_quality_update",
                    "message_template_components_update",
                    "template_category_update" -> new TemplateEvent(json, origin);
            case "phone_number_quality_update",
                    "phone_number_name_update",
                    "business_username_update",
                    "business_username_updates",
                    "security" -> new NumberEvent(json, origin);
            case "account_update", "account_review_update", "account_alerts", "business_capability_update" ->
                new BusinessAccountEvent(json, origin);
            case "user_preferences", UserEvent.IDS -> new UserEvent(json, origin);
            case "calls" -> new CallEvent(json, origin);
            case "flows" -> new FlowEvent(json, origin);
            case "messaging_handovers" -> new HandoverEvent(json, origin);
            case STANDBY -> new StandbyEvent(json, origin);
            default -> isListed ? new GroupEvent(json, origin) : new OtherEvent(json, origin);
        };
    }

    /** Returns the object in the value of a change that has the lists of this field. */
    static JsonNode holder(String field, JsonNode value) {
        return field.equals(STANDBY) ? value.path(STANDBY) : value;
    }

    /** Returns a copy of the value with this object in the place of the one that has the lists. */
    static ObjectNode with(String field, JsonNode value, ObjectNode holder) {
        return field.equals(STANDBY) ? JsonValues.without(value).set(STANDBY, holder) : holder;
    }

    /** Returns the name of an event's type and its field, without anything that must not be logged. */
    static String text(AccountEvent event) {
        return event.getClass().getSimpleName() + "[" + JsonValues.word(event.field()) + "]";
    }

    private static boolean isOfObjects(JsonNode list) {
        return list.isArray() && StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isObject);
    }

    /** Returns the object in an event that names its user: in an echo, the message. */
    private static JsonNode user(String list, JsonNode event) {
        return list.equals(ECHOES) ? event.path("message") : event;
    }
}
