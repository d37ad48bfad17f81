package io.github.whatsapp360.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void aQuotedHeaderCannotBeginANewLineOfALog() {
        Problem problem = new Problem("method", "\"GET\r\n12:00 INFO forged\u001b[31m\" is unknown");
        assertThat(problem).hasToString("method: \"GET  12:00 INFO forged [31m\" is unknown");
    }
}
