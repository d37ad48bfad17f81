package io.github.whatsapp360.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types of account events read the examples of the documentation. */
class AccountEventsTest {

    @ParameterizedTest
    @CsvSource({
        "docs-account-ban, DISABLED_UPDATE",
        "docs-account-review, APPROVED",
        "docs-account-alert, INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED",
        "docs-capability, 2000",
        "docs-template-rejected, REJECTED",
        "docs-template-quality, YELLOW",
        "docs-template-category-soon, MARKETING",
        "docs-template-category-now, MARKETING",
        "docs-number-throughput, THROUGHPUT_UPGRADE",
        "docs-number-name, APPROVED",
        "docs-number-username, approved",
        "docs-number-pin, PIN_RESET_REQUEST",
        "docs-user-resumes, resume",
        "docs-user-id-update, user_id_update",
        "docs-call-connect, connect",
        "docs-call-status, RINGING",
        "docs-group-suspended, group_suspend",
        "docs-flow-status, FLOW_STATUS_CHANGE",
        "docs-standby-message, message",
        "docs-standby-echo, echo",
        "docs-standby-status, status",
        "docs-handover, control_passed"
    })
    void theWordForWhatHappenedIsTheApis(String payload, String word) {
        assertThat(Payloads.account(payload).event()).isEqualTo(word);
    }

    @Test
    void aTemplateHasItsStatusQualityAndCategory() {
        TemplateEvent rejected = (TemplateEvent) Payloads.account("docs-template-rejected");
        assertThat(rejected.id()).isEqualTo("1689556908129835");
        assertThat(rejected.name()).isEqualTo("abandoned_cart");
        assertThat(rejected.language()).isEqualTo("en");
        assertThat(rejected.category()).isEqualTo("MARKETING");
        assertThat(rejected.reason()).isEqualTo("INVALID_FORMAT");
        assertThat(rejected.explanation()).isEqualTo("Two parameters follow each other.");
        assertThat(rejected.recommendation()).isEqualTo("Put text between them.");

        TemplateEvent quality = (TemplateEvent) Payloads.account("docs-template-quality");
        assertThat(quality.quality() + quality.previousQuality()).isEqualTo("YELLOWGREEN");

        TemplateEvent soon = (TemplateEvent) Payloads.account("docs-template-category-soon");
        assertThat(soon.category() + soon.previousCategory()).isEqualTo("UTILITY");
        assertThat(soon.announcedCategory()).isEqualTo("MARKETING");
        assertThat(soon.categoryChangeAt()).contains(Instant.ofEpochSecond(1746169200));
        TemplateEvent now = (TemplateEvent) Payloads.account("docs-template-category-now");
        assertThat(now.category() + now.previousCategory()).isEqualTo("MARKETINGUTILITY");
        assertThat(now.announcedCategory()).isEmpty();
    }

    @Test
    void anAccountHasItsRestrictionsBansAndLimits() {
        BusinessAccountEvent restricted = (BusinessAccountEvent) Payloads.account("docs-account-restriction");
        assertThat(restricted.restrictions())
                .extracting(BusinessAccountEvent.Restriction::type)
                .containsExactly(
                        "RESTRICTED_BUSINESS_INITIATED_CALLING",
                        "RESTRICTED_USER_INITIATED_CALLING_CALL_BUTTON_HIDDEN");
        assertThat(restricted.restrictions().get(0).expiresAt()).contains(Instant.ofEpochSecond(1641848057));
        assertThat(restricted.restrictions().get(1).remediation()).isEqualTo("Answer more calls.");

        BusinessAccountEvent banned = (BusinessAccountEvent) Payloads.account("docs-account-ban");
        assertThat(banned.banState() + banned.banDate()).isEqualTo("REINSTATEApril 17, 2025");
        assertThat(((BusinessAccountEvent) Payloads.account("docs-account-violation")).violation())
                .isEqualTo("ADULT");
        BusinessAccountEvent alert = (BusinessAccountEvent) Payloads.account("docs-account-alert");
        assertThat(alert.alertSeverity()).isEqualTo("WARNING");
        assertThat(alert.alertDescription()).startsWith("The limits");
        BusinessAccountEvent limit = (BusinessAccountEvent) Payloads.account("docs-capability");
        assertThat(limit.maxUsers()).hasValue(2000);
        assertThat(limit.maxNumbers()).hasValue(25);
    }

