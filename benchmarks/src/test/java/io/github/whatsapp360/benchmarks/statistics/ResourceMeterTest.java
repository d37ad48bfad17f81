package io.github.whatsapp360.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The allocation that the meter reports, with collections of garbage in between. */
class ResourceMeterTest {

    @Test
    void theMeterCountsWhatWasAllocatedAlsoAcrossCollections() {
        ResourceMeter meter = new ResourceMeter();
        long sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += new byte[1 << 20].length;
            if (i % 100 == 0) {
                System.gc();
            }
        }
        assertThat(meter.stop().allocatedBytes()).isBetween(sum, sum + sum / 5);
    }
}
