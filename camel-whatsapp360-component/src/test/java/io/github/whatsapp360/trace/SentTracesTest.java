package io.github.whatsapp360.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentTracesTest {

    private final SentTraces sent = new SentTraces();

    @Test
    void theLastMessagesAreRemembered() {
        for (int n = 0; n <= SentTraces.MAX_MESSAGES; n++) {
            sent.put("wamid." + n, "trace " + n);
        }
        assertThat(sent.get("wamid.0")).isEmpty();
        assertThat(sent.get("wamid.1")).isEqualTo("trace 1");
        assertThat(sent.get("wamid." + SentTraces.MAX_MESSAGES)).isEqualTo("trace " + SentTraces.MAX_MESSAGES);
    }

    @Test
    void aMessageWithoutAnIdOrATraceIsNotRemembered() {
        sent.put("", "trace");
        sent.put("wamid.1", "");
        assertThat(sent.get("")).isEmpty();
        assertThat(sent.get("wamid.1")).isEmpty();
    }
}