    @ParameterizedTest
    @CsvSource({"'2000', 2000", "'\"TIER_10K\"', 10000", "'-1', -1", "'\"TIER_UNLIMITED\"', -1", "'null', -1"})
    void theMessagingLimitIsANumberOrAWord(String limit, int users) throws Exception {
        String payload = "{\"field\":\"business_capability_update\",\"value\":"
                + "{\"max_daily_conversations_per_business\":" + limit + "}}";
        BusinessAccountEvent event = (BusinessAccountEvent)
                WebhookJson.read(new ObjectMapper().readTree(payload)).get(0);
        assertThat(event.maxUsers()).isEqualTo(users < 0 ? OptionalInt.empty() : OptionalInt.of(users));
    }

    @Test
    void aNumberHasItsLimitAndNames() {
        assertThat(((NumberEvent) Payloads.account("docs-number-throughput")).messagingLimit())
                .isEqualTo("TIER_UNLIMITED");
        NumberEvent name = (NumberEvent) Payloads.account("docs-number-name");
        assertThat(name.verifiedName()).isEqualTo("Lucky Shrub");
        assertThat(name.rejectionReason() + name.username() + name.previousMessagingLimit())
                .isEmpty();
        assertThat(name.displayPhoneNumber()).isEqualTo("15550783881");
        assertThat(((NumberEvent) Payloads.account("docs-number-username")).username())
                .isEqualTo("luckyshrub");
    }

    @Test
    void eachUsersChoiceIsAnEventOfItsOwn() {
        UserEvent resumed = (UserEvent) Payloads.account("docs-user-resumes");
        assertThat(resumed.stopsMarketing()).isFalse();
        assertThat(resumed.user()).isEqualTo("16505551234");
        assertThat(resumed.timestamp()).contains(Instant.ofEpochSecond(1731705721));
        assertThat(resumed.phoneNumberId()).isEqualTo("106540352242922");

        List<WebhookEvent> events = Payloads.events("docs-user-without-number");
        UserEvent hidden = (UserEvent) events.get(0);
        assertThat(hidden.stopsMarketing()).isTrue();
        assertThat(hidden.user()).isEqualTo("US.13491208655302741918").isEqualTo(hidden.userId());
        assertThat(hidden.contactName()).isEqualTo("Sheena");
        assertThat(hidden.idChange()).isEmpty();
        UserEvent other = (UserEvent) events.get(1);
        assertThat(other.user()).isEqualTo("16505551235");
        assertThat(other.contactName()).isEmpty();
        assertThat(other.key()).isNotEqualTo(hidden.key()).isPresent();
    }

    @Test
    void aChangedIdHasBothIdsInEitherForm() {
        UserIdChange field =
                ((UserEvent) Payloads.account("docs-user-id-update")).idChange().orElseThrow();
        assertThat(field.previousUserId()).isEqualTo("US.13491208655302741918");
        assertThat(field.userId()).isEqualTo("US.24817305912873645029");
        assertThat(field.previousParentUserId()).isEqualTo("US.ENT.11815799212886844830");
        assertThat(field.parentUserId()).isEqualTo("US.ENT.21815799212886844830");
        assertThat(field.waId()).isEqualTo("16505551234");

        UserIdChange system = Payloads.message("docs-system-user-id").idChange().orElseThrow();
        assertThat(system.previousUserId()).isEqualTo("US.13491208655302741918");
        assertThat(system.userId()).isEqualTo("US.24817305912873645029");
        assertThat(system.parentUserId() + system.previousParentUserId()).isEqualTo("US.ENT.2US.ENT.1");
        assertThat(system.waId()).isEmpty();
        assertThat(Payloads.message("meta-text-message").idChange()).isEmpty();
    }

