package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.WebhookEvent;
import io.github.whatsapp360.event.WebhookJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of one conversation come in order, and payloads that may be different ones are never dropped. */
class RouteInputTest {

    private static final Path PAYLOADS = Path.of("src/test/resources/payloads/webhooks");

    @ParameterizedTest
    @CsvSource({
        "docs-handover, from:16505551234",
        "docs-standby-message, from:16505551234",
        "docs-standby-echo, from:16505551234",
        "docs-standby-status, status:wamid.STANDBY2",
        "docs-user-resumes, from:16505551234",
        "docs-user-id-update, from:16505551234",
        "calls, call:wacid.TEST1",
        "docs-call-status, call:wacid.HBgLMTIxODU1NTI4MjgVAgARGCAyODRQIAFRoA",
        "docs-group-asked, account:102290129340398",
        "account-update, account:360000000000099"
    })
    void anEventComesInTheOrderOfItsConversation(String name, String conversation) throws Exception {
        WebhookEvent event = WebhookJson.read(Files.readAllBytes(PAYLOADS.resolve(name + ".json")))
                .get(0);
        assertThat(RouteInput.of(event, "", Map.of()).conversation()).isEqualTo(conversation);
    }

    @Test
    void aPayloadIsARepetitionOnlyIfEachOfItsEventsIs() {
        String payload = "{\"entry\":[{\"id\":\"1\"%s,\"changes\":[{\"field\":\"business_capability_update\","
                + "\"value\":{\"max_daily_conversations_per_business\":2000}}]}]}";
        assertThat(input(payload.formatted(",\"time\":1764000000")).key()).isPresent();
        assertThat(input(payload.formatted("")).key()).isEmpty();
        assertThat(input("{\"entry\":[]}").key()).isPresent();
    }

    private static RouteInput input(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        List<WebhookEvent> events = WebhookJson.read(bytes);
        return RouteInput.ofPayload(bytes, events);
    }
}
