package io.github.whatsapp360.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded payload becomes the right events, and no value of it is lost. */
class PayloadsTest {

    /** The events of each payload, in the words that may stand in a log. */
    private static final Map<String, String> EVENTS =
            """
            account-update = BusinessAccountEvent[account_update]
            app-state = OtherEvent[smb_app_state_sync]
            audio-file = InboundMessage[audio]
            audio-voice = InboundMessage[audio]
            calls = CallEvent[calls]
            calls-malformed = OtherEvent[calls]
            contacts-two = InboundMessage[contacts]
            contacts-vcard-only = InboundMessage[contacts]
            docs-account-deleted = BusinessAccountEvent[account_update]
            docs-account-violation = BusinessAccountEvent[account_update]
            docs-account-ban = BusinessAccountEvent[account_update]
            docs-account-ads = BusinessAccountEvent[account_update]
            docs-account-partner = BusinessAccountEvent[account_update]
            docs-account-verification = BusinessAccountEvent[account_update]
            docs-account-country = BusinessAccountEvent[account_update]
            docs-account-rates = BusinessAccountEvent[account_update]
            docs-account-tier = BusinessAccountEvent[account_update]
            docs-account-restriction = BusinessAccountEvent[account_update]
            docs-account-review = BusinessAccountEvent[account_review_update]
            docs-account-alert = BusinessAccountEvent[account_alerts]
            docs-capability = BusinessAccountEvent[business_capability_update]
            docs-template-approved = TemplateEvent[message_template_status_update]
            docs-template-rejected = TemplateEvent[message_template_status_update]
            docs-template-quality = TemplateEvent[message_template_quality_update]
            docs-template-category-soon = TemplateEvent[template_category_update]
            docs-template-category-now = TemplateEvent[template_category_update]
            docs-template-components = TemplateEvent[message_template_components_update]
            docs-number-throughput = NumberEvent[phone_number_quality_update]
            docs-number-name = NumberEvent[phone_number_name_update]
            docs-number-username = NumberEvent[business_username_update]
            docs-number-pin = NumberEvent[security]
            docs-user-resumes = UserEvent[user_preferences]
            docs-user-without-number = UserEvent[user_preferences], UserEvent[user_preferences]
            docs-user-id-update = UserEvent[user_id_update]
            docs-system-user-id = InboundMessage[system]
            docs-call-connect = CallEvent[calls]
            docs-call-terminate = CallEvent[calls]
            docs-call-status = CallEvent[calls]
            docs-group-created = GroupEvent[group_lifecycle_update]
            docs-group-not-created = GroupEvent[group_lifecycle_update]
            docs-group-joined = GroupEvent[group_participants_update]
            docs-group-asked = GroupEvent[group_participants_update]
            docs-group-removed = GroupEvent[group_participants_update]
            docs-group-settings = GroupEvent[group_settings_update]
            docs-group-suspended = GroupEvent[group_status_update]
            docs-flow-status = FlowEvent[flows]
            docs-flow-errors = FlowEvent[flows]
            docs-flow-latency = FlowEvent[flows]
            docs-flow-availability = FlowEvent[flows]
            docs-flow-version = FlowEvent[flows]
            docs-standby-message = StandbyEvent[standby]
            docs-standby-echo = StandbyEvent[standby]
            docs-standby-status = StandbyEvent[standby]
            docs-handover = HandoverEvent[messaging_handovers]
            document = InboundMessage[document]
            document-no-caption = InboundMessage[document]
            edit-image = InboundMessage[edit]
            edit-text = InboundMessage[edit]
            empty-lists =
            ephemeral = InboundMessage[ephemeral]
            errors-only = OtherEvent[errors]
            group-settings-failed = GroupEvent[group_settings_update]
            history-media = OtherEvent[history]
            image-with-url = InboundMessage[image]
            interactive-call-permission = InboundMessage[interactive]
            interactive-flow-reply = InboundMessage[interactive]
            location-live-coordinates-only = InboundMessage[location]
            malformed-items = OtherEvent[?], OtherEvent[?], OtherEvent[?], OtherEvent[messages], OtherEvent[messages], \
            OtherEvent[messages], OtherEvent[messages], InboundMessage[text], OtherEvent[messages], InboundMessage[?], \
            OtherEvent[messages]
            media-undownloaded = InboundMessage[image]
            message-echo = OtherEvent[smb_message_echoes]
            messages-statuses-errors = InboundMessage[text], MessageStatus[read], OtherEvent[errors]
            meta-button-message = InboundMessage[button]
            meta-contact-sharing-message = InboundMessage[contacts]
            meta-group-create-message = GroupEvent[group_lifecycle_update]
            meta-group-remove-participants = GroupEvent[group_participants_update]
            meta-group-settings-update = GroupEvent[group_settings_update]
            meta-image-message = InboundMessage[image]
            meta-interactive-button-reply-message = InboundMessage[interactive]
            meta-interactive-list-reply-message = InboundMessage[interactive]
            meta-location-message = InboundMessage[location]
            meta-order-message = InboundMessage[order]
            meta-reaction-message = InboundMessage[reaction]
            meta-system-message = InboundMessage[system]
            meta-text-message = InboundMessage[text]
            meta-text-message-from-click-to-whatsapp-ad = InboundMessage[text]
            meta-text-message-with-context-product-inquiry = InboundMessage[text]
            meta-unsupported-message = InboundMessage[unsupported]
            new-field-beside-messages = InboundMessage[text]
            new-list-in-messages = OtherEvent[messages]
            no-entries =
            on-premise-error = OtherEvent[errors]
            on-premise-image = InboundMessage[image]
            on-premise-status = MessageStatus[delivered]
            on-premise-status-failed = MessageStatus[failed]
            on-premise-system = InboundMessage[system]
            on-premise-text = InboundMessage[text]
            on-premise-unknown = InboundMessage[unknown]
            on-premise-voice = InboundMessage[audio]
            order = InboundMessage[order]
            phone-number-name = NumberEvent[phone_number_name_update]
            phone-number-quality = NumberEvent[phone_number_quality_update]
            reaction-removed = InboundMessage[reaction]
            reaction-removed-empty = InboundMessage[reaction]
            request-welcome = InboundMessage[request_welcome]
            revoke = InboundMessage[revoke]
            several-senders = InboundMessage[text], InboundMessage[text], InboundMessage[text]
            status-deleted = MessageStatus[deleted]
            status-delivered = MessageStatus[delivered]
            status-disorder = MessageStatus[sent], MessageStatus[sent], MessageStatus[delivered], MessageStatus[failed], \
            MessageStatus[read], MessageStatus[delivered]
            status-failed = MessageStatus[failed]
            status-group = MessageStatus[delivered], MessageStatus[delivered]
            status-numbers-and-nulls = MessageStatus[sent]
            status-played = MessageStatus[played]
            status-read = MessageStatus[read]
            status-sent = MessageStatus[sent]
            status-user-id = MessageStatus[delivered]
            sticker-animated = InboundMessage[sticker]
            system-user-id-changed = InboundMessage[system]
            template-quality = TemplateEvent[message_template_quality_update]
            template-status = TemplateEvent[message_template_status_update]
            text-bare = InboundMessage[text]
            text-forwarded = InboundMessage[text]
            text-frequently-forwarded = InboundMessage[text]
            text-group = InboundMessage[text]
            text-identity-key = InboundMessage[text]
            text-numbers-and-milliseconds = InboundMessage[text]
            text-referral-post = InboundMessage[text]
            text-reply = InboundMessage[text]
            text-unicode = InboundMessage[text]
            text-user-id = InboundMessage[text]
            two-entries = InboundMessage[text], MessageStatus[sent], BusinessAccountEvent[account_update], MessageStatus[delivered]
            unknown-type = InboundMessage[hologram]
            unsupported-coexistence = InboundMessage[unsupported]
            unsupported-poll = InboundMessage[unsupported]
            user-preferences = UserEvent[user_preferences]
            video = InboundMessage[video]
            """
                    .lines()
                    .map(line -> line.split(" = ?", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    static List<String> payloads() {
        return Payloads.names();
    }

    @Test
    void allPayloadsAreThere() {
        assertThat(payloads()).containsExactlyInAnyOrderElementsOf(EVENTS.keySet());
        assertThat(payloads().stream().filter(name -> name.startsWith("meta-"))).hasSize(16);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aPayloadBecomesItsEvents(String name) {
        assertThat(Payloads.events(name).stream().map(WebhookEvent::toString).collect(Collectors.joining(", ")))
                .isEqualTo(EVENTS.get(name));
    }

    static List<String> payloadsWithEvents() {
        return payloads().stream().filter(name -> !EVENTS.get(name).isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("payloadsWithEvents")
    void noValueIsLost(String name) {
        List<String> reachable = new ArrayList<>();
        for (WebhookEvent event : Payloads.events(name)) {
            collect("", event.json(), reachable);
            collect("value", event.json(), reachable); // a change's value, should it be no object
            collect("", event.origin().change(), reachable);
            collect("", event.origin().entry(), reachable);
            collect("", event.origin().payload(), reachable);
        }
        List<String> values = new ArrayList<>();
        collect("", Payloads.json(Payloads.bytes(name)), values);
        assertThat(reachable).containsAll(values);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void anEventKeepsTheVeryJson(String name) {
        JsonNode payload = Payloads.json(Payloads.bytes(name));
        List<JsonNode> places = new ArrayList<>();
        places(payload, places);
        JsonNode before = payload.deepCopy();
        for (WebhookEvent event : WebhookJson.read(payload)) {
            assertThat(places).anySatisfy(place -> assertThat(place).isSameAs(event.json()));
        }
        assertThat(payload).as("reading changes nothing").isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("payloadsWithEvents")
    void everyMethodAnswersWithoutNull(String name) throws Exception {
        for (WebhookEvent event : Payloads.events(name)) {
            for (Class<?> type : List.of(event.getClass(), WebhookEvent.class)) {
                for (var method : type.getMethods()) {
                    if (method.getParameterCount() == 0 && method.getDeclaringClass() == type) {
                        assertThat(method.invoke(event)).as(method.getName()).isNotNull();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("payloadsWithEvents")
    void nothingInALogNamesAnyone(String name) {
        for (WebhookEvent event : Payloads.events(name)) {
            assertThat(event + " " + event.origin() + event.errors()).doesNotContainPattern("[0-9]{7}|Ada|Beispiel");
            if (event instanceof InboundMessage message) {
                assertThat(message.media().toString()).doesNotContain("Rechnung", "lookaside");
            }
        }
    }

    /** Every value with the name that it stands under, if it has one. */
    private static void collect(String name, JsonNode json, List<String> values) {
        if (json.isObject()) {
            json.properties().forEach(field -> collect(field.getKey(), field.getValue(), values));
        } else if (json.isArray()) {
            json.forEach(element -> collect("", element, values));
        } else {
            values.add(name + "=" + json.asText());
        }
    }

    private static void places(JsonNode json, List<JsonNode> places) {
        places.add(json);
        json.forEach(child -> places(child, places));
    }
}