    @Test
    void aCallKnowsTheUserWhoeverCalled() {
        CallEvent connect = (CallEvent) Payloads.account("docs-call-connect");
        assertThat(connect.user()).as("the caller is the business").isEqualTo("16315553601");
        CallEvent ended = (CallEvent) Payloads.account("docs-call-terminate");
        assertThat(ended.user()).isEqualTo("16315553601");
        assertThat(ended.status()).isEqualTo("Completed");
        assertThat(ended.duration()).hasValue(Duration.ofSeconds(480));
        CallEvent ringing = (CallEvent) Payloads.account("docs-call-status");
        assertThat(ringing.user()).isEqualTo("12185552828");
        assertThat(ringing.callbackData()).isEqualTo("order-7");
        CallEvent received = (CallEvent) Payloads.account("calls");
        assertThat(received.user()).isEqualTo("491713920023");
        assertThat(received.direction()).isEqualTo("USER_INITIATED");
        assertThat(received.id()).isEqualTo("wacid.TEST1");
    }

    @Test
    void aGroupKnowsWhoCameAndWent() {
        GroupEvent created = (GroupEvent) Payloads.account("docs-group-created");
        assertThat(created.groupId()).startsWith("Y2FwaV9ncm91cDo");
        assertThat(created.requestId() + created.subject()).isEqualTo("R1Plants");
        assertThat(created.inviteLink()).isEqualTo("https://chat.whatsapp.com/LINK_ID");
        assertThat(Payloads.account("docs-group-not-created").errors())
                .extracting(EventError::code)
                .containsExactly(OptionalInt.of(131204));
        assertThat(((GroupEvent) Payloads.account("docs-group-joined")).added()).containsExactly("16505551234");
        GroupEvent asked = (GroupEvent) Payloads.account("docs-group-asked");
        assertThat(asked.user() + asked.joinRequestId()).isEqualTo("16505551234J1");
        GroupEvent removed = (GroupEvent) Payloads.account("docs-group-removed");
        assertThat(removed.removed()).containsExactly("16505551234");
        assertThat(removed.failed()).containsExactly("16505551235");
        assertThat(((GroupEvent) Payloads.account("docs-group-settings")).subject())
                .isEqualTo("Shrubs");
    }

    @Test
    void aFlowHasItsStatusAndAlerts() {
        FlowEvent published = (FlowEvent) Payloads.account("docs-flow-status");
        assertThat(published.flowId()).isEqualTo("6627390910605886");
        assertThat(published.previousStatus() + published.status()).isEqualTo("DRAFTPUBLISHED");
        FlowEvent errors = (FlowEvent) Payloads.account("docs-flow-errors");
        assertThat(errors.alertState()).isEqualTo("ACTIVATED");
        assertThat(errors.message()).isNotEmpty();
        assertThat(((FlowEvent) Payloads.account("docs-flow-version")).message())
                .contains("21 days");
    }

    @Test
    void standbyIsNoMessageToAnswer() {
        StandbyEvent written = (StandbyEvent) Payloads.account("docs-standby-message");
        assertThat(written.message().orElseThrow().text()).isEqualTo("Is it open?");
        assertThat(written.contactName()).isEqualTo("Sheena");
        assertThat(written.status()).isEmpty();
        StandbyEvent echo = (StandbyEvent) Payloads.account("docs-standby-echo");
        assertThat(echo.echo().at("/text/body").asText()).isEqualTo("It is.");
        assertThat(echo.message()).isEmpty();
        StandbyEvent status = (StandbyEvent) Payloads.account("docs-standby-status");
        assertThat(status.status().orElseThrow().state()).isEqualTo(MessageStatus.State.DELIVERED);
        assertThat(List.of(written.user(), echo.user(), status.user())).containsOnly("16505551234");
    }

