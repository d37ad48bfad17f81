package io.github.whatsapp360.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.message.SentMessage;
import org.junit.jupiter.api.Test;

/** What is compared does the same work. */
class TextBenchmarkTest {

    @Test
    void bothWaysSendAText() {
        TextBenchmark benchmark = new TextBenchmark();
        benchmark.start();
        try {
            assertThat(benchmark.component()).isInstanceOfSatisfying(SentMessage.class, sent -> assertThat(sent.id())
                    .startsWith("wamid."));
            assertThat(benchmark.byHand()).asString().contains("wamid.");
        } finally {
            benchmark.stop();
        }
    }
}
