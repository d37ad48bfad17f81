package io.github.whatsapp360.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracedDataTest {

    private static final String CONTEXT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String SUFFIX = "~whatsapp360:" + CONTEXT;
    private static final int MAX = 512;

    @ParameterizedTest
    @ValueSource(strings = {"order-4711", "~", "~whatsapp360:", "a~whatsapp360:b", "zwei\nZeilen\n", "😀", "{\"a\":1}"})
    void whatIsWrittenIsReadAgain(String data) {
        TracedData traced = new TracedData(data, CONTEXT);
        assertThat(traced.written(MAX)).isEqualTo(data + SUFFIX);
        assertThat(TracedData.read(traced.written(MAX))).isEqualTo(traced);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "order-4711",
                "order-4711~whatsapp360:",
                "order-4711~whatsapp360:00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "order-4711~whatsapp360:00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                SUFFIX + " ",
                SUFFIX + "\n",
                CONTEXT
            })
    void otherDataStayAsTheyAre(String data) {
        assertThat(TracedData.read(data)).isEqualTo(new TracedData(data, ""));
    }

    @Test
    void noTextOfThisFormIsLeftAtTheEnd() {
        String other = "~whatsapp360:00-00000000000000000000000000000001-0000000000000001-00";
        assertThat(TracedData.read("order" + other + SUFFIX)).isEqualTo(new TracedData("order", CONTEXT));
        assertThat(TracedData.read(SUFFIX)).isEqualTo(new TracedData("", CONTEXT));
    }

    /** A webhook may have 4 MB. A time that grows with the square of the length would be minutes. */
    @Test
    void manyContextsAreReadAtOnce() {
        String many = SUFFIX.repeat(60_000);
        assertThat(TracedData.read("order" + many)).isEqualTo(new TracedData("order", CONTEXT));
        assertThat(TracedData.read("order" + many + "x")).isEqualTo(new TracedData("order" + many + "x", ""));
    }

    @Test
    void itIsLeftOutIfItDoesNotFit() {
        String fits = "😀".repeat(MAX - SUFFIX.length());
        assertThat(new TracedData(fits, CONTEXT).written(MAX)).isEqualTo(fits + SUFFIX);
        assertThat(new TracedData(fits + "a", CONTEXT).written(MAX)).isEqualTo(fits + "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", CONTEXT + "-", "00-" + CONTEXT})
    void onlyATraceContextOfW3cIsWritten(String context) {
        assertThat(new TracedData("order", context).written(MAX)).isEqualTo("order");
    }

    @Test
    void thereIsNoContextWithoutData() {
        assertThat(new TracedData("", CONTEXT).written(MAX)).isEmpty();
    }
}