    @Test
    void aContactBelongsToItsOwnUserOnly() {
        String payload = "{'field':'calls','value':{'contacts':[{'wa_id':'4911','profile':{'name':'Ada'}}],"
                + "'calls':[{'id':'a','from':'4911'},{'id':'b','from':'4922'}]}}";
        assertThat(names(payload)).containsExactly("Ada", "");
        String two = "{'field':'calls','value':{'contacts':[{'wa_id':'4911','profile':{'name':'Ada'}}],"
                + "'calls':[{'id':'a','from':'4922'}],'statuses':[{'id':'b','recipient_id':'4933'}]}}";
        assertThat(names(two)).containsExactly("", "");
        String alone = "{'field':'calls','value':{'contacts':[{'wa_id':'4911','profile':{'name':'Ada'}}],"
                + "'calls':[{'id':'a','from':'04911'}]}}";
        assertThat(names(alone)).containsExactly("Ada");
        String echoes =
                "{'field':'standby','value':{'standby':{'contacts':[{'user_id':'DE.1','profile':{'name':'Ada'}}],"
                        + "'message_echoes':[{'message':{'to':'4922'}},{'message':{'recipient':'DE.1'}}]}}}";
        assertThat(names(echoes)).containsExactly("", "Ada");
        assertThat(names(payload.replace("calls", "messages"))).containsExactly("Ada", "");
    }

    /** Returns the names of the events' users, which their own JSON has too. */
    private static List<String> names(String quoted) {
        List<WebhookEvent> events = read(quoted);
        List<String> names = events.stream().map(WebhookEvent::contactName).toList();
        assertThat(events.stream()
                        .map(event -> WebhookJson.read(event.envelope()).get(0).contactName()))
                .isEqualTo(names);
        return names;
    }

    @Test
    void theTraceContextIsTakenOffAnyCallbackData() {
        String context = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String statuses = "'statuses':[{'id':'1','status':'read','biz_opaque_callback_data':'order~whatsapp360:"
                + context + "'},{'id':'1','status':'sent'}]";
        List<WebhookEvent> standby = read("{'field':'standby','value':{'standby':{" + statuses + "}}}");
        MessageStatus status = ((StandbyEvent) standby.get(1)).status().orElseThrow();
        assertThat(status.callbackData()).isEqualTo("order");
        assertThat(status.traceparent()).isEqualTo(context);
        assertThat(standby.get(1).envelope().toString()).doesNotContain("~whatsapp360");
        assertThat(((StandbyEvent) standby.get(0)).status().orElseThrow().state())
                .as("the order of the statuses of a message")
                .isEqualTo(MessageStatus.State.SENT);

        CallEvent call =
                (CallEvent) read("{'field':'calls','value':{" + statuses + "}}").get(0);
        assertThat(call.callbackData()).isEqualTo("order");
    }

    private static List<WebhookEvent> read(String quoted) {
        return WebhookJson.read(quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aHandoverSaysWhoHoldsTheConversation() {
        HandoverEvent passed = (HandoverEvent) Payloads.account("docs-handover");
        assertThat(passed.user()).isEqualTo("16505551234");
        assertThat(passed.previousOwner() + " " + passed.newOwner()).isEqualTo("ai_agent escalation");
        assertThat(passed.metadata()).isEqualTo("wants-a-person");
        assertThat(passed.phoneNumberId()).isEqualTo("106540352242922");
    }

    @Test
    void aFormThatIsNotDocumentedStaysWhole() {
        assertThat(Payloads.account("calls-malformed").json().path("statuses")).hasSize(1);
        for (String value : List.of("7", "[]", "{\"user_preferences\":{}}", "{\"user_preferences\":[]}", "{}")) {
            List<WebhookEvent> events = WebhookJson.read(
                    ("{\"field\":\"user_preferences\",\"value\":" + value + "}").getBytes(StandardCharsets.UTF_8));
            assertThat(events).as(value).singleElement().isInstanceOf(OtherEvent.class);
        }
    }
}
